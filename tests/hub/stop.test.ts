import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { asId, type SessionId } from '../../src/lib/base/id.ts';
import type { EntriesResponse } from '../../src/lib/sync/wire.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, told, type DeviceTwin, type TwinOutbox } from './device-twin.ts';
import { newDataDir, runToEnd, startHub } from './harness.ts';

const PATIENCE = 180_000;
beforeAll(buildIfStale, PATIENCE);

const session = asId<SessionId>('no-such-session');

/** Far more than a lobby holds, all in the middle of a request at any moment. */
const SENDERS = 120;

/** Sends batch after batch until the hub takes no more; returns how many it acknowledged. */
async function sendUntilStopped(
	device: DeviceTwin,
	outbox: TwinOutbox,
	onAcknowledged: () => void,
): Promise<number> {
	let acknowledged = 0;
	for (;;) {
		const request = await outbox.request(outbox.write(session, 5));
		const answer = await device.post('/api/v1/sync/entries', request).catch(() => null);
		if (!answer?.ok) return acknowledged;
		const body = (await answer.json().catch(() => null)) as EntriesResponse | null;
		if (!body) return acknowledged;
		acknowledged += body.receipts.length;
		onAcknowledged();
	}
}

it(
	'SIGTERM under load: every acknowledged entry is on disk, and the process exits 0',
	async () => {
		const dataDir = newDataDir();
		const hub = await startHub({ dataDir });
		const device = await pairTwin(hub.links.kiosk);
		const live = await device.get('/api/v1/live');
		const streamEnds = live.text();

		let underWay = () => {};
		const busy = new Promise<void>((resolve) => (underWay = resolve));
		let answers = 0;
		const outboxes = Array.from({ length: SENDERS }, () => device.newOutbox());
		const sending = outboxes.map((outbox) =>
			sendUntilStopped(device, outbox, () => ++answers >= 2 * SENDERS && underWay()),
		);
		await busy;
		expect(await hub.stop()).toBe(0);
		expect(await streamEnds).toContain(': live');

		const database = new DatabaseSync(join(dataDir, 'gongzhan.db'), { readOnly: true });
		for (const [i, { outboxId }] of outboxes.entries()) {
			const { stored } = database
				.prepare('SELECT count(*) AS stored FROM entry WHERE outbox_id = ?')
				.get(outboxId) as { stored: number };
			expect(stored).toBeGreaterThanOrEqual(await sending[i]!);
		}
		expect((await Promise.all(sending)).reduce((sum, count) => sum + count)).toBeGreaterThan(5 * SENDERS);
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
