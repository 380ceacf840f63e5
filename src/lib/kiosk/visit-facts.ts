import type { MemberId, OfferingId, SessionId } from '../base/id.ts';
import type { AdmissionFacts, Door, SeatsLeft } from '../domain/admission.ts';
import type { Catalogue, Meeting } from '../domain/catalogue.ts';
import { opensAt } from '../domain/check-in-window.ts';
import type { Timing } from '../domain/fact.ts';
import { correctedTime } from '../domain/fact.ts';
import { lineageOf, type Coming, type History } from '../domain/history.ts';
import { isRevoked, type Pass, type PassReading } from '../domain/pass.ts';
import { openRoster, rosterLookup, type RosterEntry } from '../domain/roster.ts';
import { policyFor } from '../domain/policy-for.ts';
import { meetingsOfDay } from '../domain/schedule.ts';
import { freeByTally } from '../domain/seat-gates.ts';
import { tri } from '../domain/tri.ts';
import { dayStart, localDay, weekStart } from '../domain/venue-time.ts';
import type { Venue } from '../domain/venue.ts';
import { whereabouts, type KnownMove, type Whereabouts } from '../domain/whereabouts.ts';
import type { Ledger } from '../sync/ports.ts';
import type { CacheDatabase } from './cache/database.ts';
import { readAbout, readRecord, type AboutPerson } from './cache/records.ts';
import { within } from './patience.ts';
import type { Trust } from './trust.ts';

/** What this machine knows of the visitor, from its cache, its ledger and the roster record that the pass opens. */
export interface VisitSources {
	readonly ledger: Pick<Ledger, 'movesOf'>;
	readonly cache: CacheDatabase;
	/** Hub time at which the records were last known to be current. */
	readonly asOf: () => number | null;
	/** Seats of an offering that this machine holds and may give away now. Without it, it holds no leases. */
	readonly leased?: (offeringId: OfferingId, now: number, uncertainty: number) => Promise<number>;
}

/** Records that are older cannot say that somebody is not on a list: what is done at the desk takes effect at once. */
const FRESH_FOR = 10 * 60_000;
/** A pass is withdrawn rarely, and a list a day old says nearly all. */
const REVOCATIONS_FRESH_FOR = 24 * 3_600_000;

/** The cache may be slow or stuck: what it does not say in time is not known. */
export const CACHE_PATIENCE_MS = 3000;

/** What is known of one person at one session: this device's own facts, and what they and the hub's word amount to. */
export interface Known {
	readonly own: readonly KnownMove[];
	readonly is: Whereabouts;
}

const nothingKnown: ReadonlyMap<SessionId, Known> = new Map();

export interface Gathered {
	readonly facts: AdmissionFacts;
	/** Masked; null where the roster cannot be opened. */
	readonly name: string | null;
	readonly known: ReadonlyMap<SessionId, Known>;
}

export interface Arrival {
	readonly catalogue: Catalogue;
	readonly reading: PassReading;
	readonly revoked: Trust['revoked'];
	readonly door: Door;
	readonly timing: Timing;
}

/** Rejects only where the ledger cannot be read. */
export async function gatherVisit(sources: VisitSources, arrival: Arrival): Promise<Gathered> {
	const { catalogue, reading, door, timing, revoked } = arrival;
	const { venue } = catalogue;
	const now = correctedTime(timing);
	const { uncertainty } = timing;
	const asOf = sources.asOf();
	const isFresh = (within: number): boolean => asOf !== null && now - asOf <= within;
	const fresh = isFresh(FRESH_FOR);
	const meetings = meetingsOfDay(catalogue, now);
	const pass = reading.ok ? reading.pass : null;
	const listed = revoked && isFresh(REVOCATIONS_FRESH_FOR) ? revoked : null;
	const isDead = reading.ok && isRevoked(reading, revoked) === 'yes';
	// The record of a dead pass is gone: that says nothing of its holder.
	const isForeign = reading.ok && Boolean(reading.foreign);
	const ifNone = fresh && !isDead ? nothingOf(isForeign, weekStart(now, venue.zone)) : null;
	// All at once: somebody waits at the door.
	const [known, roster, seats] = await Promise.all([
		pass ? knownPresence(sources, pass.memberId, meetings, { venue, now, uncertainty }) : nothingKnown,
		pass ? rosterOf(sources.cache, catalogue, pass, ifNone) : null,
		seatsOf(sources, meetings, fresh, now, uncertainty),
	]);
	const facts: AdmissionFacts = {
		...{ now, uncertainty, door, meetings, venue, elsewhere: null },
		today: localDay(now, venue.zone),
		pass: reading.ok ? { ...reading, revoked: isDead ? 'yes' : isRevoked(reading, listed) } : reading,
		lineage: lineageOf(catalogue),
		// A ticket says itself what it is for.
		enrolled:
			reading.ok && reading.offerings ? new Set(reading.offerings) : roster && new Set(roster.offerings),
		waiting: roster && new Set(roster.waiting),
		barred: tri(roster?.barred),
		unions: roster ? unionsOn(roster) : undefined,
		stays: new Map([...known].map(([id, { is }]) => [id, is])),
		history: historyOf(catalogue, known, roster, fresh, dayStart(now, venue.zone)),
		seats,
	};
	return { facts, name: roster?.name ?? null, known };
}

