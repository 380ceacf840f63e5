import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asId, type RoomId, type SessionId, type VenueId } from '../../src/lib/base/id.ts';
import {
	decideAdmission,
	type AdmissionFacts,
	type Door,
	type Verdict,
} from '../../src/lib/domain/admission.ts';
import type { CheckIn } from '../../src/lib/domain/fact.ts';
import type { Logic } from '../../src/lib/domain/logic.ts';
import type { PolicyPart } from '../../src/lib/domain/policy.ts';
import { readPass, type PassReading } from '../../src/lib/domain/pass.ts';
import { gatherVisit } from '../../src/lib/kiosk/visit-facts.ts';
import { askedBy, type Asked } from '../../src/lib/server/asked.ts';
import { at, MINUTE } from '../fixtures/venue.ts';
import { dice as throwing, type Dice } from '../simulation/dice.ts';
import {
	addPerson,
	deliver,
	hubCatalogue,
	hubFacts,
	openKiosk,
	openStage,
	plantUnions,
	publishCatalogue,
	publishPeople,
	refresh,
	textOf,
	timingAt,
	type Kiosk,
	type Stage,
} from './stage.ts';
import { doorVenue } from './venue.ts';

/** Random visits at random venues. `VISITS=100000` for as many. */
const VISITS = Number(process.env['VISITS'] ?? 5000);
const VISITS_A_VENUE = 1000;
/** Between which nobody comes in: the hub is asked for all of them at once. */
const BATCH = 50;
const PEOPLE = 24;
const OFFERINGS = ['a', 'b', 'c', 'd'];
const UNIONS = ['机械工会', '纺织工会', null];

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
	await plantUnions(stage);
});
afterAll(() => stage.close());

it(
	`${VISITS} visits, gathered on each side from its own storage, get one verdict wherever both know`,
	async () => {
		const seen = new Map<string, number>();
		let [known, all] = [0, 0];
		for (let seed = 1; all < VISITS; seed++) {
			const dice = throwing(seed);
			const world = await randomWorld(dice, asId<VenueId>(`world-${seed}`));
			for (let n = 0; n < VISITS_A_VENUE && all < VISITS; n += BATCH, all += BATCH) {
				const visits = await manyVisits(dice, world);
				for (const { kiosk, hub, what } of visits) {
					const told = decideAdmission(kiosk);
					const where = `seed ${seed}, ${what}`;
					if (inWords(kiosk, kiosk, world.asked) !== inWords(hub, kiosk, world.asked))
						expect(inWords(kiosk, kiosk, world.asked), where).toBe(inWords(hub, kiosk, world.asked));
					if (knowsAll(kiosk, world.asked)) {
						known++;
						expect(told, where).toEqual(decideAdmission({ ...hub, elsewhere: null }));
					}
					const name = nameOf(told);
					seen.set(name, (seen.get(name) ?? 0) + 1);
				}
				await someComeIn(world, visits);
			}
			await world.kiosk.cache.delete();
		}
		// Half of the kiosks are fresh and sure of their clock; and every way in or out has been met.
		expect(known).toBeGreaterThan(all / 4);
		if (all >= 20_000) expect(EXPECTED.filter((name) => !seen.has(name))).toEqual([]);
	},
	VISITS * 60 + 120_000,
);

const EXPECTED = [
	...[
		'admitted',
		'back',
		'already-in',
		'revoked',
		'barred',
		'not-enrolled',
		'waiting',
		'full',
		'other-class',
	],
	...['wrong-room', 'no-class-today', 'too-early', 'closed', 'cancelled', 'other-union', 'prerequisite'],
	...['day-limit', 'week-limit', 'rule', 'cannot-tell'],
];

const nameOf = (verdict: Verdict): string => {
	if ('reason' in verdict) return verdict.reason;
	return verdict.outcome === 'admitted' && verdict.back ? 'back' : verdict.outcome;
};

interface World {
	readonly kiosk: Kiosk;
	hub: Kiosk['catalogue'];
	readonly asked: Asked;
	readonly codes: readonly PassReading[];
	readonly revoked: ReadonlySet<string> | null;
}

