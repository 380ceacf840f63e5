import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asId } from '../../src/lib/base/id.ts';
import { isRevoked, readPass, type Revocations, type TrustedKey } from '../../src/lib/domain/pass.ts';
import { verifyRevocations } from '../../src/lib/domain/revocation.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { enrollMembers, HOUR, member, openWorld, publishVenue, venueId } from './world.ts';

const DAY = 24 * HOUR;

/** What a kiosk knew when it lost the network. */
async function offlineKiosk(hub: Hub, venue = venueId) {
	const { records } = await hub.records.changesSince(venue, 0);
	const of = <Body>(kind: string) =>
		records.filter((row) => row.kind === kind).map(({ body }) => body as Body);
	const [keys, [list]] = [of<TrustedKey>('key'), of<Revocations>('revocations')];
	expect(verifyRevocations(list!, keys)).toBe(true);
	return {
		keys: keys.map(({ keyId }) => keyId).sort(),
		reads: (text: string): string => {
			const reading = readPass(text, keys);
			if (!reading.ok) return reading.fault;
			return `key ${reading.pass.keyId}, revoked ${isRevoked(reading, new Set(list!.passes))}`;
		},
	};
}

async function world() {
	const opened = await openWorld();
	await enrollMembers(opened.hub, 3);
	return { ...opened, keys: opened.hub.signingKeys };
}

describe('a new signing key', () => {
	it('is told to kiosks before it signs; passes of the old one stay good, also offline', async () => {
		const { hub, clock, keys } = await world();
		const old = await hub.passes.textFor(member(1));
		expect(await keys.rotate(clock.at + DAY)).toEqual({ ok: true, value: 2 });
		const kiosk = await offlineKiosk(hub);
		expect(kiosk.keys).toEqual([1, 2]);
		const before = await hub.passes.textFor(member(2));
		expect(await keys.rotate(clock.at)).toEqual({ ok: false, error: 'one-waits' });
		clock.at += DAY;
		const after = await hub.passes.textFor(member(3));
		expect([old, before, after].map(kiosk.reads)).toEqual([
			...['key 1, revoked no', 'key 1, revoked no', 'key 2, revoked no'],
		]);
		expect(await hub.passes.textFor(member(1))).toBe(old);
		expect(await keys.list()).toMatchObject([
			{ keyId: 1, signs: 'no', passes: 2 },
			{ keyId: 2, signs: 'now', passes: 1 },
		]);
	});
	it('is taken up by a hub that runs, and by a venue that is new', async () => {
		const { hub, clock, keys, directory } = await world();
		await keys.rotate(clock.at);
		const beside = await openWorld(directory, clock);
		await enrollMembers(beside.hub, 1);
		const kiosk = await offlineKiosk(hub);
		expect(kiosk.reads(await beside.hub.passes.textFor(member(1)))).toBe('key 2, revoked no');
		const station = asId<typeof venueId>('station');
		await publishVenue(hub, station);
		expect((await offlineKiosk(hub, station)).keys).toEqual([1, 2]);
	});
});

describe('a key that is retired', () => {
	it('must not sign, and says how many passes die with it', async () => {
		const { hub, clock, keys, directory } = await world();
		for (const n of [1, 2]) await hub.passes.textFor(member(n));
		expect(await keys.retire(1, true)).toEqual({ ok: false, error: 'signs' });
		expect(await keys.retire(9, true)).toEqual({ ok: false, error: 'no-such-key' });
		await keys.rotate(clock.at);
		expect(await keys.retire(1, false)).toEqual({ ok: false, error: { inUse: 2 } });
		const old = await hub.passes.textFor(member(1));
		const told: number[] = [];
		expect(await keys.retire(1, true, (done, total) => told.push(done / total))).toEqual({
			ok: true,
			value: 2,
		});
		expect(told.at(-1)).toBe(1);
		expect(existsSync(join(directory, 'keys', 'pass-1.json'))).toBe(false);
		const kiosk = await offlineKiosk(hub);
		expect(kiosk.keys).toEqual([2]);
		expect(kiosk.reads(old)).toBe('unknown-issuer');
		expect(kiosk.reads(await hub.passes.textFor(member(1)))).toBe('key 2, revoked no');
		// Dead with its key: the list need not name its passes.
		const [list] = (await hub.records.changesSince(venueId, 0)).records.filter(
			(r) => r.kind === 'revocations',
		);
		expect((list!.body as Revocations).passes).toEqual([]);
	});
	it('without a pass in use goes quietly, and its number is never given again', async () => {
		const { clock, keys, directory } = await world();
		await keys.rotate(clock.at);
		expect(await keys.retire(1, false)).toEqual({ ok: true, value: 0 });
		await keys.rotate(clock.at + DAY);
		expect(await keys.retire(3, false)).toEqual({ ok: true, value: 0 });
		expect(await keys.rotate(clock.at)).toEqual({ ok: true, value: 4 });
		expect(
			readdirSync(join(directory, 'keys'))
				.filter((name) => name.startsWith('pass-'))
				.sort(),
		).toEqual([...['pass-2.json', 'pass-4.json']]);
	});
});

describe('another hub’s keys', () => {
	it('once trusted, its passes are read here, though its numbers are ours, and nobody knows its dead ones', async () => {
		const [here, there] = [await world(), await world()];
		const theirs = await there.hub.passes.textFor(member(1));
		const ours = await here.hub.passes.textFor(member(1));
		expect((await offlineKiosk(here.hub)).reads(theirs)).toBe('forged');
		const file = there.keys.publicFile({ zh: '邻市总工会' });
		expect(JSON.stringify(file)).not.toMatch(/seed|secret/);
		expect(await here.keys.trust(file)).toBe(1);
		expect(await here.keys.trust(file)).toBe(0);
		expect(await there.keys.trust(file)).toBe(0);
		const kiosk = await offlineKiosk(here.hub);
		expect([theirs, ours].map(kiosk.reads)).toEqual(['key 1, revoked unknown', 'key 1, revoked no']);
		expect(await here.keys.list()).toMatchObject([
			{ foreign: false },
			{ issuer: { zh: '邻市总工会' }, foreign: true },
		]);
		expect(await here.keys.distrust('邻市总工会')).toBe(1);
		expect((await offlineKiosk(here.hub)).reads(theirs)).toBe('forged');
	});
});