type OnRoster = Pick<RosterEntry, 'offerings' | 'waiting' | 'barred' | 'union' | 'above' | 'history'> & {
	readonly name: string | null;
};

/**
 * Everyone of whom there is anything to say has a record: without one, and while they are fresh, there is nothing, not even
 * that they ever came. `foreign`: the pass is another hub's, and who has one has no record however often they came.
 */
const nothingOf = (foreign: boolean, since: number): OnRoster => ({
	...{ name: null, offerings: [], waiting: [], barred: false },
	...(foreign ? {} : { history: { since, comings: [], earlier: [] } }),
});

const unionsOn = ({ union, above = [] }: OnRoster): readonly string[] | undefined =>
	union === undefined ? undefined : union === null ? [] : [union, ...above];

/** What the roster says of this pass's holder; null where it cannot say. */
async function rosterOf(
	cache: CacheDatabase,
	{ venue }: Catalogue,
	pass: Pass,
	ifNone: OnRoster | null,
): Promise<OnRoster | null> {
	const lookup = readRecord(cache, 'roster', rosterLookup(pass.secret, venue.id));
	const sealed = await within(CACHE_PATIENCE_MS, lookup).catch(() => undefined);
	if (sealed) return openRoster(sealed, pass.secret, venue.id);
	return sealed === null ? ifNone : null;
}

interface Moment {
	readonly venue: Venue;
	readonly now: number;
	readonly uncertainty: number;
}

/** Comings and goings of the day, made here or told by the hub; and those of the night before, to what lasts beyond midnight. */
async function knownPresence(
	{ ledger, cache }: VisitSources,
	memberId: MemberId,
	meetings: readonly Meeting[],
	{ venue, now, uncertainty }: Moment,
): Promise<ReadonlyMap<SessionId, Known>> {
	const nothing: AboutPerson = { presence: [], takenBack: [] };
	const today = dayStart(now, venue.zone);
	const opened = meetings.map((meeting) => opensAt(meeting, policyFor(meeting, venue)) - uncertainty);
	const since = Math.max(0, Math.min(today, ...opened));
	const [moves, about] = await Promise.all([
		ledger.movesOf(memberId, since),
		within(CACHE_PATIENCE_MS, readAbout(cache, memberId)).catch(() => nothing),
	]);
	const told = new Map(about.presence.map((presence) => [presence.sessionId, presence]));
	const overruled = new Set(about.takenBack.flatMap(({ entries }) => entries));
	const ofToday = moves.filter(({ at }) => at >= today).map(({ sessionId }) => sessionId);
	const ids = new Set([...meetings.map(({ session }) => session.id), ...ofToday]);
	const known = new Map<SessionId, Known>();
	for (const id of ids) {
		const own = moves
			.filter((move) => move.sessionId === id)
			.map((move) => ({ ...move, overruled: overruled.has(move.entryId) }));
		const is = whereabouts(own, told.get(id) ?? null);
		if (is) known.set(id, { own, is });
	}
	return known;
}

/** The hub's count, and what has happened here today. Whole only while the hub's word is fresh. */
function historyOf(
	{ sessions }: Catalogue,
	known: ReadonlyMap<SessionId, Known>,
	roster: OnRoster | null,
	fresh: boolean,
	today: number,
): History {
	const told = roster?.history;
	const comings = new Map<SessionId, Coming>();
	for (const [sessionId, offeringId, at] of told?.comings ?? [])
		comings.set(sessionId, { sessionId, offeringId, at });
	for (const [sessionId, { is }] of known) {
		const offeringId = sessions.get(sessionId)?.offeringId;
		if (offeringId) comings.set(sessionId, { sessionId, offeringId, at: is.since });
	}
	return {
		comings: [...comings.values()],
		since: fresh ? Math.min(today, told?.since ?? today) : null,
		earlier: told ? new Map(told.earlier) : null,
	};
}

async function seatsOf(
	{ leased }: VisitSources,
	meetings: readonly Meeting[],
	fresh: boolean,
	now: number,
	uncertainty: number,
): Promise<ReadonlyMap<SessionId, SeatsLeft>> {
	const seats = new Map<SessionId, SeatsLeft>();
	for (const meeting of meetings) {
		const free = fresh ? freeByTally(meeting) : null;
		const asked = leased?.(meeting.offering.id, now, uncertainty) ?? Promise.resolve(null);
		// What it holds cannot be told now: then nobody can say what is left.
		const held = await within(CACHE_PATIENCE_MS, asked).catch(() => undefined);
		if (held !== undefined) seats.set(meeting.session.id, { free, leased: held });
	}
	return seats;
}
