import type { MemberId } from '../base/id.ts';
import type { Result } from '../base/result.ts';

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
