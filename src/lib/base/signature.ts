import { ed25519 } from '@noble/curves/ed25519.js';

/** Ed25519 (RFC 8032), one code path for every browser: WebCrypto has it only from Chromium 137. */
export interface SigningKey {
	/** 32-byte seed. Never leaves the hub. */
	readonly secret: Uint8Array;
	/** 32-byte public key. */
	readonly publicKey: Uint8Array;
}

/** `seed`: 32 unpredictable bytes. */
export const signingKey = (seed: Uint8Array): SigningKey => ({
	secret: seed,
	publicKey: ed25519.getPublicKey(seed),
});

/** 64-byte signature. */
export const sign = (message: Uint8Array, key: SigningKey): Uint8Array => ed25519.sign(message, key.secret);

/** False for a wrong signature and for anything that is no signature or key at all. */
export function verifySignature(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
	if (signature.length !== 64 || publicKey.length !== 32) return false;
	try {
		return ed25519.verify(signature, message, publicKey);
	} catch {
		return false; // noble throws where the bytes are not a point; to us that is a forged code like any other
	}
}
