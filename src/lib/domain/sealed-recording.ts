import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import * as v from 'valibot';
import { concatBytes, utf8 } from '../base/bytes.ts';
import { deriveKey } from '../base/digest.ts';
import type { RecordingId, VenueId } from '../base/id.ts';
import { hexId } from './shapes.ts';

/**
 * How a visitor's voice lies on a kiosk, travels, and waits on the hub: sealed to the hub's key with a key of its own that
 * nobody keeps (X25519, HKDF, XChaCha20-Poly1305). Whoever copies the kiosk's disk, or the hub's database without its keys,
 * learns how many there are and how long they are.
 */

/** The hub's half, as kiosks know it: 32 bytes as hex. */
export const SealingKeySchema = v.object({ publicKey: hexId(32) });

/** Whose it is. It does not open in another's place. */
export interface RecordingPlace {
	readonly venueId: VenueId;
	readonly id: RecordingId;
}

const POINT = 32;
/** Each key seals one thing. */
const NONCE = new Uint8Array(24);

/** The hub's public key for its 32 secret bytes. */
export const sealingKeyOf = (secret: Uint8Array): Uint8Array => x25519.getPublicKey(secret);

function cipherOf(shared: Uint8Array, ends: readonly Uint8Array[], { venueId, id }: RecordingPlace) {
	const purpose = `gongzhan recording ${venueId} ${id}`;
	return xchacha20poly1305(deriveKey(concatBytes(shared, ...ends), purpose, 32), NONCE, utf8(purpose));
}

/** `once`: 32 unpredictable bytes, for this one alone. Throws where `hubKey` is no key. */
export function sealRecording(
	sound: Uint8Array,
	hubKey: Uint8Array,
	place: RecordingPlace,
	once: Uint8Array,
): Uint8Array {
	const ours = x25519.getPublicKey(once);
	const shared = x25519.getSharedSecret(once, hubKey);
	return concatBytes(ours, cipherOf(shared, [ours, hubKey], place).encrypt(sound));
}

/** Null where it is damaged, another's, or was sealed for another hub. */
export function openRecording(
	sealed: Uint8Array,
	secret: Uint8Array,
	place: RecordingPlace,
): Uint8Array | null {
	const theirs = sealed.subarray(0, POINT);
	try {
		const shared = x25519.getSharedSecret(secret, theirs);
		return cipherOf(shared, [theirs, sealingKeyOf(secret)], place).decrypt(sealed.subarray(POINT));
	} catch {
		return null;
	}
}
