import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemRandom } from '../../src/lib/base/random.ts';
import { localDate } from '../../src/lib/domain/venue-time.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import { loadDemo } from '../../src/lib/server/demo/load.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { parseBody } from '../../src/lib/sync/records.ts';
import type { ChangesResponse } from '../../src/lib/sync/wire.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, told } from './device-twin.ts';
import { newDataDir, startHub } from './harness.ts';

const PATIENCE = 180_000;
const DAY = 86_400_000;
const dataDir = newDataDir();

beforeAll(buildIfStale, PATIENCE);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it(
	'a start on a demo of nine days ago brings its classes up to today',
	async () => {
		const clock = { now: () => Date.now() - 9 * DAY, monotonic: () => performance.now() };
		const config = { host: '127.0.0.1', port: 0, dataDir, origin: null, tls: null, databaseUrl: null };
		const old = await openHub(config, { clock, random: systemRandom, log: makeLog('silent') });
		if (!old.ok) throw new Error(old.error);
		await loadDemo(old.value);
		await old.value.close();

		const hub = await startHub({ dataDir });
		const kiosk = await pairTwin(hub.links.kiosk);
		const days = new Set<string>();
		for (let cursor = 0, more = true; more;) {
			const page = await told<ChangesResponse>(await kiosk.get(`/api/v1/sync/changes?cursor=${cursor}`));
			for (const { kind, body } of page.records)
				if (kind === 'session' && body)
					days.add(localDate(parseBody('session', body)!.startsAt, 'Asia/Shanghai'));
			({ cursor, more } = page);
		}
		const today = localDate(Date.now(), 'Asia/Shanghai');
		expect([...days]).toContain(today);
		expect([...days].filter((day) => day > today).length).toBeGreaterThan(3);
		expect([...days].sort()[0]! >= localDate(Date.now() - 8 * DAY, 'Asia/Shanghai')).toBe(true);
		expect(await hub.stop()).toBe(0);
	},
	PATIENCE,
);
