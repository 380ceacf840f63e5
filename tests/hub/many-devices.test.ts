import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/lib/base/clock.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import type { EntriesResponse } from '../../src/lib/sync/wire.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, told, type DeviceTwin } from './device-twin.ts';
import { startHub, type RunningHub } from './harness.ts';

const PATIENCE = 180_000;
const DEVICES = 20;
const BATCHES = 50;
let hub: RunningHub;
let beside: Hub;

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
	const opened = await openHub(config, {
		clock: systemClock,
		random: systemRandom,
		log: makeLog('silent'),
	});
	if (!opened.ok) throw new Error(opened.error);
	beside = opened.value;
}, PATIENCE);
afterAll(async () => {
	await beside?.close();
	await hub?.stop();
});

it(
	'twenty kiosks send at once, entry by entry and each twice: every receipt is right, and each entry there once',
	async () => {
		const [venueId] = await beside.records.venues();
		const sessions = [...(await beside.records.catalogue(venueId!))!.sessions.keys()];
		const pair = async (_: unknown, i: number) => {
			const token = await beside.devices.pairingLink(venueId!, 'kiosk', `${i}`, 60_000);
			return pairTwin(`${hub.origin}/kiosk?pair=${token}`, beside.devices);
		};
		const kiosks = await Promise.all(Array.from({ length: DEVICES }, pair));

		const took: number[] = [];
		const work = async (kiosk: DeviceTwin, n: number): Promise<void> => {
			for (let seq = 1; seq <= BATCHES; seq++) {
				const entries = kiosk.write(sessions[(n + seq) % sessions.length]!, 1);
				const request = await kiosk.request(entries);
				const began = performance.now();
				const send = () => kiosk.post('/api/v1/sync/entries', request).then(told<EntriesResponse>);
				const [one, two] = await Promise.all([send(), send()]);
				took.push(performance.now() - began);
				const { entryId, hash } = entries[0]!;
				expect(one.receipts).toMatchObject([{ entryId, seq, outcome: 'recorded' }]);
				expect(two.receipts).toEqual(one.receipts);
				expect([one.head, one.resendFrom]).toEqual([{ seq, hash }, null]);
			}
		};
		await Promise.all(kiosks.map(work));
		took.sort((a, b) => a - b);
		console.log(`${2 * took.length} requests, p95 ${took[Math.floor(took.length * 0.95)]!.toFixed(0)} ms`);

		const devices = new Map((await beside.devices.list(venueId!)).map((device) => [device.id, device]));
		for (const { deviceId } of kiosks)
			expect(devices.get(deviceId)?.proof).toEqual({ said: BATCHES, held: BATCHES, equal: true });
		for (const { outboxId } of kiosks) {
			const rows = await beside.storage.read((tx) =>
				tx.ledger.page({ venueId: venueId!, outboxId }, 1, 2 * BATCHES),
			);
			expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: BATCHES }, (_, i) => i + 1));
		}
	},
	PATIENCE,
);
