import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { asId, type SessionId } from '../../src/lib/base/id.ts';
import { errorPageWords } from '../../src/lib/i18n/error-page.ts';
import { openPostgres } from '../../src/lib/server/storage/postgres.ts';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';
import type { Entry } from '../../src/lib/sync/entry.ts';
import type { ChangesResponse, EntriesResponse } from '../../src/lib/sync/wire.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, post, told, type DeviceTwin } from './device-twin.ts';
import { newDataDir, runToEnd, startHub, type RunningHub } from './harness.ts';

// A city: three hub processes over one PostgreSQL, two of them on one machine, the third with copied keys.

const PATIENCE = 240_000;
vi.setConfig({ testTimeout: PATIENCE });
let server: PostgresServer;
let hubs: RunningHub[] = [];
/** The database, past every hub. */
let storage: HubStorage;
let env: Record<string, string>;
let kiosk: DeviceTwin;
let sessionId: SessionId;
const sent: Entry[] = [];

beforeAll(async () => {
	await buildIfStale();
	server = await startPostgres();
	env = { DATABASE_URL: await server.database() };
	const [shared, own] = [newDataDir(), newDataDir()];
	// At once, over an empty database: one of the two makes keys, tables and demo.
	hubs = await Promise.all([startHub({ env, dataDir: shared }), startHub({ env, dataDir: shared })]);
	cpSync(join(shared, 'keys'), join(own, 'keys'), { recursive: true });
	hubs.push(await startHub({ env, dataDir: own }));
	const opened = await openPostgres(env['DATABASE_URL']!);
	if (!opened.ok) throw new Error(opened.error);
	storage = opened.value;
	kiosk = await pairTwin(hubs[0]!.links.kiosk);
	const rows = await storage.read((tx) => tx.records.ofKinds(kiosk.venueId, ['session']));
	sessionId = asId<SessionId>(rows[0]!.id);
}, PATIENCE);
afterAll(async () => {
	await storage?.close();
	await Promise.all(hubs.map((hub) => hub.stop()));
	await server?.stop();
}, PATIENCE);

const at = (hub: RunningHub, path: string): string => `${hub.origin}/api/v1${path}`;
const cookie = () => ({ cookie: kiosk.cookie });

/** What the kiosk writes next, sent to one hub. */
async function deliver(hub: RunningHub, count: number): Promise<EntriesResponse> {
	const entries = kiosk.write(sessionId, count);
	sent.push(...entries);
	return told(await post(at(hub, '/sync/entries'), await kiosk.request(entries), cookie()));
}

/** Nothing lost, nothing twice: what was sent is what is stored, in order. */
async function expectWhole(): Promise<void> {
	const identity = { venueId: kiosk.venueId, outboxId: kiosk.outboxId };
	const rows = await storage.read((tx) => tx.ledger.page(identity, 1, 10_000));
	expect(rows.map(({ hash }) => hash)).toEqual(sent.map(({ hash }) => hash));
}

it('start at once on an empty database, load the demo once, and say what they store in', async () => {
	for (const hub of hubs)
		expect(await told(await fetch(at(hub, '/health')))).toMatchObject({ status: 'ok', storage: 'postgres' });
	const people = await storage.read((tx) => tx.people.count());
	expect(people).toBe(2000);
	const passes = 'SELECT DISTINCT count(*)::int AS each FROM pass GROUP BY member_id';
	expect((await server.run(env['DATABASE_URL']!, passes)).rows).toEqual([{ each: 1 }]);
});

it('a hub whose keys differ does not start, and says how to', async () => {
	const { code, stderr } = await runToEnd('start.ts', { env: { ...env, PORT: '0' }, dataDir: newDataDir() });
	expect([code, stderr]).toEqual([
		1,
		expect.stringMatching(/keys are not those of the other hubs on this database: copy/),
	]);
});

it('a kiosk that is paired at one has its session at all', async () => {
	for (const hub of hubs) {
		const self = await told<{ deviceId: string }>(
			await fetch(at(hub, '/device/self'), { headers: cookie() }),
		);
		expect(self.deviceId).toBe(kiosk.deviceId);
	}
});

