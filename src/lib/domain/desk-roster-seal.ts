import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import * as v from 'valibot';
import { concatBytes, fromBase64Url, toBase64Url, utf8 } from '../base/bytes.ts';
import { deriveKey } from '../base/digest.ts';
import type { DeviceId, StaffId, VenueId } from '../base/id.ts';
import { DeskRosterSchema, type DeskRoster } from './desk-roster.ts';
import { hexId, integer, line } from './shapes.ts';

/**
 * How the names of a few days lie on a desk tablet, and what that is good for.
 *
 * The hub seals the roster with a fresh content key. For each member of staff with a PIN it locks that key with
 * HKDF(scrypt(PIN, salt) ‖ ECDH(a key of this answer, the tablet's key)), bound to venue, device and person. So opening takes
 * the PIN of somebody who may, and this tablet's private key, which the browser does not give out.
 *
 * - Who picks up a locked tablet has ten tries, ever slower, each counted on disk before it is made; after the tenth the
 *   locked keys are deleted, and come back only from the hub, for one more try an answer. The hub writes both down.
 * - Who copies the sealed roster off the hub's answers or a backup, without the tablet's profile, has nothing to try a PIN on.
 * - Who copies the whole disk has the key with it, since browsers keep keys in their profile: then the PIN alone protects, a
 *   try costing 128 MiB and a tenth of a second or more. Six digits last hours to days against that, eight a hundred times as
 *   long; encryption of the tablet's disk is what really helps. At stake are the names and card numbers of a few days' classes.
 * - Who has the hub's database without its keys learns nothing of a PIN: what is kept of it is sealed under them.
 * - A kiosk holds the same locks around an empty roster: a PIN raises or ends an emergency there, and opens nothing. Its whole disk,
 *   copied, is one more place to try a PIN on.
 * - A tablet or a person that is revoked loses the roster with the next contact, and where there is none, when its days are over.
 * - Whoever watches the screen, or reads the memory of a tablet that is open, sees what staff see.
 */

/** Cost of scrypt: N = 2^logN, blocks of r × 128 bytes, p lanes. */
export const PinCostSchema = v.object({ logN: integer(14, 20), r: integer(1, 16), p: integer(1, 4) });
export type PinCost = v.InferOutput<typeof PinCostSchema>;

/** As OWASP's password storage cheat sheet asks at least: 128 MiB a try. */
export const PIN_COST: PinCost = { logN: 17, r: 8, p: 1 };

/** Memory that scrypt may take at this cost, in bytes, with room to spare. */
export const memoryOf = ({ logN, r }: PinCost): number => 256 * r * 2 ** logN;

const sealedText = (most: number) =>
	v.pipe(v.string(), v.maxLength(most), v.regex(/^[A-Za-z0-9_-]+$/, 'must be base64url'));

/** The content key, locked for one member of staff. */
export const PinLockSchema = v.object({
	staffId: hexId<StaffId>(8),
	/** Masked (张*任): what the tablet shows while it is locked. */
	label: line(60),
	salt: hexId(16),
	cost: PinCostSchema,
	locked: sealedText(200),
});
export type PinLock = v.InferOutput<typeof PinLockSchema>;

/** Eight megabytes of text: some 20,000 people. */
export const SealedDeskRosterSchema = sealedText(8_000_000);

/** For whom something is sealed. It does not open in another's place. */
export interface DeskPlace {
	readonly venueId: VenueId;
	readonly deviceId: DeviceId;
}

const NONCE = 24;
const placeText = (purpose: string, { venueId, deviceId }: DeskPlace): string =>
	`gongzhan desk ${purpose} ${venueId} ${deviceId}`;

/** `key`: 32 bytes; `nonce`: 24 unpredictable bytes. */
export function sealDeskRoster(
	roster: DeskRoster,
	key: Uint8Array,
	nonce: Uint8Array,
	place: DeskPlace,
): string {
	const cipher = xchacha20poly1305(key, nonce, utf8(placeText('roster', place)));
	return toBase64Url(concatBytes(nonce, cipher.encrypt(utf8(JSON.stringify(roster)))));
}

/** Null where it is damaged, another tablet's, or not of this version. */
export function openDeskRoster(sealed: string, key: Uint8Array, place: DeskPlace): DeskRoster | null {
	const plain = open(sealed, (nonce) => xchacha20poly1305(key, nonce, utf8(placeText('roster', place))));
	if (!plain) return null;
	try {
		const parsed = v.safeParse(DeskRosterSchema, JSON.parse(new TextDecoder().decode(plain)));
		return parsed.success ? parsed.output : null;
	} catch {
		return null;
	} finally {
		plain.fill(0);
	}
}

/** What a lock is made of: 32 bytes of the PIN's scrypt, 32 of the agreement with the tablet's key. */
export interface LockParts {
	readonly stretched: Uint8Array;
	readonly agreed: Uint8Array;
	readonly staffId: StaffId;
}

function lockCipher({ stretched, agreed, staffId }: LockParts, place: DeskPlace, nonce: Uint8Array) {
	const purpose = `${placeText('key', place)} ${staffId}`;
	return xchacha20poly1305(deriveKey(concatBytes(stretched, agreed), purpose, 32), nonce);
}

export const lockKey = (key: Uint8Array, parts: LockParts, nonce: Uint8Array, place: DeskPlace): string =>
	toBase64Url(concatBytes(nonce, lockCipher(parts, place, nonce).encrypt(key)));

/** The content key, or null: a wrong PIN, another tablet, or damage, which cannot be told apart. */
export const unlockKey = (locked: string, parts: LockParts, place: DeskPlace): Uint8Array | null =>
	open(locked, (nonce) => lockCipher(parts, place, nonce));

function open(
	sealed: string,
	cipherOf: (nonce: Uint8Array) => { decrypt(bytes: Uint8Array): Uint8Array },
): Uint8Array | null {
	const bytes = fromBase64Url(sealed);
	if (!bytes || bytes.length <= NONCE) return null;
	try {
		return cipherOf(bytes.subarray(0, NONCE)).decrypt(bytes.subarray(NONCE));
	} catch {
		return null;
	}
}