async function randomWorld(dice: Dice, venueId: VenueId): Promise<World> {
	const now = at('17:00');
	stage.clock.at = now;
	const changes = dice.is(0.2) ? { 'a-1': { status: 'cancelled' as const } } : {};
	const policies = {
		venue: randomPolicy(dice),
		programme: randomPolicy(dice),
		course: randomPolicy(dice),
		offering: randomPolicy(dice),
		session: randomPolicy(dice),
	};
	await publishCatalogue(stage, doorVenue(venueId, policies, dice.pick([4, 6, 20]), changes));
	const texts: string[] = [];
	for (let n = 0; n < PEOPLE; n++) texts.push(textOf(stage, await randomPerson(dice, venueId)));
	await publishPeople(stage, venueId);
	const kiosk = await openKiosk(stage, venueId);
	const { keys, revoked } = await kiosk.trust.current();
	// Reading a code is the same on both sides, and takes longer than all the rest.
	const codes = [...texts, 'nonsense'].map((text) => readPass(text, keys, null));
	return { kiosk, hub: await hubCatalogue(stage, venueId), asked: askedBy(kiosk.catalogue), codes, revoked };
}

const randomPerson = (dice: Dice, venueId: VenueId) => {
	const enrolled = OFFERINGS.filter(() => dice.is(0.35));
	const came: [string, number, number?][] = [];
	if (dice.is(0.3)) came.push(['a-wed', at('18:40', '2026-11-18')]);
	if (dice.is(0.2)) came.push(['c-mon', at('14:00', '2026-11-16')]);
	if (dice.is(0.2)) came.push(['a-last', at('18:20', '2026-11-13')]);
	if (dice.is(0.3)) came.push(['d-1', at('09:00', '2026-10-10')]);
	if (dice.is(0.2)) came.push(['c-1', at('14:02'), ...(dice.is(0.5) ? [at('14:50')] : [])] as never);
	if (dice.is(0.2)) came.push(['a-1', at('16:30'), ...(dice.is(0.5) ? [at('16:45')] : [])] as never);
	return addPerson(stage, venueId, {
		...{ enrolled, came },
		waiting: OFFERINGS.filter((id) => !enrolled.includes(id) && dice.is(0.15)),
		barred: dice.is(0.04),
		union: dice.pick(UNIONS),
		revoked: dice.is(0.05),
	});
};

const DOUBTS = ['admit', 'ask-desk', 'refuse'] as const;
const fact = (name: string): Logic => ({ var: name });
const RULES: readonly { readonly [operator: string]: Logic }[] = [
	{ isAfter: [fact('now'), { buildTime: ['date_from'] }, 20] },
	{ '<': [fact('entries_today'), 1] },
	{ or: [fact('enrolled'), { '<': [fact('programme_week'), 1] }] },
	{ '!=': [fact('union'), '纺织工会'] },
	{ or: [{ '<': [fact('minutes_since_last_entry'), 0] }, { '>=': [fact('minutes_since_last_entry'), 120] }] },
];

function randomPolicy(dice: Dice): PolicyPart {
	const maybe = <K extends keyof PolicyPart>(
		key: K,
		value: () => PolicyPart[K],
		chance = 0.12,
	): PolicyPart => (dice.is(chance) ? { [key]: value() } : {});
	return {
		...maybe('opensBefore', () => dice.pick([10, 60, 240])),
		...maybe('lateAfter', () => dice.pick([0, 15])),
		...maybe('closesAfter', () => dice.pick([15, 60])),
		...maybe('walkIn', () => dice.pick(DOUBTS), 0.3),
		...maybe('full', () => dice.pick(DOUBTS)),
		...maybe('unions', () => [dice.pick(['机械工会', '城北区总工会'])]),
		...maybe('limits', () => ({
			...dice.pick([{ perDay: 1 }, { perWeek: 1 }, { perDay: 2, perWeek: 2 }]),
			of: dice.pick(['offering', 'course', 'programme', 'venue']),
		})),
		...maybe('prerequisites', () => [{ course: 'safety' as never, attended: dice.pick([0, 1]) }]),
		...maybe(
			'rules',
			() => ({ admitIf: dice.pick(RULES), otherwise: 'refuse', unknown: dice.pick(DOUBTS) }),
			0.06,
		),
		...maybe('unknownEnrollment', () => dice.pick(DOUBTS)),
		...maybe('unknownTime', () => dice.pick(DOUBTS)),
		...maybe('unknownSeats', () => dice.pick(DOUBTS)),
		...maybe('unknownLimit', () => dice.pick(DOUBTS)),
	};
}

interface Visit {
	readonly kiosk: AdmissionFacts;
	readonly hub: AdmissionFacts;
	readonly what: string;
}

async function manyVisits(dice: Dice, { kiosk, hub, codes, revoked }: World): Promise<Visit[]> {
	const moments = Array.from({ length: BATCH }, () => randomMoment(dice, codes));
	const seen: AdmissionFacts[] = [];
	for (const { now, reading, door, uncertainty, silent } of moments) {
		const sources = { ledger: kiosk.ledger, cache: kiosk.cache, asOf: () => now - silent };
		const timing = timingAt(now, uncertainty);
		const gathered = await gatherVisit(sources, {
			catalogue: kiosk.catalogue,
			reading,
			revoked,
			door,
			timing,
		});
		seen.push(gathered.facts);
	}
	const known = await hubFacts(stage, hub, moments);
	return moments.map((moment, n) => ({ kiosk: seen[n]!, hub: known[n]!, what: inShort(moment) }));
}

