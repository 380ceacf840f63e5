import type { EntryId, SessionId } from '../base/id.ts';
import { decideAdmission, type Door, type Verdict } from '../domain/admission.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { correctedTime, type Channel, type CheckIn, type Flag, type Timing } from '../domain/fact.ts';
import { readCode } from '../domain/code.ts';
import type { Pass } from '../domain/pass.ts';
import { policyFor } from '../domain/policy-for.ts';
import { secondThought } from '../domain/whereabouts.ts';
import { SKEW_LIMIT } from '../sync/hub-time.ts';
import type { Ledger } from '../sync/ports.ts';
import type { Judgement, Offer } from './app.ts';
import { within } from './patience.ts';
import type { Trust } from './trust.ts';
import {
	CACHE_PATIENCE_MS,
	gatherVisit,
	type Gathered,
	type Known,
	type VisitSources,
} from './visit-facts.ts';

export interface VisitDeps extends VisitSources {
	readonly ledger: Pick<Ledger, 'append' | 'movesOf'>;
	readonly timing: () => Timing;
	readonly catalogue: () => Catalogue | null;
	readonly trust: () => Promise<Trust>;
	/** Whose door this machine stands at, as staff have set it. At one for every class where nothing is said. */
	readonly door?: () => Promise<Door>;
	/** Told after each entry that was written. */
	readonly onWritten?: (entryId: EntryId) => void;
}

/** `door`: the session that is on screen; null where the machine's own door counts. */
export type Admit = (text: string, channel: Channel, door: SessionId | null) => Promise<Judgement>;

/** Visits one after the other: a pass held to two scanners at once is one check-in. */
export function createVisits(deps: VisitDeps): Admit {
	let last: Promise<unknown> = Promise.resolve();
	return (text, channel, door) => {
		const visit = last.then(() => judge(deps, text, channel, door));
		last = visit.catch(() => undefined);
		return visit;
	};
}

const CANNOT_TELL: Verdict = { outcome: 'ask-desk', reason: 'cannot-tell', meeting: null };

async function judge(
	deps: VisitDeps,
	text: string,
	channel: Channel,
	session: SessionId | null,
): Promise<Judgement> {
	const catalogue = deps.catalogue();
	if (!catalogue) return { verdict: CANNOT_TELL, name: null };
	const timing = deps.timing();
	const now = correctedTime(timing);
	const trust = await within(CACHE_PATIENCE_MS, deps.trust()).catch(() => null);
	// Without any key everyone would be a stranger's guest: that is our ignorance, not the visitor's fault.
	if (!trust || trust.keys.length === 0) return { verdict: CANNOT_TELL, name: null };
	const moment = { now, uncertainty: timing.uncertainty };
	const reading = readCode(text, trust.keys, catalogue.venue, moment);
	const door: Door = session ? { session } : await ownDoor(deps);
	let gathered: Gathered;
	try {
		gathered = await gatherVisit(deps, { catalogue, reading, revoked: trust.revoked, door, timing });
	} catch {
		return { failure: 'broken' };
	}
	const { facts, name, known } = gathered;
	const verdict = decideAdmission(facts);
	const pass = reading.ok ? reading.pass : null;
	if (verdict.outcome === 'already-in' && pass) {
		const { meeting } = verdict;
		const { checkOut } = policyFor(meeting, catalogue.venue);
		const thought = secondThoughtOf(known.get(meeting.session.id), now, checkOut);
		const { memberId, serial } = pass;
		const offer: Offer | null = thought && { ...thought, meeting, memberId, serial, channel, name };
		return { verdict, name, offer };
	}
	if (verdict.outcome !== 'admitted' || !pass) return { verdict, name };
	return admitted(deps, verdict, pass, channel, timing, name);
}

/** A door that cannot be read is one for every class. */
const ownDoor = async ({ door }: VisitDeps): Promise<Door> =>
	door ? within(CACHE_PATIENCE_MS, door()).catch(() => null) : null;

/** Writes the check-in; only then is there a verdict to show. */
async function admitted(
	deps: VisitDeps,
	verdict: Extract<Verdict, { outcome: 'admitted' }>,
	{ memberId, serial }: Pass,
	channel: Channel,
	timing: Timing,
	name: string | null,
): Promise<Judgement> {
	const skewed = Math.abs(timing.offset) > SKEW_LIMIT;
	const flags: Flag[] = skewed ? [...verdict.flags, 'clock-skewed'] : verdict.flags;
	const sessionId = verdict.meeting.session.id;
	const { party } = verdict;
	const fact: CheckIn = {
		...{ kind: 'check-in', sessionId, memberId, serial, channel, flags, staffId: null },
		...(party && { party }),
	};
	const written = await deps.ledger.append(fact, timing);
	if (!written.ok) return { failure: written.failure };
	deps.onWritten?.(written.entry.entryId);
	return { verdict: { ...verdict, flags }, name };
}

/** Somebody who is in already and scans again: did they mean to? */
const secondThoughtOf = (known: Known | undefined, now: number, checkOut: 'off' | 'ask') =>
	known ? secondThought(known.own, known.is, now, checkOut) : null;
