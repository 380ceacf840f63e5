import * as v from 'valibot';
import { concatBytes } from '../base/bytes.ts';
import { decodeBase45, encodeBase45 } from '../base/base45.ts';
import { sign, type SigningKey } from '../base/signature.ts';
import { LIVE_PREFIX, readLivePass, type Moment } from './live-pass.ts';
import { BODY_BYTES, issuerOf, packBody, SIGNATURE_BYTES, unpackBody } from './pass-body.ts';
import type { Pass, PassFault, PassReading, TrustedKey } from './pass-body.ts';
import { hexId, Instant, integer } from './shapes.ts';
import type { Tri } from './tri.ts';

export {
	TrustedKeySchema,
	type Live,
	type Pass,
	type PassFault,
	type PassReading,
	type TrustedKey,
} from './pass-body.ts';
export type { Moment } from './live-pass.ts';

/**
 * Pass (入场码): `GZ1:` + base45 of 97 bytes, all in QR's alphanumeric mode (version 6 at level M, 8 at Q).
 *
 *   0–32  as in every pass, version 1
 *   33–96 Ed25519 signature over bytes 0–32
 */
export const PASS_PREFIX = 'GZ1:';
const VERSION = 1;
const LENGTH = BODY_BYTES + SIGNATURE_BYTES;
/** No pass is longer; what is, is not read at all. */
const MAX_TEXT = PASS_PREFIX.length + Math.ceil((LENGTH * 3) / 2);

/** Passes that are dead before their last day, signed by the hub so that no cache can be made to forget one. */
export const RevocationsSchema = v.object({
	issuedAt: Instant,
	/** `memberId.serial`, sorted. */
	passes: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}\.\d{1,5}$/))), v.maxLength(100_000)),
	keyId: integer(0, 255),
	signature: hexId(64),
});
export type Revocations = v.InferOutput<typeof RevocationsSchema>;

export const revocationName = (pass: Pick<Pass, 'memberId' | 'serial'>): string =>
	`${pass.memberId}.${pass.serial}`;

/** Is the pass on the list? Without a list nobody knows, and ours says nothing of another hub's passes. */
export function isRevoked(
	{ pass, foreign }: { readonly pass: Pass; readonly foreign: boolean },
	revoked: ReadonlySet<string> | null,
): Tri {
	if (revoked?.has(revocationName(pass))) return 'yes';
	return !revoked || foreign ? 'unknown' : 'no';
}

/** The text of a pass's QR code. `secret` is 16 bytes, `memberId` 16 hex digits. */
export function writePass(pass: Pass, key: SigningKey): string {
	const signed = packBody(VERSION, pass);
	return PASS_PREFIX + encodeBase45(concatBytes(signed, sign(signed, key)));
}

const fault = (fault: PassFault): PassReading => ({ ok: false, fault });

/**
 * Reads and verifies a scanned text of any kind offline. Anything may come in: it neither throws nor lets anything through.
 * `moment`: by which a live pass is judged.
 */
export function readPass(
	text: string,
	keys: readonly TrustedKey[],
	moment: Moment | null = null,
): PassReading {
	if (text.startsWith(LIVE_PREFIX)) return readLivePass(text, keys, moment);
	if (!text.startsWith(PASS_PREFIX) || text.length > MAX_TEXT) return fault('unreadable');
	const bytes = decodeBase45(text.slice(PASS_PREFIX.length));
	if (!bytes || bytes.length === 0) return fault('unreadable');
	if (bytes[0] !== VERSION) return fault('unsupported-version');
	if (bytes.length !== LENGTH) return fault('unreadable');
	const issuer = issuerOf(bytes.subarray(0, BODY_BYTES), bytes.subarray(BODY_BYTES), keys);
	if (typeof issuer === 'string') return fault(issuer);
	return { ok: true, pass: unpackBody(bytes), live: 'no', foreign: issuer.foreign };
}
