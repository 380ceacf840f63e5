import type { Meeting } from './catalogue.ts';
import type { Flag } from './fact.ts';
import type { Text } from './text.ts';

/** Every reason for which someone is not let in. Codes are fixed: they are stored, translated and counted. */
export const REFUSALS = [
	'unreadable',
	'unsupported-version',
	'unknown-issuer',
	'forged',
	'not-yet-valid',
	'expired',
	'revoked',
	'stale-code',
	'live-only',
	'barred',
	'guest',
	'not-enrolled',
	'waiting',
	'full',
	'other-class',
	'wrong-room',
	'other-venue',
	'no-class-today',
	'too-early',
	'closed',
	'cancelled',
	'other-union',
	'prerequisite',
	'day-limit',
	'week-limit',
	'rule',
	'cannot-tell',
] as const;
export type RefusalReason = (typeof REFUSALS)[number];

/**
 * Verdict (判定). `meeting` is the one that is meant, where there is one: it says where to go instead. `party`: how many
 * people come in with the pass, its holder included, where it is more than one. `back`: they had left, and are let in again.
 * `say`: what the venue itself says of it.
 */
export type Verdict =
	| { outcome: 'admitted'; meeting: Meeting; flags: Flag[]; party?: number; back?: true }
	| { outcome: 'already-in'; meeting: Meeting; at: number }
	| NotAdmitted;

export interface NotAdmitted {
	outcome: 'ask-desk' | 'refused';
	reason: RefusalReason;
	meeting: Meeting | null;
	say?: Text;
}

export const refused = (reason: RefusalReason, meeting: Meeting | null = null, say?: Text): NotAdmitted => ({
	...{ outcome: 'refused', reason, meeting },
	...(say && { say }),
});
export const askDesk = (reason: RefusalReason, meeting: Meeting | null = null, say?: Text): NotAdmitted => ({
	...{ outcome: 'ask-desk', reason, meeting },
	...(say && { say }),
});
