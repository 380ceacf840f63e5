import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { asId, type SessionId } from '../../src/lib/base/id.ts';
import type { EntriesResponse } from '../../src/lib/sync/wire.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, told, type DeviceTwin } from './device-twin.ts';
import { newDataDir, runToEnd, startHub } from './harness.ts';

const PATIENCE = 180_000;
beforeAll(buildIfStale, PATIENCE);

const session = asId<SessionId>('no-such-session');

/** Sends batch after batch until the hub takes no more; returns how many it acknowledged. */
async function sendUntilStopped(
	device: DeviceTwin,
	onAcknowledged: (count: number) => void,
): Promise<number> {
	let acknowledged = 0;
	for (;;) {
		const request = await device.request(device.write(session, 20));
		const answer = await device.post('/api/v1/sync/entries', request).catch(() => null);
		if (!answer?.ok) return acknowledged;
		const body = (await answer.json().catch(() => null)) as EntriesResponse | null;
		if (!body) return acknowledged;
		acknowledged += body.receipts.length;
		onAcknowledged(acknowledged);
	}
}

it(
	'SIGTERM under load: every acknowledged entry is on disk, and the process exits 0',
	async () => {
		const dataDir = newDataDir();
		const hub = await startHub({ dataDir });
		const devices = [await pairTwin(hub.links.kiosk), await pairTwin(hub.links.lobby)];
		const live = await devices[0]!.get('/api/v1/live');
		const streamEnds = live.text();

		let underWay = () => {};
		const busy = new Promise<void>((resolve) => (underWay = resolve));
		const sending = devices.map((device) => sendUntilStopped(device, (count) => count >= 100 && underWay()));
		await busy;
		expect(await hub.stop()).toBe(0);
		expect(await streamEnds).toContain(': live');

		const database = new DatabaseSync(join(dataDir, 'gongzhan.db'), { readOnly: true });
		for (const [i, device] of devices.entries()) {
			const acknowledged = await sending[i]!;
			const row = database
				.prepare('SELECT count(*) AS stored FROM entry WHERE outbox_id = ?')
				.get(device.outboxId) as { stored: number };
			expect(acknowledged).toBeGreaterThan(0);
			expect(row.stored).toBeGreaterThanOrEqual(acknowledged);
		}
		database.close();
		const { code, stdout } = await runToEnd('gongzhan.ts', { args: ['verify'], dataDir });
		expect([code, stdout]).toEqual([0, expect.stringContaining('whole')]);
		rmSync(dataDir, { recursive: true, force: true });
	},
	PATIENCE,
);

it(
	'a second start finds what the first stored',
	async () => {
		const hub = await startHub();
		const device = await pairTwin(hub.links.kiosk);
		const request = await device.request(device.write(session, 3));
		await told(await device.post('/api/v1/sync/entries', request));
		await hub.kill();
		await hub.restart();
		const again = await told<EntriesResponse>(await device.post('/api/v1/sync/entries', request));
		expect(again.head.seq).toBe(3);
		expect(again.receipts.map(({ seq }) => seq)).toEqual([1, 2, 3]);
		expect(await hub.stop()).toBe(0);
	},
	PATIENCE,
);
