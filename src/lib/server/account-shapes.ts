import type { StaffId, VenueId } from '../base/id.ts';
import type { Result } from '../base/result.ts';
import type { AccountFault } from '../domain/account-fault.ts';
import type { Role, Staff } from './who.ts';

/** Somebody's account, as those see it who may look after it. */
export interface StaffAccount extends Staff {
	readonly createdAt: number;
	/** Since when it is switched off. */
	readonly offAt: number | null;
	/** In how many browsers they are signed in. */
	readonly sessions: number;
}

/** A link that nobody has used yet. */
export interface OpenInvite {
	readonly id: string;
	readonly role: Role;
	readonly venueId: VenueId | null;
	readonly meantFor: string | null;
	/** Whose password it sets; null where it makes an account. */
	readonly resets: StaffId | null;
	readonly expiresAt: number;
}

export interface AccountChange {
	readonly name: string;
	readonly role: Role;
	readonly venueId: VenueId | null;
}

/** Accounts of staff: who may work with which role where. Every act is in the audit. */
export interface AccountService {
	/** Those of whose venues `by` is in charge; operators and auditors of the city see all. */
	list(by: Staff): Promise<{ accounts: StaffAccount[]; invites: OpenInvite[] }>;
	/** A one-time link's token, good for a week. Told once. */
	invite(by: Staff, to: AccountChange): Promise<Result<string, AccountFault>>;
	dropInvite(by: Staff, id: string): Promise<Result<null, AccountFault>>;
	change(by: Staff, id: StaffId, to: AccountChange): Promise<Result<null, AccountFault>>;
	/** Switched off: signed out everywhere, and no way in until it is switched on again. */
	switchOff(by: Staff, id: StaffId): Promise<Result<null, AccountFault>>;
	switchOn(by: Staff, id: StaffId): Promise<Result<null, AccountFault>>;
	/** Ends every session of theirs. */
	signOut(by: Staff, id: StaffId): Promise<Result<null, AccountFault>>;
	/** A one-time link's token with which they choose a new password; earlier ones die. */
	resetLink(by: Staff, id: StaffId): Promise<Result<string, AccountFault>>;
	/** What a link is for: an account to be made, or whose password is to be set; null where it is no good. */
	link(token: string): Promise<{ readonly login: string | null } | null>;
	/** Sets the password, ends every session and the link. Resolves to the login. */
	resetPassword(token: string, password: string): Promise<Result<string, 'bad-link' | 'weak-password'>>;
}
