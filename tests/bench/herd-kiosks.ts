/** For herd.bench.ts: all the kiosks, in a process of their own. Prints one line of JSON when the last is proven equal. */
import { openSync, readFileSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitAfter } from '../../src/lib/sync/machine.ts';
import { httpClient } from './http-client.ts';

/** One kiosk's request lies in the file of bodies; `head` is in the answer when both sides hold the same. */
export interface HerdKiosk {
	readonly cookie: string;
	readonly from: number;
	readonly length: number;
	readonly head: string;
}

/** What came of it, in ms since the first began. */
export interface HerdOutcome {
	readonly proven: number[];
	/** Answers other than 200, by status; 0: none within a kiosk's patience. */
	readonly refusals: Record<string, number>;
}

const PATIENCE_MS = 15_000;
/** A live stream that broke is opened again after 2–5 s: so do they come. */
const ARRIVE_WITHIN_MS = 3000;

const [origin, plan] = process.argv.slice(2) as [string, string];
const kiosks = JSON.parse(readFileSync(`${plan}.json`, 'utf8')) as HerdKiosk[];
const bodies = openSync(`${plan}.bodies`, 'r');
const outcome: HerdOutcome = { proven: [], refusals: {} };
const began = performance.now();
await Promise.all(kiosks.map(drain));
process.stdout.write(`${JSON.stringify(outcome)}\n`);

async function drain(kiosk: HerdKiosk): Promise<void> {
	await sleep(Math.random() * ARRIVE_WITHIN_MS);
	const client = httpClient(origin, PATIENCE_MS);
	for (let attempt = 0; ; attempt++) {
		const body = Buffer.allocUnsafe(kiosk.length);
		readSync(bodies, body, 0, kiosk.length, kiosk.from);
		const { status, text, retryAfter } = await client
			.post('/api/v1/sync/entries', body, kiosk.cookie)
			.catch(() => ({ status: 0, text: '', retryAfter: 0 }));
		if (status === 200) {
			if (!text.includes(kiosk.head)) throw new Error(`not equal: ${text.slice(-300)}`);
			outcome.proven.push(Math.round(performance.now() - began));
			return client.close();
		}
		outcome.refusals[status] = (outcome.refusals[status] ?? 0) + 1;
		await sleep(waitAfter(attempt + 1, Math.random(), retryAfter > 0 ? 1000 * retryAfter : undefined));
	}
}
