import { p256 } from '@noble/curves/nist.js';

/** ECDSA with P-256 and SHA-256 (FIPS 186-5), checked without awaiting. Keys are made and used by WebCrypto alone. */

/** The compressed point (33 bytes) of a public key in either form, or null where it is no point of the curve. */
export function p256Point(publicKey: Uint8Array): Uint8Array | null {
	try {
		const point = p256.Point.fromBytes(publicKey);
		point.assertValidity();
		return point.toBytes(true);
	} catch {
		return null;
	}
}

/** `signature`: r‖s, 64 bytes, s in the lower half. False for anything that is no signature or key at all. */
export function verifyP256(signature: Uint8Array, message: Uint8Array, point: Uint8Array): boolean {
	if (signature.length !== 64 || point.length !== 33) return false;
	try {
		return p256.verify(signature, message, point, { lowS: true });
	} catch {
		return false; // noble throws where the bytes are not a point
	}
}

/**
 * Of the two signatures (r, s) and (r, n − s) that are equally right, the one with the lower s: browsers give either, and a
 * code must be written in one way only. Null where the bytes are no signature.
 */
export function lowerS(signature: Uint8Array): Uint8Array | null {
	try {
		const { r, s } = p256.Signature.fromBytes(signature, 'compact');
		const { n } = p256.Point.CURVE();
		return new p256.Signature(r, s > n >> 1n ? n - s : s).toBytes('compact');
	} catch {
		return null;
	}
}
