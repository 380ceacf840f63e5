import 'fake-indexeddb/auto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromHex } from '../../src/lib/base/bytes.ts';
import { asId, type CourseId, type SessionId, type StaffId, type VenueId } from '../../src/lib/base/id.ts';
import type { PolicyPart } from '../../src/lib/domain/policy.ts';
import { openRoster, rosterLookup, type RosterEntry } from '../../src/lib/domain/roster.ts';
import type { PassRow } from '../../src/lib/server/storage/people-port.ts';
import { decideAdmission } from '../../src/lib/domain/admission.ts';
import { readPass } from '../../src/lib/domain/pass.ts';
import { gatherVisit } from '../../src/lib/kiosk/visit-facts.ts';
import { unionService } from '../../src/lib/server/unions.ts';
import type { Staff } from '../../src/lib/server/who.ts';
import { at } from '../fixtures/venue.ts';
import {
	addPerson,
	deliver,
	hubCatalogue,
	openKiosk,
	openStage,
	plantUnions,
	publishCatalogue,
	publishPeople,
	refresh,
	textOf,
	timingAt,
	type Stage,
} from './stage.ts';
import { doorVenue } from './venue.ts';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
	stage.clock.at = at('18:20');
	await plantUnions(stage);
});
afterAll(() => stage.close());

const venueId = asId<VenueId>('palace');
const publish = (course: PolicyPart) => publishCatalogue(stage, doorVenue(venueId, { course }, 20, {}));

async function onRoster(pass: PassRow): Promise<RosterEntry | null> {
	const secret = fromHex(pass.secret)!;
	const id = rosterLookup(secret, venueId);
	const body = await stage.context.storage.read((tx) => tx.records.body(venueId, 'roster', id));
	return body === null ? null : openRoster(JSON.parse(body) as { sealed: string }, secret, venueId);
}

const came = { sessionId: asId<SessionId>('a-wed'), offeringId: 'a', at: at('18:40', '2026-11-18') };
const entry = { name: '王*明', offerings: ['a'], barred: false, waiting: [] };

it('holds what the venue’s policies ask for and nothing more, and follows comings and policies', async () => {
	await publish({});
	const pass = await addPerson(stage, venueId, {
		...{ enrolled: ['a'], union: '机械工会' },
		came: [
			[came.sessionId, came.at],
			['a-last', at('18:40', '2026-11-13')],
			['d-1', at('09:00', '2026-10-10')],
		],
	});
	await publishPeople(stage, venueId);
	expect(await onRoster(pass)).toEqual(entry);

	await publish({ unions: ['机械工会'] });
	expect(await onRoster(pass)).toEqual({ ...entry, union: '机械工会', above: ['城北区总工会'] });

	const monday = at('00:00', '2026-11-16');
	const comings = [[came.sessionId, 'a', came.at]];
	await publish({ limits: { perWeek: 2, of: 'course' } });
	expect(await onRoster(pass)).toEqual({ ...entry, history: { since: monday, comings, earlier: [] } });

	const { memberId, serial } = pass;
	const sessionId = asId<SessionId>('a-1');
	const whom = { sessionId, memberId, serial, channel: 'camera', staffId: null } as const;
	await deliver(stage, venueId, { kind: 'check-in', ...whom, flags: [] }, at('18:20'));
	const both = [...comings, ['a-1', 'a', at('18:20')]];
	expect(await onRoster(pass)).toEqual({ ...entry, history: { since: monday, comings: both, earlier: [] } });

	await publish({ prerequisites: [{ course: asId('safety'), attended: 1 }] });
	const earlier = [['d', 1]];
	expect(await onRoster(pass)).toEqual({ ...entry, history: { since: monday, comings: both, earlier } });

	await publish({});
	expect(await onRoster(pass)).toEqual(entry);
});

it('tells every venue of somebody barred, and of nobody else who is in no class', async () => {
	await publish({});
	const barred = await addPerson(stage, venueId, { barred: true });
	const waits = await addPerson(stage, venueId, { waiting: ['b'] });
	const nobody = await addPerson(stage, venueId, {});
	expect(await onRoster(barred)).toMatchObject({ barred: true, offerings: [] });
	expect(await onRoster(waits)).toMatchObject({ waiting: ['b'], offerings: [] });
	expect(await onRoster(nobody)).toBeNull();
	await publishPeople(stage, venueId);
	expect(await onRoster(barred)).toMatchObject({ barred: true, offerings: [] });
	expect(await onRoster(waits)).toMatchObject({ waiting: ['b'] });
});