it('[S3][S4] one outbox, sent now to this hub and now to that, is one chain with one receipt an entry', async () => {
	for (let n = 0; n < 12; n++) {
		const hub = hubs[n % hubs.length]!;
		const { receipts, head } = await deliver(hub, 5);
		expect(receipts.map(({ outcome }) => outcome)).toEqual(Array(5).fill('recorded'));
		expect(head.seq).toBe(sent.length);
		// The answer was lost on the way: another hub gives the same again.
		const again = await kiosk.request(sent.slice(-5));
		const other = hubs[(n + 1) % hubs.length]!;
		const same = await told<EntriesResponse>(await post(at(other, '/sync/entries'), again, cookie()));
		expect(same.receipts).toEqual(receipts);
	}
	await expectWhole();
});

it('[S3] the same entries sent to all at the same moment are stored once', async () => {
	const entries = kiosk.write(sessionId, 50);
	sent.push(...entries);
	const request = await kiosk.request(entries);
	const answers = await Promise.all(
		hubs.map(async (hub) => told<EntriesResponse>(await post(at(hub, '/sync/entries'), request, cookie()))),
	);
	for (const { receipts } of answers) expect(receipts).toEqual(answers[0]!.receipts);
	await expectWhole();
});

it('what changes through one reaches those who listen at another', async () => {
	const ending = new AbortController();
	const stream = await fetch(at(hubs[2]!, '/live'), { headers: cookie(), signal: ending.signal });
	const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
	let heard = (await reader.read()).value ?? '';
	await deliver(hubs[0]!, 1);
	while (!heard.includes('event: change')) heard += (await reader.read()).value ?? '';
	const { cursor } = await told<ChangesResponse>(
		await fetch(at(hubs[1]!, '/sync/changes?cursor=0'), { headers: cookie() }),
	);
	expect(Number(/event: change\s+data: .*?"rev":(\d+)/.exec(heard)![1])).toBeLessThanOrEqual(cursor);
	await reader.cancel();
	ending.abort();
});

let staff = '';
it('staff who sign in at one are signed in at all', async () => {
	// The hub that was started last has the owner's link.
	const link = hubs[2]!.links.owner;
	const { origin, searchParams } = new URL(link);
	const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', origin };
	const password = 'correct horse battery';
	const account = {
		token: searchParams.get('token')!,
		login: 'owner',
		name: '王建国',
		password,
		again: password,
	};
	const body = new URLSearchParams(account);
	const made = await fetch(link, { method: 'POST', headers, body, redirect: 'manual' });
	staff = made.headers.get('set-cookie')?.split(';')[0] ?? '';
	expect([made.status, staff]).toEqual([303, expect.stringContaining('=')]);
	for (const hub of hubs) {
		const page = await fetch(`${hub.origin}/staff/devices`, {
			headers: { cookie: staff },
			redirect: 'manual',
		});
		expect(page.status).toBe(200);
	}
});

it('one that is killed leaves the others at work', async () => {
	await hubs[0]!.kill();
	for (const hub of hubs.slice(1)) expect((await deliver(hub, 3)).receipts).toHaveLength(3);
	await hubs[0]!.restart();
	expect((await deliver(hubs[0]!, 3)).receipts).toHaveLength(3);
	await expectWhole();
});

it('a PostgreSQL that is killed and comes back loses nothing, and every hub heals by itself', async () => {
	await server.kill();
	const entries = kiosk.write(sessionId, 5);
	sent.push(...entries);
	const request = await kiosk.request(entries);
	for (const hub of hubs) {
		const answer = await post(at(hub, '/sync/entries'), request, cookie());
		expect(answer.status).toBeGreaterThanOrEqual(500);
		const page = await fetch(`${hub.origin}/staff/devices`, { headers: { cookie: staff } });
		expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
		expect(await page.text()).toContain(errorPageWords('zh', 503, 'away').heading);
	}
	await server.start();
	for (const hub of hubs) {
		// As a kiosk does: again, until there is a receipt [S10].
		const answer = await vi.waitFor(
			async () => told<EntriesResponse>(await post(at(hub, '/sync/entries'), request, cookie())),
			{ timeout: 30_000, interval: 500 },
		);
		expect(answer.receipts).toHaveLength(5);
		expect((await deliver(hub, 2)).receipts).toHaveLength(2);
	}
	await expectWhole();
});
