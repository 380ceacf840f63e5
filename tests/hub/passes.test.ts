import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asId, type VenueId } from '../../src/lib/base/id.ts';
import { readPass, type Pass, type Revocations, type TrustedKey } from '../../src/lib/domain/pass.ts';
import { verifyRevocations } from '../../src/lib/domain/revocation.ts';
import { openRoster, rosterLookup, type SealedRoster } from '../../src/lib/domain/roster.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { importPeople } from '../../src/lib/server/people.ts';
import { enrollMembers, HOUR, member, openWorld, publishVenue, venueId } from './world.ts';

async function records<Body>(hub: Hub, kind: string, venue = venueId): Promise<Map<string, Body>> {
	const { records: all } = await hub.records.changesSince(venue, 0);
	return new Map(all.filter((row) => row.kind === kind).map((row) => [row.id, row.body as Body]));
}

async function passOf(hub: Hub, n: number): Promise<Pass> {
	const keys = await records<TrustedKey>(hub, 'key');
	const reading = readPass(await hub.passes.textFor(member(n)), [...keys.values()]);
	if (!reading.ok) throw new Error(reading.fault);
	return reading.pass;
}

describe('passes', () => {
	it('are issued once, verified with the keys that kiosks get, and open the person’s roster record', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 2);
		const pass = await passOf(hub, 1);
		expect(await passOf(hub, 1)).toEqual(pass);
		const roster = await records<SealedRoster>(hub, 'roster');
		expect(roster.size).toBe(1);
		const sealed = roster.get(rosterLookup(pass.secret, venueId))!;
		expect(openRoster(sealed, pass.secret, venueId)).toEqual({
			...{ name: '王*明', offerings: ['calligraphy'], barred: false, waiting: [] },
		});
		expect(openRoster(sealed, (await passOf(hub, 2)).secret, venueId)).toBeNull();
	});
	it('leave no plain name, number or phone in anything that kiosks get', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 1);
		await passOf(hub, 1);
		const everything = JSON.stringify(await hub.records.changesSince(venueId, 0));
		for (const secret of ['王小明', 'SF1"', '13800000000', '王*明']) expect(everything).not.toContain(secret);
	});
	it('die by revocation at every venue, by a signed list; the next one has its own record', async () => {
		const { hub, staff } = await openWorld();
		const station = asId<VenueId>('station');
		await publishVenue(hub, station);
		await enrollMembers(hub, 1);
		const dead = await passOf(hub, 1);
		await hub.passes.revoke(member(1), staff);
		expect((await records(hub, 'roster')).size).toBe(0);
		for (const venue of [venueId, station]) {
			const [list] = (await records<Revocations>(hub, 'revocations', venue)).values();
			expect(list!.passes).toEqual([`${member(1)}.${dead.serial}`]);
			expect(verifyRevocations(list!, [...(await records<TrustedKey>(hub, 'key', venue)).values()])).toBe(
				true,
			);
		}
		const next = await passOf(hub, 1);
		expect(next.serial).toBe(dead.serial + 1);
		expect([...(await records(hub, 'roster')).keys()]).toEqual([rosterLookup(next.secret, venueId)]);
	});
	it('follow the clock: after their last day there is a new one', async () => {
		const { hub, clock } = await openWorld();
		await enrollMembers(hub, 1);
		const first = await passOf(hub, 1);
		clock.at += 367 * 24 * HOUR;
		expect((await passOf(hub, 1)).serial).toBe(first.serial + 1);
		expect((await records(hub, 'roster')).size).toBe(1);
	});
	it('are printed for an offering', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 3);
		const sheet = await hub.passes.sheet(venueId, asId('calligraphy'));
		expect(sheet.map((line) => line.number)).toEqual(['SF1', 'SF2', 'SF3']);
		expect(new Set(sheet.map((line) => line.text)).size).toBe(3);
	});
	it('are signed with keys that only the hub’s user may read, and that a restart keeps', async () => {
		const world = await openWorld();
		await enrollMembers(world.hub, 1);
		const text = await world.hub.passes.textFor(member(1));
		const keys = join(world.directory, 'keys');
		expect(statSync(keys).mode & 0o777).toBe(0o700);
		for (const name of readdirSync(keys)) expect(statSync(join(keys, name)).mode & 0o777).toBe(0o600);
		await world.hub.close();
		const again = await openWorld(world.directory, world.clock);
		expect(await again.hub.passes.textFor(member(1))).toBe(text);
		const database = readFileSync(join(world.directory, 'gongzhan.db'));
		expect(database.includes(text)).toBe(false);
		expect(database.includes(member(1))).toBe(true);
	});
});

