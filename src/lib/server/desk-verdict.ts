import { decideAdmission, type RefusalReason, type Shown, type Verdict } from '../domain/admission.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Flag } from '../domain/fact.ts';
import { localDay } from '../domain/venue-time.ts';
import { gatherFacts } from './admission-facts.ts';
import type { PersonAtSession } from './storage/ledger-port.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

/** The door's decision about somebody whom staff know: the pass is the one thing that nobody asks for. */
export async function verdictAtDesk(
	tx: Tx,
	catalogue: Catalogue,
	{ memberId, guest }: MemberRow,
	sessionId: PersonAtSession['sessionId'],
	now: number,
): Promise<Verdict> {
	const today = localDay(now, catalogue.venue.zone);
	const pass = { memberId, serial: 0, keyId: 0, firstDay: today, lastDay: today, secret: new Uint8Array(16) };
	const shown: Shown = guest ? { ok: true, guest } : { ok: true, live: 'yes', revoked: 'no', pass };
	const door = { session: sessionId };
	return decideAdmission(await gatherFacts(tx, { catalogue, shown, memberId, door, now }));
}

/** What doors leave to the desk: a tap is enough. All else is a refusal, and takes a reason. */
const LEFT_TO_DESK: readonly RefusalReason[] = [
	'not-enrolled',
	'guest',
	'waiting',
	'cannot-tell',
	'live-only',
];

export const needsReason = (verdict: Verdict): boolean =>
	verdict.outcome === 'refused' || (verdict.outcome === 'ask-desk' && !LEFT_TO_DESK.includes(verdict.reason));

/** What staff should know of a check-in under this verdict, where the hub would not see it by itself. */
export function flagsUnder(verdict: Verdict): Flag[] {
	if (verdict.outcome === 'admitted') return verdict.flags;
	if (!('reason' in verdict)) return [];
	const flags: Flag[] = verdict.reason === 'full' ? ['over-capacity'] : [];
	return needsReason(verdict) ? [...flags, 'override'] : flags;
}