it('names the unions above, and follows the tree: who moves, what goes by another name, and what is taken out of it', async () => {
	const unions = unionService(stage.context);
	const by: Staff = {
		id: asId<StaffId>('owner'),
		login: 'owner',
		name: '张三',
		role: 'operator',
		venueId: null,
	};
	const course = async () => (await hubCatalogue(stage, venueId)).courses.get(asId<CourseId>('ink'))?.policy;
	await publish({ unions: ['城北区总工会'] });
	const pass = await addPerson(stage, venueId, { enrolled: ['a'], union: '机械工会' });
	const weaver = await addPerson(stage, venueId, { enrolled: ['a'], union: '纺织工会' });
	await publishPeople(stage, venueId);
	const untouched = await onRoster(weaver);
	await unions.put(by, { id: 'u-north', name: '北辰区总工会', parentId: null });
	expect(await onRoster(pass)).toMatchObject({ union: '机械工会', above: ['北辰区总工会'] });
	expect(await course()).toEqual({ unions: ['北辰区总工会'] });
	await unions.put(by, { id: 'u-mill', name: '机床厂工会', parentId: 'u-cloth' });
	expect(await onRoster(pass)).toMatchObject({ union: '机床厂工会', above: ['纺织工会'] });
	await unions.remove(by, 'u-mill');
	expect(await onRoster(pass)).toEqual({ ...entry, union: '机床厂工会' });
	expect(await onRoster(weaver)).toEqual(untouched);
});

it('asks for unions where seats are shared out among them', async () => {
	const catalogue = doorVenue(venueId, {}, 20, {});
	const ink = catalogue.offerings.get(asId('a'))!;
	const signUp = { cancelUntil: 0, waitingList: 5, quotas: { 纺织工会: 2 } };
	await publishCatalogue(stage, {
		...catalogue,
		offerings: new Map([...catalogue.offerings, [ink.id, { ...ink, signUp }]]),
	});
	const pass = await addPerson(stage, venueId, { enrolled: ['a'], union: '纺织工会' });
	expect(await onRoster(pass)).toMatchObject({ union: '纺织工会' });
});

it('leaves nothing unknown of whoever has no record: limits hold for walk-ins, and no flag says that they could not be checked', async () => {
	await publish({});
	const walkIn = (came: readonly (readonly [string, number])[]) => addPerson(stage, venueId, { came });
	const newcomer = await walkIn([]);
	const regular = await walkIn([
		['a-wed', at('18:40', '2026-11-18')],
		['d-1', at('09:00', '2026-10-10')],
	]);
	// What depends on it comes after they did.
	const kiosk = await openKiosk(stage, venueId);
	const judged = async (pass: PassRow, policy: PolicyPart = {}) => {
		await publish({ walkIn: 'admit', ...policy });
		await refresh(stage, venueId, kiosk);
		const trust = await kiosk.trust.current();
		const { facts } = await gatherVisit(
			{ ledger: kiosk.ledger, cache: kiosk.cache, asOf: () => at('18:19') },
			{
				...{ catalogue: kiosk.catalogue, reading: readPass(textOf(stage, pass), trust.keys) },
				...{
					revoked: trust.revoked,
					door: { session: asId<SessionId>('a-1') },
					timing: timingAt(at('18:20')),
				},
			},
		);
		const verdict = decideAdmission(facts);
		return 'reason' in verdict ? verdict.reason : 'flags' in verdict && verdict.flags;
	};
	const weekly = { limits: { perWeek: 1, of: 'course' } } as const;
	const trained = { prerequisites: [{ course: asId<CourseId>('safety'), attended: 1 }] };
	expect(await judged(newcomer, weekly)).toEqual(['walk-in']);
	expect(await judged(regular, weekly)).toBe('week-limit');
	expect(await judged(newcomer, trained)).toBe('prerequisite');
	expect(await judged(regular, trained)).toEqual(['walk-in']);
});
