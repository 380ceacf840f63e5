import type { Attendance } from '../../domain/attendance.ts';

/** What the staff pages must have words for. */
export type StaffRole = 'operator' | 'manager' | 'desk' | 'editor' | 'auditor';
export type RosterStatus = Attendance['status'];

/** Everything that a staff form may be answered with. */
export type StaffFault =
	| 'refused'
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
	| 'too-short';
