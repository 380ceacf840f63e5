import { fromBase64Url, toBase64Url } from '../../base/bytes.ts';
import type { DeskDatabase } from './database.ts';

const ECDH = { name: 'ECDH', namedCurve: 'P-256' } as const;
const AGREED_BITS = 256;

/** This tablet's key for agreements, made and stored at first. Two tabs that start at once end with one key. */
export async function ensureAgreement(
	database: DeskDatabase,
): Promise<{ readonly privateKey: CryptoKey; readonly publicKey: string }> {
	const known = await database.read('agreement');
	if (known) return { privateKey: known.keys.privateKey, publicKey: known.publicKey };
	const keys = await crypto.subtle.generateKey(ECDH, false, ['deriveBits']);
	const spki = await crypto.subtle.exportKey('spki', keys.publicKey);
	const fresh = { key: 'agreement', keys, publicKey: toBase64Url(new Uint8Array(spki)) } as const;
	await database.rows.add(fresh).catch(() => undefined);
	return ensureAgreement(database);
}

/** What this tablet and the hub agree on, 32 bytes. Rejects where the hub's half is none. */
export async function agree(privateKey: CryptoKey, hubKey: string): Promise<Uint8Array> {
	const spki = fromBase64Url(hubKey) as Uint8Array<ArrayBuffer> | null;
	const theirs = await crypto.subtle.importKey('spki', spki ?? new Uint8Array(), ECDH, false, []);
	const bits = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, AGREED_BITS);
	return new Uint8Array(bits);
}
