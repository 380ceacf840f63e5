import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/lib/base/clock.ts';
import { asId, type StaffId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { parseBody } from '../../src/lib/sync/records.ts';
import type { ChangesResponse, EntriesResponse } from '../../src/lib/sync/wire.ts';
import { createHubClient } from '../../src/lib/kiosk/hub-client.ts';
import { createHubClock } from '../../src/lib/kiosk/hub-clock.ts';
import { createSyncLoop } from '../../src/lib/kiosk/sync-loop.ts';
import { checkIn, timing } from '../contract/ledger.ts';
import { createMemoryLedger } from '../contract/memory-ledger.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, told, type DeviceTwin } from './device-twin.ts';
import { startHub, type RunningHub } from './harness.ts';

// A running hub, and beside it another process on the same data: an operator's command, or staff at work.
const PATIENCE = 180_000;
vi.setConfig({ testTimeout: PATIENCE });
let hub: RunningHub;
let beside: Hub;
const staff = {
	id: asId<StaffId>('00'.repeat(8)),
	login: 'o',
	name: 'O',
	role: 'operator',
	venueId: null,
} as const;

beforeAll(async () => {
	await buildIfStale();
	hub = await startHub();
	const config = {
		host: '127.0.0.1',
		port: 0,
		dataDir: hub.dataDir,
		origin: null,
		tls: null,
		databaseUrl: null,
	};
	const around = { clock: systemClock, random: systemRandom, log: makeLog('silent') };
	const opened = await openHub(config, around);
	if (!opened.ok) throw new Error(opened.error);
	beside = opened.value;
}, PATIENCE);
afterAll(async () => {
	await beside?.close();
	await hub?.stop();
});

async function venueRecord(kiosk: DeviceTwin) {
	const { records, cursor } = await told<ChangesResponse>(await kiosk.get('/api/v1/sync/changes?cursor=0'));
	const { id, body } = records.find(({ kind }) => kind === 'venue')!;
	return { id, body: parseBody('venue', body)!, cursor };
}

it('live listeners hear of what another process has written, once', async () => {
	const kiosk = await pairTwin(hub.links.kiosk);
	const { id, body } = await venueRecord(kiosk);
	const stream = await kiosk.get('/api/v1/live');
	const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
	let heard = (await reader.read()).value ?? '';
	const { cursor } = await venueRecord(kiosk);

	const name = { ...body.name, zh: '改过的名字' };
	await beside.records.publish(kiosk.venueId, [{ kind: 'venue', id, body: { ...body, name } }]);
	while (!heard.includes('event: change')) heard += (await reader.read()).value ?? '';
	const told = Number(/"rev":(\d+)/.exec(heard)![1]);
	expect(told).toBeGreaterThan(cursor);
	expect((await venueRecord(kiosk)).body.name.zh).toBe(name.zh);

	// The next thing it hears is the next change, not the same again.
	await beside.records.publish(kiosk.venueId, [{ kind: 'venue', id, body }]);
	heard = '';
	while (!heard.includes('event: change')) heard += (await reader.read()).value ?? '';
	expect(Number(/"rev":(\d+)/.exec(heard)![1])).toBeGreaterThan(told);
	await reader.cancel();
});

it('a revoked device still delivers what it holds, flagged, and gets nothing', async () => {
	const lobby = await pairTwin(hub.links.lobby);
	const session = (await beside.records.catalogue(lobby.venueId))!.sessions.keys().next().value!;
	const entries = lobby.write(session, 3);
	await told(await lobby.post('/api/v1/sync/entries', await lobby.request(entries.slice(0, 1))));
	await beside.devices.revoke(lobby.deviceId, staff);

	const send = async () => lobby.post('/api/v1/sync/entries', await lobby.request(entries));
	expect((await send()).status).toBe(401);
	const refused = await lobby.openSession();
	expect([refused.status, await refused.json()]).toEqual([
		403,
		expect.objectContaining({ error: 'revoked' }),
	]);
	expect(lobby.setCookie).toMatch(/HttpOnly/i);
	const { receipts, head } = await told<EntriesResponse>(await send());
	expect([receipts.length, head]).toEqual([3, { seq: 3, hash: entries[2]!.hash }]);

	for (const path of ['sync/changes?cursor=0', 'device/self', 'live']) {
		const answer = await lobby.get(`/api/v1/${path}`);
		expect([path, answer.status, await answer.json()]).toEqual([
			path,
			403,
			expect.objectContaining({ error: 'revoked' }),
		]);
	}
	const identity = { venueId: lobby.venueId, outboxId: lobby.outboxId };
	const rows = await beside.storage.read((tx) => tx.ledger.page(identity, 1, 10));
	expect(rows.map(({ flags }) => flags)).toEqual([[], ['device-revoked'], ['device-revoked']]);
});

it('[S12] a revoked kiosk empties its outbox by itself, and knows that it is unpaired', async () => {
	const [venueId] = await beside.records.venues();
	const token = await beside.devices.pairingLink(venueId!, 'kiosk', '2', 60_000);
	const kiosk = await pairTwin(`${hub.origin}/kiosk?pair=${token}`, beside.devices);
	const ledger = createMemoryLedger({ venueId: venueId!, outboxId: kiosk.outboxId });
	for (let n = 1; n <= 3; n++) await ledger.append(checkIn(n), timing(Date.now()));

	let { cookie } = kiosk;
	const browser: typeof fetch = async (url, init) => {
		const answer = await fetch(url, { ...init, headers: { ...init?.headers, cookie } });
		cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
		return answer;
	};
	const clock = createHubClock(systemClock, systemRandom);
	const client = createHubClient({ origin: hub.origin, clock, fetch: browser }, kiosk);
	let mono = 0;
	const loop = createSyncLoop({
		...{ ledger, hub: client, signer: kiosk, mono: () => mono, chance: () => 0 },
		pull: async () => {
			const answer = await client.changesSince(0);
			return answer.ok ? { ok: true, value: null } : answer;
		},
	});
	await beside.devices.revoke(kiosk.deviceId, staff);
	await loop.nudge();
	expect(loop.state).toMatchObject({ is: 'waiting', because: 'unpaired' });
	mono += 60_000;
	await loop.tick();
	const { cached, head, hubHead } = await ledger.status();
	expect([cached, hubHead]).toEqual([0, head]);
	expect(loop.state).toMatchObject({ is: 'waiting', because: 'unpaired' });
});