/** Of the afternoon and evening; half of the time at a kiosk that is fresh and sure of its clock. */
function randomMoment(dice: Dice, codes: readonly PassReading[]) {
	const sure = dice.is(0.5);
	return {
		now: at('17:00') + dice.between(0, 5 * 60) * MINUTE,
		reading: dice.pick(codes),
		door: dice.pick(DOORS),
		uncertainty: sure ? 0 : dice.pick([0, 2 * MINUTE, 3 * 86_400_000]),
		silent: sure ? 0 : dice.pick([0, 20 * MINUTE, 40 * 3_600_000]),
	};
}

const inShort = ({ now, reading, door, uncertainty, silent }: ReturnType<typeof randomMoment>): string =>
	`${reading.ok ? reading.pass.memberId : 'nonsense'} at ${new Date(now).toISOString()}, ${JSON.stringify(door)}, ${uncertainty}, ${silent}`;

const DOORS: readonly Door[] = [
	...[null, null, null],
	...['a-1', 'b-1', 'c-2'].map((id) => ({ session: asId<SessionId>(id) })),
	...['r302', 'r101'].map((id) => ({ room: asId<RoomId>(id) })),
];

/** What is known here, as far as the kiosk knows it: nothing that it says may be otherwise on the hub. */
function inWords(facts: AdmissionFacts, kiosk: AdmissionFacts, asked: Asked): string {
	const sorted = (set: ReadonlySet<string> | null) => set && [...set].sort();
	const { since } = kiosk.history;
	const { comings, earlier } = facts.history;
	const listed = since === null ? kiosk.history.comings.map(({ sessionId }) => sessionId) : null;
	return JSON.stringify([
		kiosk.enrolled && sorted(facts.enrolled),
		kiosk.waiting && sorted(facts.waiting),
		kiosk.barred !== 'unknown' && facts.barred,
		kiosk.unions !== undefined && asked.union && facts.unions,
		kiosk.pass.ok && facts.pass.ok && !kiosk.pass.guest && !facts.pass.guest
			? kiosk.pass.revoked !== 'unknown' && facts.pass.revoked
			: facts.pass,
		[...facts.stays].map(([id, { here, since: from }]) => [id, here, from]).sort(),
		asked.history &&
			comings
				.filter(({ sessionId, at: time }) => (since === null ? listed!.includes(sessionId) : time >= since))
				.map((coming) => [coming.sessionId, coming.offeringId, coming.at])
				.sort(),
		asked.history && kiosk.history.earlier && [...(earlier ?? [])].sort(),
		[...facts.seats].map(([id, { free }]) => [id, kiosk.seats.get(id)?.free === null ? null : free]),
		facts.meetings.map(({ session: { id } }) => id),
	]);
}

/** Everything that this venue's policies ask for. */
function knowsAll(
	{ uncertainty, enrolled, pass, unions, history, seats }: AdmissionFacts,
	asked: Asked,
): boolean {
	const ofPass = !pass.ok || (!pass.guest && pass.revoked !== 'unknown');
	const ofUnion = !asked.union || unions !== undefined;
	const ofHistory = !asked.history || (history.since !== null && history.earlier !== null);
	return (
		uncertainty === 0 &&
		enrolled !== null &&
		ofPass &&
		ofUnion &&
		ofHistory &&
		[...seats.values()].every(({ free }) => free !== null)
	);
}

/** One of those whom the kiosk admits comes in; the hub hears of it, and tells the kiosk. */
async function someComeIn(world: World, visits: readonly Visit[]): Promise<void> {
	for (const { kiosk } of visits) {
		const verdict = decideAdmission(kiosk);
		if (verdict.outcome !== 'admitted' || !kiosk.pass.ok || kiosk.pass.guest) continue;
		const { memberId, serial } = kiosk.pass.pass;
		const fact: CheckIn = {
			...{ kind: 'check-in', sessionId: verdict.meeting.session.id, memberId, serial, channel: 'camera' },
			...{ flags: verdict.flags, staffId: null },
		};
		await world.kiosk.ledger.append(fact, timingAt(kiosk.now));
		stage.clock.at = kiosk.now;
		await deliver(stage, world.hub.venue.id, fact, kiosk.now);
		await refresh(stage, world.hub.venue.id, world.kiosk);
		world.hub = await hubCatalogue(stage, world.hub.venue.id);
		return;
	}
}
