import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/** Parsed keys, since parsing costs as much as verifying. The oldest goes first. */
const parsed = new Map<string, KeyObject | null>();
const KEPT = 5000;

function keyOf(spki: string): KeyObject | null {
	const known = parsed.get(spki);
	if (known !== undefined) return known;
	const key = parseKey(spki);
	if (parsed.size >= KEPT) parsed.delete(parsed.keys().next().value!);
	parsed.set(spki, key);
	return key;
}

function parseKey(spki: string): KeyObject | null {
	try {
		const key = createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' });
		return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
	} catch {
		return null; // not on the curve, or no key at all
	}
}

/** Is this base64url text the SPKI of a P-256 public key? */
export const isDeviceKey = (spki: string): boolean => keyOf(spki) !== null;

/** Verifies WebCrypto's ECDSA with SHA-256: raw r‖s in base64url, key as SPKI in base64url. */
export function verifyByDevice(statement: string, signature: string, spki: string): boolean {
	const key = keyOf(spki);
	const bytes = Buffer.from(signature, 'base64url');
	if (!key || bytes.length !== 64) return false;
	return verify('sha256', Buffer.from(statement), { key, dsaEncoding: 'ieee-p1363' }, bytes);
}
