import type { Attendance } from '../../domain/attendance.ts';
import type { Language } from '../../domain/text.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The words of the staff pages. Chinese is the source of the type, so English can lack nothing. */
export type StaffWords = typeof zh;

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

export const staffWords = (language: Language): StaffWords => (language === 'en' ? en : zh);
