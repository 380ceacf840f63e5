import 'fake-indexeddb/auto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type RoomId, type SessionId, type VenueId } from '../../src/lib/base/id.ts';
import { fromHex } from '../../src/lib/base/bytes.ts';
import { signingKey } from '../../src/lib/base/signature.ts';
import { decideAdmission, type Door, type Verdict } from '../../src/lib/domain/admission.ts';
import { readPass, writePass } from '../../src/lib/domain/pass.ts';
import { localDay } from '../../src/lib/domain/venue-time.ts';
import { createVisits } from '../../src/lib/kiosk/visit.ts';
import type { PassRow } from '../../src/lib/server/storage/people-port.ts';
import { at, ZONE } from '../fixtures/venue.ts';
import {
	addPerson,
	hubCatalogue,
	hubFacts,
	openKiosk,
	openStage,
	plantUnions,
	publishCatalogue,
	publishPeople,
	textOf,
	timingAt,
	type Stage,
} from './stage.ts';
import { TABLE, type Situation } from './table.ts';
import { doorVenue } from './venue.ts';

let stage: Stage;
const annex = asId<VenueId>('annex');

beforeAll(async () => {
	stage = await openStage();
	stage.clock.at = at('12:00');
	await plantUnions(stage);
	await publishCatalogue(stage, doorVenue(annex, {}, 20, {}));
});
afterAll(() => stage.close());

/** Puts everything into the hub's own tables; each row has a venue to itself. */
async function play(row: number, situation: Situation) {
	const venueId = asId<VenueId>(`door-${row}`);
	const now = situation.now ?? at('18:20');
	stage.clock.at = now;
	const { policy = {}, capacity = 20, sessions = {}, others = {} } = situation;
	await publishCatalogue(stage, doorVenue(venueId, policy, capacity, sessions));
	for (const [offering, count = 0] of Object.entries(others))
		for (let n = 0; n < count; n++) await addPerson(stage, venueId, { enrolled: [offering] });
	const pass = await addPerson(stage, venueId, {
		enrolled: situation.enrolled ?? ['a'],
		waiting: situation.waiting ?? [],
		barred: situation.barred ?? false,
		union: situation.union ?? null,
		came: situation.came ?? [],
		...(situation.elsewhere && { elsewhere: annex }),
		revoked: situation.code === 'revoked',
	});
	await publishPeople(stage, venueId);
	const given = situation.door ?? null;
	let door: Door = null;
	if (given)
		door = 'room' in given ? { room: asId<RoomId>(given.room) } : { session: asId<SessionId>(given.session) };
	return { venueId, now, door, text: codeOf(situation, pass, now) };
}

function codeOf({ code = 'good' }: Situation, pass: PassRow, now: number): string {
	const today = localDay(now, ZONE);
	const { key } = stage.context.keyring.current;
	const like = (differs: Partial<PassRow>, by = key) =>
		writePass({ ...pass, ...differs, secret: fromHex(pass.secret)! }, by);
	switch (code) {
		case 'good':
		case 'revoked':
			return textOf(stage, pass);
		case 'garbage':
			return 'https://example.org/';
		case 'newer':
			return 'GZ1:' + '0'.repeat(144);
		case 'forged':
			return like({}, signingKey(new Uint8Array(32).fill(8)));
		case 'stranger':
			return like({ keyId: 77 });
		case 'expired':
			return like({ firstDay: today - 9, lastDay: today - 1 });
		case 'future':
			return like({ firstDay: today + 1, lastDay: today + 9 });
		case 'first-day':
			return like({ firstDay: today });
		case 'last-day':
			return like({ lastDay: today });
	}
}

async function atKiosk(
	{ venueId, now, door, text }: Awaited<ReturnType<typeof play>>,
	situation: Situation,
): Promise<string> {
	const kiosk = await openKiosk(stage, venueId);
	const admit = createVisits({
		...{ ledger: kiosk.ledger, cache: kiosk.cache, trust: kiosk.trust.current },
		timing: () => timingAt(now, situation.uncertainty),
		catalogue: () => kiosk.catalogue,
		asOf: () => now - (situation.silent ?? 0),
		door: async () => door,
	});
	const judgement = await admit(text, 'camera', null);
	const written = (await kiosk.ledger.status()).cached;
	await kiosk.cache.delete();
	if (!('verdict' in judgement)) throw new Error(JSON.stringify(judgement));
	expect(written).toBe(judgement.verdict.outcome === 'admitted' ? 1 : 0);
	return inShort(judgement.verdict);
}

async function atHub({ venueId, now, door, text }: Awaited<ReturnType<typeof play>>): Promise<string> {
	const catalogue = await hubCatalogue(stage, venueId);
	const keys = await stage.context.storage.read((tx) => tx.records.ofKinds(venueId, ['key']));
	const trusted = keys.map(({ body }) => JSON.parse(body!) as never);
	const reading = readPass(text, trusted, { now, uncertainty: 0 });
	const [facts] = await hubFacts(stage, catalogue, [{ reading, door, now }]);
	return inShort(decideAdmission(facts!));
}

function inShort(verdict: Verdict): string {
	const admitted = verdict.outcome === 'admitted' ? `[${verdict.flags.join()}]` : '';
	const reason = 'reason' in verdict ? verdict.reason : admitted;
	const back = verdict.outcome === 'admitted' && verdict.back ? 'back' : '';
	return [verdict.outcome, reason, verdict.meeting?.session.id, back].filter(Boolean).join(' ');
}

describe('at the door, by what a hub has published and what it holds itself', () => {
	it.each(TABLE.map(([name, situation, told], row) => ({ row, name, situation, told })))(
		'$name',
		async ({ row, situation, told }) => {
			const played = await play(row, situation);
			const both = typeof told === 'string' ? { hub: told, kiosk: told } : told;
			expect(await atKiosk(played, situation)).toBe(both.kiosk);
			if ('hub' in both) expect(await atHub(played)).toBe(both.hub);
		},
	);
});
