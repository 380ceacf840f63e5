import * as v from 'valibot';
import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import type { Result } from '../base/result.ts';
import { TrustedKeySchema, type TrustedKey } from '../domain/pass.ts';
import type { Text } from '../domain/text.ts';

/** One-time codes with which somebody claims their pass on a phone. */
export interface ClaimService {
	/**
	 * A code for this person, as it is printed (`7K3M-X9QT-2FX`). It is told once and only its MAC is kept; codes of theirs
	 * that nobody has used die. `by`: `staff:ID` or `hub`.
	 */
	issue(memberId: MemberId, by: string): Promise<{ code: string; expiresAt: number }>;
	/**
	 * Whose pass it is. `holder`: a secret of the phone's; the same phone may ask again with the same code, since an answer
	 * can be lost. `mistyped` costs nothing and says nothing: no code looks so. Too many wrong ones, from one `address` or
	 * from everywhere, and every code is refused for a while, right ones too.
	 */
	redeem(
		typed: string,
		holder: string,
		address: string,
	): Promise<Result<MemberId, 'mistyped' | 'no-such-code' | 'too-many'>>;
}

/** What a phone needs to show a live pass (domain/live-pass.ts). */
export interface LiveCertificate {
	/** base64url; no secret to its owner, but nobody else's business. */
	readonly certificate: string;
	/** So that the phone can tell how wrong its own clock is. */
	readonly hubTime: number;
	/** The last day the certificate is good without being renewed, as days since 1970-01-01. */
	readonly lastDay: number;
	/** On how many phones this pass can be shown now. */
	readonly phones: number;
}

export interface LivePassService {
	/**
	 * The certificate of a phone's key, anew each time it is asked. `phoneId`: of a phone that is signed in (`PhoneService`);
	 * `publicKey`: WebCrypto's `raw` export, base64url. Another key than before takes the place of that one.
	 */
	certify(
		memberId: MemberId,
		phoneId: string,
		publicKey: string,
	): Promise<Result<LiveCertificate, 'bad-key' | 'too-many'>>;
	/** Kills the live pass of one phone: it was lost. The person's card and other phones go on. `by`: `staff:ID`, `member:ID`. */
	withdraw(memberId: MemberId, phoneId: string, by: string): Promise<void>;
}

/** One public key that passes are accepted with here. */
export interface KnownKey extends TrustedKey {
	/** The one that new passes are signed with; `later`: it will be, from `from` on. Of a foreign key neither. */
	readonly signs: 'now' | 'later' | 'no';
	readonly from: number;
	/** Passes in use that it has signed; 0 for a foreign key, whose books are elsewhere. */
	readonly passes: number;
}

/** Public keys in a file that one hub gives to another. */
export const KeyFileSchema = v.object({
	kind: v.literal('gongzhan public keys'),
	keys: v.pipe(v.array(v.omit(TrustedKeySchema, ['foreign'])), v.minLength(1), v.maxLength(50)),
});
export type KeyFile = v.InferOutput<typeof KeyFileSchema>;

export interface SigningKeyService {
	list(): Promise<KnownKey[]>;
	/**
	 * A new key beside the others, told to every venue at once; it signs from `from` on, so that kiosks and other hubs have
	 * learnt it by then. Passes of the older ones stay good. Gives its number.
	 */
	rotate(from: number): Promise<Result<number, 'too-many' | 'one-waits'>>;
	/**
	 * Nothing that this key has signed is accepted any more; whoever had such a pass gets another. Refused while it signs, and,
	 * unless `force`, while passes of it are in use: how many.
	 */
	retire(
		keyId: number,
		force: boolean,
		onProgress?: (done: number, total: number) => void,
	): Promise<Result<number, 'no-such-key' | 'signs' | { inUse: number }>>;
	/** This hub's public keys, for another hub. `issuer`: what kiosks there say of them. */
	publicFile(issuer: Text): KeyFile;
	/** Accepts passes of another hub from now on. How many keys were new. */
	trust(file: KeyFile): Promise<number>;
	/** No longer. How many keys were forgotten; by the name of their issuer, or the first 16 digits of a public key. */
	distrust(name: string): Promise<number>;
}

/** A pass that was shown at two venues within minutes: lent, copied, or relayed. */
export interface TwoPlaces {
	readonly memberId: MemberId;
	/** Null where the hub does not know the person. */
	readonly name: string | null;
	/** In order of time. */
	readonly places: readonly [ShownAt, ShownAt];
}
export interface ShownAt {
	readonly venueId: VenueId;
	readonly sessionId: SessionId;
	/** Corrected time. */
	readonly at: number;
}

/** What staff should look at: a pass is never blocked for it. */
export interface SharingService {
	/** Of the last two days, one of the places being this venue; the latest first. */
	atTwoPlaces(venueId: VenueId): Promise<TwoPlaces[]>;
	/** Writes what is new into the audit. How many there were. */
	note(): Promise<number>;
}
