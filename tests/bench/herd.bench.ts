import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { asId, type MemberId } from '../../src/lib/base/id.ts';
import { DATABASE_FILE } from '../../src/lib/server/storage/sqlite.ts';
import { buildIfStale } from '../hub/built.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { pairKiosk, type TestKiosk } from '../hub/outbox-twin.ts';
import type { HerdOutcome } from './herd-kiosks.ts';
import { planHerd, QUEUE } from './herd-plan.ts';
import { httpClient } from './http-client.ts';
import { cookieOf, every, openHubHere, usageOf } from './hub-process.ts';
import type { BenchResult } from './run.ts';
import { openVenues, sessionId } from './venue-load.ts';

/**
 * Kiosks that come back after an outage, all at once, each with 200 entries in its outbox: how long until hub and kiosks are
 * proven equal, what the hub needs for it, and how long a visitor elsewhere waits meanwhile.
 */
const SIZES = [350, 1000, 3500, 350];
const KIOSKS = fileURLToPath(new URL('herd-kiosks.ts', import.meta.url));
const PROBE_EVERY_MS = 200;

export async function run(): Promise<BenchResult> {
	await buildIfStale();
	const rounds: Awaited<ReturnType<typeof round>>[] = [];
	for (const size of SIZES) rounds.push(await round(size));
	const most = (size: number): number =>
		Math.max(...rounds.filter((each) => each.size === size).map(({ mbAtMost }) => mbAtMost));
	const [few, many] = [Math.min(...SIZES), Math.max(...SIZES)];
	/** What one kiosk costs among the most ÷ what it costs among the fewest, before and after: a machine is not equally fast all the time. */
	const ratio = (of: 'seconds' | 'cpuSeconds'): number => {
		const cost = (size: number): number => {
			const some = rounds.filter((each) => each.size === size);
			return some.reduce((sum, each) => sum + each[of], 0) / (some.length * size);
		};
		return Math.round((100 * cost(many)) / cost(few)) / 100;
	};
	return {
		table: rounds.map((r) => ({
			kiosks: r.size,
			'all proven after s': r.seconds,
			'entries/s': Math.round((r.size * QUEUE) / r.seconds),
			'hub CPU s': r.cpuSeconds,
			'hub MB before': r.mbBefore,
			'hub MB at most': r.mbAtMost,
			starved: r.starved,
			'told to wait': r.refused,
			'no answer': r.unanswered,
			'visitor p50 ms': r.visitor.p50,
			'visitor p95 ms': r.visitor.p95,
			'visitor worst ms': r.visitor.worst,
		})),
		goals: { linear: ratio('seconds'), memory: Math.round((100 * most(many)) / most(few)) / 100 },
		details: {
			linearCpu: ratio('cpuSeconds'),
			// An open connection alone is some 30 kB of the hub's.
			kbForOneMoreKiosk: Math.round((1024 * (most(many) - most(few))) / (many - few)),
			rounds,
		},
	};
}

async function round(size: number) {
	const directory = mkdtempSync(join(tmpdir(), 'gongzhan-herd-'));
	const remove = (): void => rmSync(directory, { recursive: true, force: true });
	process.once('exit', remove);
	let hub: RunningHub | null = null;
	try {
		const dataDir = join(directory, 'data');
		const plan = join(directory, 'herd');
		const here = await openHubHere(dataDir);
		await planHerd(here, size, plan);
		const [venue] = await openVenues(here, 1, 1, Date.now());
		const kiosk = await pairKiosk(here, '别处 1 号机', venue);
		const cookie = await cookieOf(here, kiosk);
		await here.close();
		hub = await startHub({ dataDir });
		const told = await storm(hub, plan, { kiosk, cookie });
		await hub.stop();
		hub = null;
		if (equalIn(dataDir) !== size + 1) throw new Error('not every outbox is proven equal at the hub');
		return { size, starved: size - told.proven, ...told };
	} finally {
		await hub?.stop();
		remove();
		process.off('exit', remove);
	}
}

async function storm(hub: RunningHub, plan: string, visitor: { kiosk: TestKiosk; cookie: string }) {
	const client = httpClient(hub.origin);
	const waits: number[] = [];
	const visit = async () => {
		const began = performance.now();
		const { kiosk, cookie } = visitor;
		const memberId = asId<MemberId>(randomBytes(8).toString('hex'));
		const entry = kiosk.checkIn(memberId, Date.now(), { sessionId: sessionId(0) });
		const body = JSON.stringify(kiosk.request([entry]));
		const { status } = await client.post('/api/v1/sync/entries', body, cookie);
		if (status !== 200) throw new Error(`a visitor was answered ${status}`);
		waits.push(performance.now() - began);
	};
	for (let n = 0; n < 20; n++) await visit();
	waits.length = 0;

	const before = usageOf(hub.pid);
	let mbAtMost = before.mb;
	const look = every(500, () => void (mbAtMost = Math.max(mbAtMost, usageOf(hub.pid).mb)));
	const visits = every(PROBE_EVERY_MS, visit);
	const child = spawn(process.execPath, [KIOSKS, hub.origin, plan], { stdio: ['ignore', 'pipe', 'inherit'] });
	const end = (): void => void child.kill('SIGKILL');
	process.once('exit', end);
	const outcome = JSON.parse(await text(child.stdout)) as HerdOutcome;
	process.off('exit', end);
	await visits.stop();
	await look.stop();
	client.close();
	waits.sort((a, b) => a - b);
	const at = (share: number) => Math.round(waits[Math.floor((waits.length - 1) * share)]!);
	return {
		proven: outcome.proven.length,
		seconds: Math.round(Math.max(...outcome.proven) / 100) / 10,
		cpuSeconds: Math.round((usageOf(hub.pid).cpuMs - before.cpuMs) / 100) / 10,
		mbBefore: before.mb,
		mbAtMost,
		refused: outcome.refusals['503'] ?? 0,
		unanswered: outcome.refusals['0'] ?? 0,
		visitor: { p50: at(0.5), p95: at(0.95), worst: at(1) },
	};
}

/** How many outboxes hold what their devices say. */
function equalIn(dataDir: string): number {
	const db = new DatabaseSync(join(dataDir, DATABASE_FILE), { readOnly: true });
	const text = 'SELECT count(*) AS equal FROM outbox WHERE seq = said_seq AND hash = said_hash AND seq > 0';
	const { equal } = db.prepare(text).get() as { equal: number };
	db.close();
	return equal;
}
