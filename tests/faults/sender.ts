import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionId } from '../../src/lib/base/id.ts';
import type { Entry } from '../../src/lib/sync/entry.ts';
import type { EntriesResponse, Receipt } from '../../src/lib/sync/wire.ts';
import type { DeviceTwin, TwinOutbox } from '../hub/device-twin.ts';
import type { Dice } from '../simulation/dice.ts';
import type { Promised } from './books.ts';

/** An outbox under load: writes check-ins, sends them again and again until they have their receipts, and forgets nothing. */
export interface Sender extends Promised {
	/** What hubs said that they must never say. */
	readonly problems: readonly string[];
	/** How often a hub that answered has refused, by status and word: `503 storage-full`. */
	readonly refusals: ReadonlyMap<string, number>;
	/** Writes and sends until `signal` aborts, then sends until nothing is left. Rejects where the hubs do not take it. */
	run(signal: AbortSignal): Promise<void>;
	/** Writes one check-in and sends until it is there. */
	checkIn(): Promise<void>;
	/** Sends again what has its receipt, from `seq` on: each must get the same one. */
	sendAgain(seq: number): Promise<void>;
}

export interface SenderDeps {
	readonly device: DeviceTwin;
	readonly outbox: TwinOutbox;
	readonly sessionId: SessionId;
	/** Hubs that may be asked, each good for any request. */
	readonly origins: readonly string[];
	readonly chance: Dice;
}

/** Entries that an outbox holds at most before it waits for the hub. */
const MOST_UNSENT = 60;
const MOST_AT_ONCE = 20;
const MOST_IN_ONE = 500;
const ANSWER_WITHIN_MS = 10_000;
const DRAIN_WITHIN_MS = 60_000;

export function createSender({ device, outbox, sessionId, origins, chance }: SenderDeps): Sender {
	const entries: Entry[] = [];
	const receipts = new Map<number, Receipt>();
	const problems: string[] = [];
	const refusals = new Map<string, number>();
	let settled = 0;

	async function ask(some: readonly Entry[]): Promise<EntriesResponse | null> {
		const answer = await fetch(`${chance.pick(origins)}/api/v1/sync/entries`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', cookie: device.cookie },
			body: JSON.stringify(await outbox.request(some)),
			signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
		});
		if (answer.status === 401) await device.openSession();
		if (answer.ok) return (await answer.json()) as EntriesResponse;
		const { error } = (await answer.json()) as { error: string };
		const refusal = `${answer.status} ${error}`;
		refusals.set(refusal, (refusals.get(refusal) ?? 0) + 1);
		return null;
	}

	function note(given: readonly Receipt[]): void {
		for (const receipt of given) {
			const before = receipts.get(receipt.seq);
			if (before && before.outcome !== receipt.outcome)
				problems.push(`${receipt.entryId} was ${before.outcome}, then ${receipt.outcome}`);
			if (receipt.outcome !== 'recorded') problems.push(`${receipt.entryId} is ${receipt.outcome}`);
			receipts.set(receipt.seq, receipt);
		}
		while (receipts.has(settled + 1)) settled += 1;
	}

	/** Sends what comes first. Cut connections and refusals cost nothing: all is sent again. */
	async function send(): Promise<void> {
		const answer = await ask(entries.slice(settled, settled + MOST_IN_ONE)).catch(() => null);
		if (!answer) return void (await sleep(chance.between(10, 150)));
		note(answer.receipts);
		for (const { seq, problem } of answer.rejections) problems.push(`entry ${seq} was rejected: ${problem}`);
		if (answer.resendFrom !== null)
			problems.push(`the hub has lost entries with receipts: it asks from ${answer.resendFrom}`);
	}

	async function drain(): Promise<void> {
		const patience = AbortSignal.timeout(DRAIN_WITHIN_MS);
		while (settled < entries.length && !patience.aborted) await send();
		if (settled < entries.length) problems.push(`${entries.length - settled} entries could not be sent`);
	}

	return {
		...{ outboxId: outbox.outboxId, entries, receipts, problems, refusals },
		async run(signal) {
			while (!signal.aborted) {
				const many = chance.is(0.4) ? 1 : chance.between(2, MOST_AT_ONCE);
				if (entries.length - settled < MOST_UNSENT) entries.push(...outbox.write(sessionId, many));
				await send();
				await sleep(chance.between(0, 60));
			}
			await drain();
		},
		async checkIn() {
			entries.push(...outbox.write(sessionId, 1));
			await drain();
		},
		async sendAgain(seq) {
			for (let from = seq - 1; from < settled; from += MOST_IN_ONE) {
				const some = entries.slice(from, Math.min(settled, from + MOST_IN_ONE));
				const answer = await ask(some).catch(() => null);
				note(answer?.receipts ?? []);
				if (answer?.receipts.length !== some.length)
					problems.push(`sent again, ${some.length} entries got ${answer?.receipts.length ?? 'no'} receipts`);
			}
		},
	};
}
