import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '../hub/built.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { pairKiosk } from '../hub/outbox-twin.ts';
import { member } from '../hub/small-venue.ts';
import { httpClient } from './http-client.ts';
import { cookieOf, openHubHere, usageOf } from './hub-process.ts';
import type { BenchResult } from './run.ts';
import { openVenues, sessionId } from './venue-load.ts';

/**
 * Live streams of one venue: how long from the answer to a change until each of them has been told, and what a stream
 * costs the hub in memory. The change is a check-in, which goes the way of any change of the venue.
 */
const STREAMS = 4000;
/** One session may hold so many streams. */
const PER_SESSION = 8;
const CHANGES = 15;

export async function run(): Promise<BenchResult> {
	await buildIfStale();
	const dataDir = mkdtempSync(join(tmpdir(), 'gongzhan-live-'));
	const remove = (): void => rmSync(dataDir, { recursive: true, force: true });
	process.once('exit', remove);
	let hub: RunningHub | null = null;
	try {
		const here = await openHubHere(dataDir);
		const [venue] = await openVenues(here, 1, 1, Date.now());
		const kiosk = await pairKiosk(here, '1 号机', venue);
		const cookies: string[] = [];
		for (let n = 0; n < STREAMS / PER_SESSION; n++) cookies.push(await cookieOf(here, kiosk));
		await here.close();
		hub = await startHub({ dataDir });
		const before = usageOf(hub.pid).mb;
		let told = 0;
		let all: () => void = () => undefined;
		const listeners = await Promise.all(
			Array.from({ length: STREAMS }, (_, n) =>
				listen(hub!.origin, cookies[n % cookies.length]!, () => {
					if (++told === STREAMS) all();
				}),
			),
		);
		const after = usageOf(hub.pid).mb;
		const client = httpClient(hub.origin);
		const took: number[] = [];
		for (let n = 0; n < CHANGES; n++) {
			told = 0;
			const everyone = new Promise<void>((resolve) => (all = resolve));
			kiosk.checkIn(member(n), Date.now(), { sessionId: sessionId(0) });
			const body = JSON.stringify(kiosk.request(kiosk.entries.splice(0)));
			const began = performance.now();
			const { status } = await client.post('/api/v1/sync/entries', body, cookies[0]!);
			if (status !== 200) throw new Error(`the change was answered ${status}`);
			await everyone;
			took.push(performance.now() - began);
		}
		client.close();
		for (const stop of listeners) stop();
		took.sort((a, b) => a - b);
		const at = (share: number) => Math.round(took[Math.floor((took.length - 1) * share)]!);
		const kbEach = Math.round((10 * 1024 * (after - before)) / STREAMS) / 10;
		return {
			table: [
				{ streams: STREAMS, 'all told, median ms': at(0.5), 'p95 ms': at(0.95), 'kB a stream': kbEach },
			],
			goals: { p95Ms: at(0.95), kbEach },
		};
	} finally {
		await hub?.stop();
		remove();
		process.off('exit', remove);
	}
}

/** Resolves once the stream is open; `onChange` is called for each change. Returns the way to end it. */
function listen(origin: string, cookie: string, onChange: () => void): Promise<() => void> {
	return new Promise((resolve, reject) => {
		const request = get(`${origin}/api/v1/live`, { agent: false, headers: { cookie } }, (response) => {
			if (response.statusCode !== 200) reject(new Error(`a stream was answered ${response.statusCode}`));
			response.setEncoding('utf8').on('data', (part: string) => {
				if (part.includes('event: change')) onChange();
			});
			response.on('error', () => undefined);
			resolve(() => response.destroy());
		});
		request.on('error', reject);
	});
}
