import { createHash } from 'node:crypto';
import { equalBytes, fromBase64Url, toBase64Url, utf8 } from '../base/bytes.ts';
import { hmacSha256 } from '../base/digest.ts';
import type { Random } from '../base/random.ts';

/** A session's secret for a cookie: 32 bytes as base64url. The database only ever sees its hash. */
export const newToken = (random: Random): string => toBase64Url(random.bytes(32));

/** SHA-256 as hex: enough for tokens, which are random and long. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

const MAC_BYTES = 16;
const mac = (key: Uint8Array, text: string): Uint8Array => hmacSha256(key, utf8(text)).subarray(0, MAC_BYTES);

/** `text.MAC`: something we say and will recognise when it comes back. `text` holds no dot-separated MAC of its own. */
export const vouch = (key: Uint8Array, text: string): string => `${text}.${toBase64Url(mac(key, text))}`;

/** The text that we vouched for with this key, or null. */
export function vouched(key: Uint8Array, statement: string): string | null {
	const dot = statement.lastIndexOf('.');
	const given = dot < 0 ? null : fromBase64Url(statement.slice(dot + 1));
	const text = statement.slice(0, Math.max(dot, 0));
	return given && equalBytes(given, mac(key, text)) ? text : null;
}
