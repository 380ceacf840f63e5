import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/lib/base/clock.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import type { Hub, Staff } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';
import { MONDAY_10, publishVenue, venueId } from './small-venue.ts';

export * from './outbox-twin.ts';
export * from './small-venue.ts';

/** A clock that moves when told. */
export interface TestClock extends Clock {
	at: number;
}

/** A real hub in a directory of its own, gone when the test is over. */
export interface World {
	readonly hub: Hub;
	readonly clock: TestClock;
	readonly directory: string;
	readonly staff: Staff;
}

export const temporaryDirectory = (): string => {
	const directory = mkdtempSync(join(tmpdir(), 'gongzhan-'));
	onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
	return directory;
};

export const testClock = (): TestClock => ({
	at: MONDAY_10,
	now() {
		return this.at;
	},
	monotonic() {
		return this.at - MONDAY_10;
	},
});

export async function openWorld(directory = temporaryDirectory(), clock = testClock()): Promise<World> {
	const databaseUrl = await databaseOf(directory);
	const config = { host: '127.0.0.1', port: 0, dataDir: directory, origin: null, tls: null, databaseUrl };
	const opened = await openHub(config, { clock, random: systemRandom, log: makeLog('silent') });
	if (!opened.ok) throw new Error(opened.error);
	const hub = opened.value;
	onTestFinished(() => hub.close());
	const staff = await makeOwner(hub);
	await publishVenue(hub, venueId);
	return { hub, clock, directory, staff };
}

let server: Promise<PostgresServer> | null = null;
const databases = new Map<string, Promise<string>>();

/** With `HUB_TESTS_ON=postgres` each directory has a database of its own; a world opened again in one finds the same. */
async function databaseOf(directory: string): Promise<string | null> {
	if (process.env['HUB_TESTS_ON'] !== 'postgres') return null;
	const running = await (server ??= startPostgres({ fsync: 'off' }));
	let url = databases.get(directory);
	if (!url) databases.set(directory, (url = running.database()));
	return url;
}

async function makeOwner(hub: Hub): Promise<Staff> {
	const account = { login: 'owner', name: '陈站长', password: 'correct horse' };
	const made = await hub.staff.acceptInvite(await hub.staff.inviteOwner(), account);
	if (made.ok) return made.value.staff;
	const known = await hub.staff.signIn(account.login, account.password, 'test');
	if (!known.ok) throw new Error(known.error);
	return known.value.staff;
}