describe('samples', () => {
	it('are there for a demo venue, one of each kind', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 4);
		const samples = (await hub.passes.samples(venueId))!;
		const keys = [...(await records<TrustedKey>(hub, 'key')).values()];
		const [list] = (await records<Revocations>(hub, 'revocations')).values();
		const kinds = samples.map(({ text }) => {
			const reading = readPass(text, keys);
			if (!reading.ok) return reading.fault;
			if (list!.passes.includes(`${reading.pass.memberId}.${reading.pass.serial}`)) return 'revoked';
			return reading.pass.serial === 0 ? 'expired' : 'good';
		});
		expect(kinds).toEqual([
			...['good', 'good', 'good', 'expired', 'revoked', 'forged', 'unknown-issuer', 'unreadable'],
		]);
		expect(await hub.passes.samples(venueId)).toEqual(samples);
		expect(await hub.passes.samples(asId('nowhere'))).toBeNull();
	});
});

describe('importing people', () => {
	it('twice changes nothing; a changed name changes one record', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 120);
		for (const n of [1, 2, 3]) await passOf(hub, n);
		const rev = () => hub.storage.read((tx) => tx.records.rev(venueId));
		const before = await rev();
		await enrollMembers(hub, 120);
		expect(await rev()).toBe(before);
		const renamed = { members: [{ name: '欧阳修', number: 'SF2' }], enrollments: [] };
		expect(await importPeople(hub, venueId, renamed)).toMatchObject({ ok: true });
		expect(await rev()).toBe(before + 1);
		const person = await hub.storage.read((tx) => tx.people.byNumber('SF2'));
		expect(person).toMatchObject({ memberId: member(2), phone: '13800000000' });
	});
	it('names the row that is wrong and leaves everything as it was', async () => {
		const { hub } = await openWorld();
		const good = { name: '王', number: 'N1' };
		const tries = [
			[{ members: [good, { name: ' ', number: 'N2' }], enrollments: [] }, /^members, row 2: name/],
			[{ members: [good, good], enrollments: [] }, /^members, row 2: number N1 stands there twice/],
			[
				{ members: [good], enrollments: [{ memberNumber: 'N1', offeringId: asId('no') }] },
				/^enrollments, row 1: offering no is not published/,
			],
			[
				{ members: [good], enrollments: [{ memberNumber: 'N9', offeringId: asId('calligraphy') }] },
				/^enrollments, row 1: no member has number N9/,
			],
		] as const;
		for (const [people, message] of tries) {
			const answer = await importPeople(hub, venueId, people as Parameters<typeof importPeople>[2]);
			expect(answer).toMatchObject({ ok: false, error: expect.stringMatching(message) as string });
		}
		expect(await hub.storage.read((tx) => tx.people.count())).toBe(0);
	});
	it('tells how far it is', async () => {
		const { hub } = await openWorld();
		const seen: number[] = [];
		const members = Array.from({ length: 250 }, (_, n) => ({ name: '王', number: `N${n}` }));
		await importPeople(hub, venueId, { members, enrollments: [] }, (done, total) => seen.push(done / total));
		expect(seen).toEqual([0.4, 0.8, 1]);
	});
});
