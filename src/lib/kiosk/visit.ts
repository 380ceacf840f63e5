import type { EntryId, MemberId, OfferingId, SessionId } from '../base/id.ts';
import { decideAdmission, type AdmissionFacts, type Verdict } from '../domain/admission.ts';
import type { Catalogue, Meeting } from '../domain/catalogue.ts';
import { correctedTime, type Channel, type Flag, type Timing } from '../domain/fact.ts';
import { readPass, revocationName, type Pass } from '../domain/pass.ts';
import { openRoster, rosterLookup, type RosterEntry } from '../domain/roster.ts';
import { boardOf } from '../domain/schedule.ts';
import { tri } from '../domain/tri.ts';
import type { CheckInPolicy } from '../domain/venue.ts';
import { dayBounds, localDay } from '../domain/venue-time.ts';
import { secondThought, whereabouts, type KnownMove, type Whereabouts } from '../domain/whereabouts.ts';
import { SKEW_LIMIT } from '../sync/hub-time.ts';
import type { Ledger } from '../sync/ports.ts';
import { presenceId } from '../sync/records.ts';
import type { Judgement, Offer } from './app.ts';
import type { CacheDatabase } from './cache/database.ts';
import { readRecord } from './cache/records.ts';
import { within } from './patience.ts';
import type { Trust } from './trust.ts';

export interface VisitDeps {
	readonly ledger: Pick<Ledger, 'append' | 'movesOf'>;
	readonly cache: CacheDatabase;
	readonly timing: () => Timing;
	readonly catalogue: () => Catalogue | null;
	/** Hub time at which the records were last known to be current. */
	readonly asOf: () => number | null;
	readonly trust: () => Promise<Trust>;
	/** Told after each entry that was written. */
	readonly onWritten?: (entryId: EntryId) => void;
}

/** A roster that is older cannot say that somebody is not on it: an enrollment at the desk takes effect at once. */
const ROSTER_FRESH_FOR = 10 * 60_000;

/** The cache may be slow or stuck: what it does not say in time is not known. */
const CACHE_PATIENCE_MS = 3000;

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
	door: SessionId | null,
): Promise<Judgement> {
	const catalogue = deps.catalogue();
	if (!catalogue) return { verdict: CANNOT_TELL, name: null };
	const timing = deps.timing();
	const now = correctedTime(timing);
	const meetings = boardOf(catalogue, now).map((row) => row.meeting);
	const trust = await within(CACHE_PATIENCE_MS, deps.trust()).catch(() => null);
	// Without any key everyone would be a stranger's guest: that is our ignorance, not the visitor's fault.
	if (!trust || trust.keys.length === 0) return { verdict: CANNOT_TELL, name: null };
	const reading = readPass(text, trust.keys, { now, uncertainty: timing.uncertainty });
	const pass = reading.ok ? reading.pass : null;
	const roster = pass ? await rosterOf(deps, catalogue, pass, now) : null;
	let known: ReadonlyMap<SessionId, Known>;
	try {
		known = pass ? await knownPresence(deps, catalogue, pass.memberId, meetings, now) : new Map();
	} catch {
		return { failure: 'broken' };
	}
	const facts: AdmissionFacts = {
		now,
		uncertainty: timing.uncertainty,
		today: localDay(now, catalogue.venue.zone),
		pass: reading.ok
			? { ...reading, revoked: tri(trust.revoked?.has(revocationName(reading.pass))) }
			: reading,
		door,
		meetings,
		enrolled: roster?.enrolled ?? null,
		barred: tri(roster?.barred),
		alreadyIn: new Map([...known].flatMap(([id, { is }]) => (is.here ? [[id, is.since]] : []))),
		policy: catalogue.venue.policy,
	};
	const verdict = decideAdmission(facts);
	const name = roster?.name ?? null;
	if (verdict.outcome === 'already-in' && pass) {
		const thought = known.get(verdict.meeting.session.id)!;
		return {
			verdict,
			name,
			offer: offerTo(pass, verdict.meeting, thought, { channel, name, now, policy: facts.policy }),
		};
	}
	if (verdict.outcome !== 'admitted' || !pass) return { verdict, name };
	return admitted(deps, verdict, pass, channel, timing, name);
}

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
	const written = await deps.ledger.append(
		{ kind: 'check-in', sessionId, memberId, serial, channel, flags, staffId: null },
		timing,
	);
	if (!written.ok) return { failure: written.failure };
	deps.onWritten?.(written.entry.entryId);
	return { verdict: { ...verdict, flags }, name };
}

interface OnRoster {
	readonly name: string | null;
	readonly enrolled: ReadonlySet<OfferingId>;
	readonly barred: boolean;
}

/** What the roster says of this pass's holder; null where it cannot say. */
async function rosterOf(
	{ cache, asOf }: VisitDeps,
	{ venue }: Catalogue,
	pass: Pass,
	now: number,
): Promise<OnRoster | null> {
	const lookup = readRecord(cache, 'roster', rosterLookup(pass.secret, venue.id));
	const sealed = await within(CACHE_PATIENCE_MS, lookup).catch(() => undefined);
	if (sealed) {
		const entry: RosterEntry | null = openRoster(sealed, pass.secret, venue.id);
		return entry && { name: entry.name, enrolled: new Set(entry.offerings), barred: entry.barred };
	}
	const known = asOf();
	const fresh = sealed === null && known !== null && now - known <= ROSTER_FRESH_FOR;
	return fresh ? { name: null, enrolled: new Set(), barred: false } : null;
}

/** What is known of one person at one session: this device's own facts, and what they and the hub's word amount to. */
interface Known {
	readonly own: readonly KnownMove[];
	readonly is: Whereabouts;
}

/** Comings and goings of the day, made here or told by the hub. */
async function knownPresence(
	{ ledger, cache }: VisitDeps,
	{ venue }: Catalogue,
	memberId: MemberId,
	meetings: readonly Meeting[],
	now: number,
): Promise<ReadonlyMap<SessionId, Known>> {
	const moves = await ledger.movesOf(memberId, dayBounds(now, venue.zone).from);
	const known = new Map<SessionId, Known>();
	for (const id of new Set([
		...meetings.map(({ session }) => session.id),
		...moves.map((m) => m.sessionId),
	])) {
		const record = readRecord(cache, 'presence', presenceId(id, memberId));
		const told = await within(CACHE_PATIENCE_MS, record).catch(() => null);
		const own = moves.filter((move) => move.sessionId === id);
		const is = whereabouts(own, told ?? null);
		if (is) known.set(id, { own, is });
	}
	return known;
}

/** Somebody who is in already and scans again: did they mean to? */
function offerTo(
	{ memberId, serial }: Pass,
	meeting: Meeting,
	{ own, is }: Known,
	{ now, policy, ...shown }: Pick<Offer, 'channel' | 'name'> & { now: number; policy: CheckInPolicy },
): Offer | null {
	const thought = secondThought(own, is, now, policy.checkOut ?? 'off');
	return thought && { ...thought, meeting, memberId, serial, ...shown };
}
