import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemRandom } from '../../src/lib/base/random.ts';
import { CLAIM_BYTES, groupClaimCode, makeClaimCode } from '../../src/lib/domain/claim-code.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { startPostgres } from '../postgres.ts';
import {
	enrollMembers,
	HOUR,
	member,
	openWorld,
	publishVenue,
	temporaryDirectory,
	testClock,
	venueId,
} from './world.ts';

const guess = () => groupClaimCode(makeClaimCode(systemRandom.bytes(CLAIM_BYTES)));
const audit = async (hub: Hub) =>
	(await hub.storage.read((tx) => tx.audit.latest(null, 50))).map(({ action, subject }) => [action, subject]);
const wrong = { ok: false, error: 'no-such-code' };
const locked = { ok: false, error: 'too-many' };
const DAY = 24 * HOUR;

async function worldWithPeople() {
	const world = await openWorld();
	await enrollMembers(world.hub, 3);
	return { ...world, claims: world.hub.claims };
}

async function twoHubsOnPostgres(): Promise<Hub[]> {
	const server = await startPostgres({ fsync: 'off' });
	onTestFinished(() => server.stop(), 60_000);
	const around = { clock: testClock(), random: systemRandom, log: makeLog('silent') };
	const [dataDir, databaseUrl] = [temporaryDirectory(), await server.database()];
	const hubs: Hub[] = [];
	for (let n = 0; n < 2; n++) {
		const config = { host: '127.0.0.1', port: 0, dataDir, origin: null, tls: null, databaseUrl };
		const opened = await openHub(config, around);
		if (!opened.ok) throw new Error(opened.error);
		hubs.push(opened.value);
		onTestFinished(() => opened.value.close());
	}
	return hubs;
}

describe('a claim code', () => {
	it('gives its person’s pass to one phone, which may ask again', async () => {
		const { hub, claims } = await worldWithPeople();
		const { code } = await claims.issue(member(1), 'hub');
		const mine = { ok: true, value: member(1) };
		expect(await claims.redeem(code.toLowerCase(), 'phone a', '192.0.2.1')).toEqual(mine);
		expect(await claims.redeem(code, 'phone a', '192.0.2.1')).toEqual(mine);
		expect(await claims.redeem(code, 'phone b', '192.0.2.1')).toEqual(wrong);
		expect(await audit(hub)).toEqual(
			expect.arrayContaining([
				['claim-code-issued', `member:${member(1)}`],
				['claim-code-used', `member:${member(1)}`],
			]),
		);
	});
	it('dies after thirty days, and when another one is issued', async () => {
		const { clock, claims } = await worldWithPeople();
		const first = await claims.issue(member(1), 'hub');
		const second = await claims.issue(member(1), 'hub');
		const other = await claims.issue(member(2), 'hub');
		expect(await claims.redeem(first.code, 'phone', '192.0.2.1')).toEqual(wrong);
		expect(await claims.redeem(second.code, 'phone', '192.0.2.1')).toMatchObject({ ok: true });
		clock.at += 30 * DAY;
		expect(other.expiresAt).toBe(clock.at);
		expect(await claims.redeem(other.code, 'phone', '192.0.2.1')).toEqual(wrong);
		expect(await claims.redeem(second.code, 'phone', '192.0.2.1')).toEqual(wrong);
	});
	it('is nowhere to be found in the database', async () => {
		const { hub, claims } = await worldWithPeople();
		const { code } = await claims.issue(member(1), 'hub');
		await claims.redeem(code, 'the phone’s secret', '192.0.2.77');
		await claims.redeem(guess(), 'the phone’s secret', '192.0.2.77');
		const files = readdirSync(hub.config.dataDir).filter((name) => name.startsWith('gongzhan.db'));
		const bytes = Buffer.concat(files.map((name) => readFileSync(join(hub.config.dataDir, name))));
		for (const secret of [code, code.replaceAll('-', ''), 'the phone’s secret', '192.0.2.77'])
			expect(bytes.includes(secret), secret).toBe(false);
		expect(bytes.includes('claim-code-used')).toBe(true);
	});
});

describe('guessing claim codes', () => {
	it('ends after twenty from one address, for an hour, also for the right one', async () => {
		const { hub, clock, claims } = await worldWithPeople();
		const { code } = await claims.issue(member(1), 'hub');
		for (let n = 0; n < 20; n++) expect(await claims.redeem(guess(), 'x', '2001:db8::1')).toEqual(wrong);
		// The same household by another of its addresses.
		expect(await claims.redeem(code, 'x', '2001:db8::2')).toEqual(locked);
		expect((await audit(hub)).filter(([action]) => action === 'claims-locked')).toHaveLength(1);
		expect(await claims.redeem(code, 'y', '192.0.2.9')).toMatchObject({ ok: true });
		clock.at += HOUR;
		expect(await claims.redeem(guess(), 'x', '2001:db8::2')).toEqual(wrong);
	});
	it('ends after three hundred from anywhere', async () => {
		const { hub, clock, claims } = await worldWithPeople();
		const { code } = await claims.issue(member(1), 'hub');
		for (let n = 0; n < 300; n++)
			expect(await claims.redeem(guess(), 'x', `198.51.${n >> 8}.${n & 255}`)).toEqual(wrong);
		expect(await claims.redeem(code, 'x', '192.0.2.1')).toEqual(locked);
		expect(await audit(hub)).toContainEqual(['claims-locked', 'source:everybody']);
		clock.at += HOUR;
		expect(await claims.redeem(code, 'x', '192.0.2.1')).toMatchObject({ ok: true });
	});
	it('is counted over all hubs on one database, and at once', async () => {
		const hubs = await twoHubsOnPostgres();
		await publishVenue(hubs[0]!, venueId);
		await enrollMembers(hubs[0]!, 1);
		const { code } = await hubs[0]!.claims.issue(member(1), 'hub');
		const guesses = Array.from({ length: 60 }, (_, n) =>
			hubs[n % 2]!.claims.redeem(guess(), 'x', '192.0.2.1'),
		);
		const answers = (await Promise.all(guesses)).map((answer) => (answer.ok ? 'ok' : answer.error));
		expect(answers.filter((answer) => answer === 'no-such-code')).toHaveLength(20);
		expect(answers.filter((answer) => answer === 'too-many')).toHaveLength(40);
		for (const hub of hubs) expect(await hub.claims.redeem(code, 'x', '192.0.2.1')).toEqual(locked);
	}, 60_000);
	it('does not count what nobody could have meant', async () => {
		const { claims } = await worldWithPeople();
		const mistyped = { ok: false, error: 'mistyped' };
		for (const typed of ['', '0000-0000-001', 'x'.repeat(10_000), 'SF1'])
			for (let n = 0; n < 10; n++) expect(await claims.redeem(typed, 'x', '192.0.2.1')).toEqual(mistyped);
		expect(await claims.redeem(guess(), 'x', '192.0.2.1')).toEqual(wrong);
	});
});
