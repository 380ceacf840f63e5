import type { Attendance } from '../../domain/attendance.ts';
import type { Role } from '../../domain/roles.ts';

/** What the staff pages must have words for. */
export type StaffRole = Role;
export type RosterStatus = Attendance['status'];

/** Everything that a staff form may be answered with. */
export type StaffFault =
	| 'refused'
	| 'switched-off'
	| 'too-many'
	| 'empty'
	| 'bad-link'
	| 'login-taken'
	| 'bad-login'
	| 'weak-password'
	| 'passwords-differ'
	| 'no-such-code'
	| 'bad-code'
	| 'no-such-session'
	| 'no-such-member'
	| 'reason-missing'
	| 'name-missing'
	| 'too-short'
	| 'settled-already'
	| 'changed-meanwhile'
	| 'not-offered';

/** Why an entry was kept apart. */
export type ApartReason =
	'not-intact' | 'other-content' | 'broken-chain' | 'wrong-venue' | 'missing-before' | 'unreadable';

/** What became of an entry kept apart when staff decided. */
export type ApartResult =
	| 'counted'
	| 'said-already'
	| 'set-aside'
	| 'decided-before'
	| 'contradicted'
	| 'undoes-open'
	| 'unreadable'
	| 'unknown-here';

/** What stands beside a decision. */
export type DecisionVerdict = 'settled' | 'counted' | 'said-already' | 'set-aside';

/** One fact in a sentence; times are local. */
export interface ToldFact {
	readonly at: string;
	/** The device's name, the staff member's, or a phone. */
	readonly where: string;
	/** When it reached the hub. */
	readonly arrived: string;
	readonly offline: boolean;
	/** A correction; else a check-in. */
	readonly isWord: boolean;
	readonly present: boolean;
}
