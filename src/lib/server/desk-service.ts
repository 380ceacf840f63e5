import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import type { Result } from '../base/result.ts';
import type { Verdict } from '../domain/admission.ts';
import type { Attendance } from '../domain/attendance.ts';
import type { Staff } from './who.ts';
import type { PersonAtSession } from './storage/ledger-port.ts';

/** Somebody as the desk sees them at one session. */
export interface DeskPerson {
	readonly memberId: MemberId;
	readonly name: string;
	readonly number: string;
	readonly union: string | null;
	readonly hasPhone: boolean;
	readonly guest: boolean;
	readonly enrolled: boolean;
	/** Null where there is no fact about them. */
	readonly attendance: Attendance | null;
	/** What an undo would take back; null where no coming or leaving stands. */
	readonly lastMove: { readonly entryId: string; readonly kind: 'check-in' | 'check-out' } | null;
	/** What the door would say now; null for somebody who is here. */
	readonly verdict: Verdict | null;
}

type NotFound = 'no-such-session' | 'no-such-member';

/** One row of a paper sheet as it is entered. `at`: the time that stood beside the name; null where none did. */
export interface SheetRow {
	readonly memberId: MemberId;
	readonly at: number | null;
}

/** What became of a row. `contradicted`: staff have said that this person did not come, and that stands. */
export interface SheetResult {
	readonly memberId: MemberId;
	readonly name: string;
	readonly result: 'entered' | 'already' | 'contradicted' | 'unknown';
	/** Since when they count as present, where they do. */
	readonly since: number | null;
}

/** An act of somebody at a desk, as it is told. Names are null where the data was erased. */
export interface DeskAct {
	readonly at: number;
	readonly action: string;
	readonly staff: string | null;
	readonly name: string | null;
	readonly sessionId: string | null;
	readonly reason: string | null;
	readonly count: number | null;
}

type NotHandled = 'no-such-member' | 'not-ours';

/** What only those get who have the person on their books (desk-personal.ts). `not-ours`: they have not; noted too. */
export interface Personal {
	/** Would they get it? */
	mayHandle(by: Staff, venueId: VenueId, memberId: MemberId): Promise<boolean>;
	/** The phone number, which is shown to whoever asks for it by name, and noted. Null: there is none. */
	phone(by: Staff, venueId: VenueId, memberId: MemberId): Promise<Result<string | null, NotHandled>>;
	/** The text of the person's pass, for printing. */
	printPass(by: Staff, venueId: VenueId, memberId: MemberId): Promise<Result<string, NotHandled>>;
	/** A code with which the person claims their pass on a phone. */
	claimCode(
		by: Staff,
		venueId: VenueId,
		memberId: MemberId,
	): Promise<Result<{ readonly code: string; readonly expiresAt: number }, NotHandled>>;
}

/** What staff do for people who stand before them. Everything is appended, and noted with who did it. */
export interface DeskService extends Personal {
	/** At most 20, those who are expected at the session first. `sessionId`: the one that the desk has open. */
	find(
		venueId: VenueId,
		sessionId: SessionId,
		query: string,
	): Promise<{ readonly found: readonly DeskPerson[]; readonly more: boolean }>;
	person(venueId: VenueId, person: PersonAtSession): Promise<DeskPerson | null>;
	/**
	 * Asks the rules first. Where they refuse, `why` is what lets the person in all the same, or the verdict is the answer.
	 * What the rules leave to the desk takes no reason.
	 */
	checkIn(
		by: Staff,
		venueId: VenueId,
		person: PersonAtSession,
		why: string | null,
	): Promise<Result<Attendance, NotFound | Verdict>>;
	checkOut(
		by: Staff,
		venueId: VenueId,
		person: PersonAtSession,
	): Promise<Result<Attendance, NotFound | 'not-here'>>;
	/** `undoes`: the coming or leaving to take back, by its entry. */
	undo(
		by: Staff,
		venueId: VenueId,
		person: PersonAtSession & { readonly undoes: string },
	): Promise<Result<Attendance, NotFound | 'no-such-fact'>>;
	/** Somebody without a card, by name. */
	guest(
		by: Staff,
		venueId: VenueId,
		sessionId: SessionId,
		name: string,
	): Promise<
		Result<{ readonly memberId: MemberId; readonly name: string }, 'no-such-session' | 'name-missing'>
	>;
	/**
	 * What stands on a paper sheet, as check-ins of the time that was written, right within a quarter of an hour. Who is in
	 * already stays as they are, so that entering a sheet twice changes nothing. `not-held`: the class was cancelled, or is far
	 * from beginning.
	 */
	enterSheet(
		by: Staff,
		venueId: VenueId,
		sessionId: SessionId,
		rows: readonly SheetRow[],
	): Promise<Result<readonly SheetResult[], 'no-such-session' | 'not-held'>>;
	/** What was done at this venue's desks, newest first. */
	acts(venueId: VenueId, limit: number): Promise<DeskAct[]>;
}
