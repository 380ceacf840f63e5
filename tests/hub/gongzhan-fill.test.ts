import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/lib/base/clock.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { createHubClient } from '../../src/lib/kiosk/hub-client.ts';
import { createHubClock } from '../../src/lib/kiosk/hub-clock.ts';
import { createSyncLoop } from '../../src/lib/kiosk/sync-loop.ts';
import { checkIn, timing } from '../contract/ledger.ts';
import { createMemoryLedger } from '../contract/memory-ledger.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, type DeviceTwin } from './device-twin.ts';
import { newDataDir, runToEnd, startHub, type RunningHub } from './harness.ts';

// A hub that is lost with all since its backup, and a kiosk that has receipts for what is lost. Real processes, and the
// kiosk's own loop.
const PATIENCE = 180_000;
vi.setConfig({ testTimeout: PATIENCE });
const dataDir = newDataDir();
const apart = newDataDir();
let hub: RunningHub;
let twin: DeviceTwin;

beforeAll(async () => {
	await buildIfStale();
	hub = await startHub({ dataDir });
	twin = await pairTwin(hub.links.kiosk);
}, PATIENCE);
afterAll(async () => {
	await hub?.stop();
	for (const folder of [dataDir, apart]) rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => runToEnd('gongzhan.ts', { args, dataDir });

/** The kiosk's own loop over a ledger in memory, with a browser's cookie. */
function kioskOf(device: DeviceTwin) {
	const { deviceId, venueId, outboxId } = device;
	const ledger = createMemoryLedger({ venueId, outboxId });
	let { cookie } = device;
	const browser: typeof fetch = async (url, init) => {
		const answer = await fetch(url, { ...init, headers: { ...init?.headers, cookie } });
		cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
		return answer;
	};
	const signer = { deviceId, sign: (statement: string) => device.sign(statement) };
	const client = createHubClient(
		{ origin: hub.origin, clock: createHubClock(systemClock, systemRandom), fetch: browser },
		signer,
	);
	let mono = 0;
	const loop = createSyncLoop({
		...{ ledger, hub: client, signer, mono: () => mono, chance: () => 0 },
		pull: async () => {
			const answer = await client.changesSince(0);
			return answer.ok ? { ok: true, value: null } : answer;
		},
	});
	const settle = async (): Promise<void> => {
		await loop.nudge();
		for (let turn = 0; turn < 10 && loop.state.is !== 'resting'; turn++) {
			mono += 60_000;
			await loop.tick();
		}
	};
	return { ledger, settle };
}

it('[S5, S7] what was lost with the hub comes back from the kiosk, each thing once, without anybody’s doing', async () => {
	const { ledger, settle } = kioskOf(twin);
	const write = async (from: number, to: number) => {
		for (let n = from; n <= to; n++) await ledger.append(checkIn(n), timing(Date.now()));
		await settle();
		expect((await ledger.status()).cached).toBe(0);
	};
	await write(1, 40);
	const file = join(apart, 'backup.db');
	expect((await run('backup', file, '--keys')).code).toBe(0);
	await write(41, 100);
	await hub.kill();
	rmSync(dataDir, { recursive: true });

	const restored = await run('restore', file);
	expect([restored.code, restored.stderr]).toEqual([0, '']);
	await hub.restart();
	await settle();
	const { head, hubHead, cached } = await ledger.status();
	expect([head.seq, hubHead, cached]).toEqual([100, head, 0]);
	const { stdout } = await run('verify', '--json');
	const found = JSON.parse(stdout) as { faults: string[]; entries: number };
	expect(found.faults).toEqual([]);
	// Nothing is left to do: once more changes nothing.
	await settle();
	expect(JSON.parse((await run('verify', '--json')).stdout)).toEqual(found);
});
