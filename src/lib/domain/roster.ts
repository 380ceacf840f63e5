import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import * as v from 'valibot';
import { fromBase64Url, toBase64Url, toHex, utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import { deriveKey, hmacSha256 } from '../base/digest.ts';
import type { OfferingId, SessionId, VenueId } from '../base/id.ts';
import { Instant, integer, line, slug } from './shapes.ts';

/**
 * The roster (名单) as a kiosk holds it: one sealed record a person, found and opened only with the secret
 * inside that person's pass. Whoever copies the kiosk's disk learns how many records there are and no more.
 */
export const RosterEntrySchema = v.object({
	/** Already masked (王*明): even opened, the record holds no full name. */
	name: line(40),
	offerings: v.array(slug<OfferingId>()),
	/** Barred members are sent to the desk. */
	barred: v.optional(v.boolean(), false),
	/** Offerings on whose waiting list they are. */
	waiting: v.optional(v.array(slug<OfferingId>()), []),
	/** Name of their union; null where they are in none; left out where nothing at the venue depends on it. */
	union: v.optional(v.nullable(line(120))),
	/** Names of the unions above it, the nearest first; left out where there are none. */
	above: v.optional(v.array(line(120))),
	/** How often they came, where something at the venue depends on it. */
	history: v.optional(
		v.object({
			/** Every coming from this instant on is listed: session, offering, corrected time. */
			since: Instant,
			comings: v.array(v.tuple([slug<SessionId>(), slug<OfferingId>(), Instant])),
			/** How many there were before it, of offerings that are asked for. */
			earlier: v.array(v.tuple([slug<OfferingId>(), integer(1, 100_000)])),
		}),
	),
});
export type RosterEntry = v.InferOutput<typeof RosterEntrySchema>;

export const SealedRosterSchema = v.object({
	sealed: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{32,20000}$/)),
});
export type SealedRoster = v.InferOutput<typeof SealedRosterSchema>;

/** Every record is padded to a multiple of this, so that its length does not tell how many classes a person takes. */
const PAD = 128;

/** Under which id the record of this pass lies, at this venue: 16 bytes as hex. */
export const rosterLookup = (secret: Uint8Array, venueId: VenueId): string =>
	toHex(deriveKey(secret, `gongzhan roster lookup ${venueId}`, 16));

const sealingKeys = (secret: Uint8Array, venueId: VenueId) => {
	const both = deriveKey(secret, `gongzhan roster seal ${venueId}`, 64);
	return { key: both.subarray(0, 32), nonceKey: both.subarray(32) };
};

/**
 * XChaCha20-Poly1305 with a synthetic nonce (a MAC of the plain text under a second key): sealing the same
 * record again gives the same bytes, so an unchanged roster is no change to send.
 */
export function sealRoster(entry: RosterEntry, secret: Uint8Array, venueId: VenueId): SealedRoster {
	const { key, nonceKey } = sealingKeys(secret, venueId);
	const text = utf8(canonicalJson(entry));
	const plain = new Uint8Array(Math.ceil((text.length + 1) / PAD) * PAD).fill(0x20);
	plain.set(text);
	const nonce = hmacSha256(nonceKey, plain).subarray(0, 24);
	const sealed = xchacha20poly1305(key, nonce).encrypt(plain);
	return { sealed: toBase64Url(nonce) + toBase64Url(sealed) };
}

/** Null where the record is damaged, someone else's, or not of this version. */
export function openRoster(record: SealedRoster, secret: Uint8Array, venueId: VenueId): RosterEntry | null {
	const nonce = fromBase64Url(record.sealed.slice(0, 32));
	const sealed = fromBase64Url(record.sealed.slice(32));
	if (!nonce || !sealed) return null;
	try {
		const plain = xchacha20poly1305(sealingKeys(secret, venueId).key, nonce).decrypt(sealed);
		const parsed = v.safeParse(RosterEntrySchema, JSON.parse(new TextDecoder().decode(plain)));
		return parsed.success ? parsed.output : null;
	} catch {
		return null;
	}
}
