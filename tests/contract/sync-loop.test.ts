import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { asId, type DeviceId } from '../../src/lib/base/id.ts';
import { chainStart, headAfter, type ChainHead, type Entry } from '../../src/lib/sync/entry.ts';
import { receiptFor } from '../../src/lib/sync/ingest.ts';
import type { Failure, SyncState } from '../../src/lib/sync/machine.ts';
import type { Answer, EntriesToSend } from '../../src/lib/sync/ports.ts';
import { WIRE_VERSION } from '../../src/lib/sync/versions.ts';
import { BATCH_LIMIT, headStatement, type EntriesResponse } from '../../src/lib/sync/wire.ts';
import { createSyncLoop, type SyncLoop } from '../../src/lib/kiosk/sync-loop.ts';
import { checkIn, OUTBOX, timing } from './ledger.ts';
import { createMemoryLedger, type MemoryLedger } from './memory-ledger.ts';

/** A hub that keeps entries in order, and of which tests say what its next answers become. */
function createScriptedHub() {
	const stored = new Map<number, Entry>();
	const requests: EntriesToSend[] = [];
	const faults: ('none' | 'lost' | 'answer-lost' | 'overtaken' | Failure)[] = [];
	let [flying, mostFlying] = [0, 0];
	let overtake = (): void => undefined;
	const unreadable = new Set<number>();
	let renewals = 0;
	let refused = Infinity;
	let head: ChainHead = chainStart(OUTBOX);

	function take(request: EntriesToSend): EntriesResponse {
		const receipts = [];
		const rejections = [];
		let resendFrom: number | null = null;
		for (const entry of request.entries as Entry[]) {
			if (unreadable.has(entry.seq)) {
				rejections.push({ seq: entry.seq, field: 'fact', problem: 'unknown' });
				head = headAfter(entry);
			} else if (entry.seq > head.seq + 1 || entry.seq >= refused) {
				resendFrom = head.seq + 1;
				break;
			} else {
				if (entry.seq === head.seq + 1) head = headAfter(entry);
				stored.set(entry.seq, entry);
				receipts.push(receiptFor(entry, 'recorded'));
			}
		}
		return { v: WIRE_VERSION, hubTime: 0, receipts, rejections, head, resendFrom };
	}

	return {
		stored,
		requests,
		faults,
		unreadable,
		get mostFlying() {
			return mostFlying;
		},
		get renewals() {
			return renewals;
		},
		forget: () => (head = chainStart(OUTBOX)),
		refuseFrom: (seq: number) => (refused = seq),
		sendEntries: async (request: EntriesToSend): Promise<Answer<EntriesResponse>> => {
			requests.push(request);
			const fault = faults.shift() ?? 'none';
			mostFlying = Math.max(mostFlying, ++flying);
			// As long as a network takes: whoever sends ahead has done so.
			await (fault === 'overtaken' ? new Promise<void>((resolve) => (overtake = resolve)) : sleep(5));
			flying--;
			if (fault === 'answer-lost') take(request);
			if (fault === 'lost' || fault === 'answer-lost') return { ok: false, failure: 'unreachable' };
			if (fault !== 'none' && fault !== 'overtaken') return { ok: false, failure: fault };
			const value = take(request);
			overtake();
			return { ok: true, value };
		},
		renewSession: async (): Promise<Answer<null>> => {
			renewals++;
			return { ok: true, value: null };
		},
	};
}

let ledger: MemoryLedger;
let hub: ReturnType<typeof createScriptedHub>;
let loop: SyncLoop;
let mono: number;
let exchanges: boolean[];
let pulls: Answer<null>[];
let states: SyncState['is'][];

beforeEach(() => {
	ledger = createMemoryLedger(OUTBOX);
	hub = createScriptedHub();
	[mono, exchanges, pulls, states] = [0, [], [], []];
	loop = createSyncLoop({
		ledger,
		hub,
		signer: { deviceId: asId<DeviceId>('ab'.repeat(8)), sign: async (text) => `signed ${text}` },
		pull: async () => pulls.shift() ?? { ok: true, value: null },
		mono: () => mono,
		chance: () => 0,
		onState: (state) => states.push(state.is),
		onExchange: (succeeded) => exchanges.push(succeeded),
	});
});

const write = async (...numbers: number[]): Promise<void> => {
	for (const n of numbers) await ledger.append(checkIn(n), timing(n));
};
const waited = async (): Promise<void> => {
	mono += 60_000;
	await loop.tick();
};
const seqs = (request: EntriesToSend) => (request.entries as Entry[]).map((e) => e.seq);

it('drains in order and proves equality', async () => {
	await write(1, 2, 3);
	await loop.nudge();
	expect(hub.requests.map(seqs)).toEqual([[1, 2, 3]]);
	const { head, hubHead, cached } = await ledger.status();
	expect([cached, hubHead]).toEqual([0, head]);
	expect(hub.requests[0]!.headSignature).toBe(`signed ${headStatement(OUTBOX.outboxId, head)}`);
	expect(loop.state).toEqual({ is: 'resting' });
});

it('[S9] says where its chain stands once, even without entries, and then is silent', async () => {
	await loop.nudge();
	await loop.nudge();
	expect(hub.requests.map(seqs)).toEqual([[]]);
	expect(exchanges).toEqual([true, true]);
});

it('sends a long outbox in batches', async () => {
	const full = BATCH_LIMIT[WIRE_VERSION];
	await write(...Array.from({ length: full + 3 }, (_, i) => i));
	await loop.nudge();
	expect(hub.requests.map((r) => r.entries.length)).toEqual([full, 3]);
	expect((await ledger.status()).cached).toBe(0);
});

it('sends the next batch before the answer, while the hub takes all', async () => {
	const full = BATCH_LIMIT[WIRE_VERSION];
	await write(...Array.from({ length: 4 * full }, (_, i) => i));
	await loop.nudge();
	expect([hub.requests.map((r) => r.entries.length), hub.mostFlying]).toEqual([[full, full, full, full], 2]);
	expect([hub.stored.size, (await ledger.status()).cached]).toEqual([4 * full, 0]);
});

it('has what the hub is to work on sent before it reads again or writes receipts', async () => {
	const full = BATCH_LIMIT[WIRE_VERSION];
	await write(...Array.from({ length: 5 * full }, (_, i) => i));
	const order: string[] = [];
	const [pending, settle] = [ledger.pending.bind(ledger), ledger.settle.bind(ledger)];
	ledger.pending = async (limit, from) => {
		if (limit > 1) order.push(`read ${(from ?? 1) - 1}`);
		return pending(limit, from);
	};
	ledger.settle = async (receipts, ...said) => {
		order.push(`settle, ${hub.requests.length} sent`);
		return settle(receipts, ...said);
	};
	await loop.nudge();
	const settled = order.filter((what) => what.startsWith('settle'));
	expect(settled.map((what) => parseInt(what.slice(8)))).toEqual([2, 3, 4, 5, 5]);
	// Each batch once, though it was read long before it was asked for.
	const read = order.filter((what) => what.startsWith('read')).slice(0, 5);
	expect(read).toEqual([0, 1, 2, 3, 4].map((n) => `read ${n * full}`));
});

it.each([
	['lost', 5],
	['answer-lost', 5],
	['overtaken', 5],
] as const)(
	'[S7] where a batch is %s and the next one is on its way already, the hub gets both in order',
	async (fault, most) => {
		const full = BATCH_LIMIT[WIRE_VERSION];
		await write(...Array.from({ length: 3 * full + 1 }, (_, i) => i));
		hub.faults.push('none', fault);
		await loop.nudge();
		while (loop.state.is === 'waiting') await waited();
		expect([...hub.stored.keys()]).toEqual(Array.from({ length: 3 * full + 1 }, (_, i) => i + 1));
		expect((await ledger.status()).cached).toBe(0);
		expect(hub.requests.length).toBeLessThanOrEqual(4 + most);
	},
);

it('sends only full batches ahead: a small one would overtake', async () => {
	await write(...Array.from({ length: 2 * BATCH_LIMIT[WIRE_VERSION] + 3 }, (_, i) => i));
	await loop.nudge();
	expect([hub.requests.map((r) => r.entries.length).at(-1), hub.mostFlying]).toEqual([3, 1]);
});

it('[S7] sends nothing ahead that would make the hub take what is in flight for lost', async () => {
	const full = BATCH_LIMIT[WIRE_VERSION];
	await write(...Array.from({ length: 4 * full }, (_, i) => i));
	const status = ledger.status.bind(ledger);
	// A row of the third batch turns out to be damaged while the second is in flight.
	ledger.status = async () => {
		const torn = hub.requests.length >= 2 ? 2 * full + 9 : 1;
		return { ...(await status()), oldest: torn };
	};
	await loop.nudge();
	const ahead = hub.requests.filter(({ oldest }) => oldest > 1).map((request) => seqs(request)[0]);
	expect([hub.mostFlying, ahead[0]]).toEqual([1, 2 * full + 1]);
});

it.each(['lost', 'answer-lost'] as const)(
	'[S4] a request whose exchange is %s is sent again',
	async (fault) => {
		await write(1, 2);
		hub.faults.push(fault);
		await loop.nudge();
		expect((await ledger.status()).cached).toBe(2);
		expect(loop.state).toMatchObject({ is: 'waiting', because: 'unreachable' });
		await waited();
		expect((await ledger.status()).cached).toBe(0);
		expect([...hub.stored.keys()]).toEqual([1, 2]);
		expect(exchanges).toEqual([false, true]);
	},
);

it('[S10] waits before trying again, and longer each time', async () => {
	await write(1);
	hub.faults.push('unreachable', 'unreachable', 'unreachable');
	await loop.nudge();
	const waits: number[] = [];
	for (let i = 0; i < 2; i++) {
		if (loop.state.is !== 'waiting') throw new Error('must wait');
		waits.push(loop.state.until - mono);
		const before = hub.requests.length;
		mono = loop.state.until - 1;
		await loop.tick();
		await loop.nudge();
		expect(hub.requests.length).toBe(before);
		mono += 1;
		await loop.tick();
	}
	expect(waits[1]).toBeGreaterThan(waits[0]!);
	expect((await ledger.status()).cached).toBe(1);
});

it('ends a wait when the hub shows itself', async () => {
	await write(1);
	hub.faults.push('unreachable');
	await loop.nudge();
	await loop.hurry();
	expect((await ledger.status()).cached).toBe(0);
});

it('[S11] answers a 401 with a challenge and goes on', async () => {
	await write(1);
	hub.faults.push('unauthorized');
	await loop.nudge();
	expect(hub.renewals).toBe(1);
	expect((await ledger.status()).cached).toBe(0);
	expect(states).toContain('renewing');
});

it.each(['unpaired', 'outdated', 'hub-outdated'] as const)(
	'[S12, S18] keeps everything while %s',
	async (failure) => {
		await write(1);
		hub.faults.push(failure);
		await loop.nudge();
		expect(loop.state).toMatchObject({ is: 'waiting', because: failure });
		await loop.hurry();
		expect(hub.requests).toHaveLength(1);
		expect((await ledger.status()).cached).toBe(1);
	},
);

it('[S8] sets aside what the hub cannot read and sends the rest', async () => {
	hub.unreadable.add(2);
	await write(1, 2, 3);
	await loop.nudge();
	expect([...hub.stored.keys()]).toEqual([1, 3]);
	expect(await ledger.status()).toMatchObject({ cached: 1, setAside: 1 });
	expect(loop.state.is).toBe('resting');
});

it('[S7] fills a hub again that was restored from a backup, or forgot everything', async () => {
	await write(1, 2);
	await loop.nudge();
	hub.forget();
	await write(3);
	await loop.nudge();
	expect(hub.requests.map(seqs)).toEqual([[1, 2], [3], [1, 2, 3]]);
	expect(hub.requests.map((request) => request.oldest)).toEqual([1, 1, 1]);
	const { head, hubHead, cached } = await ledger.status();
	expect([cached, hubHead]).toEqual([0, head]);
});

it('[S9] looks now and then whether the hub still holds what it held', async () => {
	await write(1);
	await loop.nudge();
	hub.forget();
	await loop.nudge();
	expect(hub.requests).toHaveLength(1);
	mono += 11 * 60_000;
	await loop.nudge();
	expect(hub.requests.map(seqs)).toEqual([[1], [], [1]]);
	expect((await ledger.status()).cached).toBe(0);
});

it('[S7] does not send for ever what the hub will not take', async () => {
	await write(1, 2);
	hub.refuseFrom(2);
	await loop.nudge();
	expect(hub.requests.map(seqs)).toEqual([[1, 2], [2]]);
	expect(loop.state).toMatchObject({ is: 'waiting' });
	expect((await ledger.status()).cached).toBe(1);
});

it('sends what was written while it was sending', async () => {
	await write(1);
	const send = hub.sendEntries;
	hub.sendEntries = async (request) => {
		const answer = await send(request);
		if (hub.requests.length === 1) await write(2);
		return answer;
	};
	await loop.nudge();
	expect((await ledger.status()).cached).toBe(0);
});

it('asks again for changes that were announced while it was asking', async () => {
	let asked = 0;
	loop = createSyncLoop({
		ledger,
		hub,
		signer: { deviceId: asId<DeviceId>('ab'.repeat(8)), sign: async () => '' },
		pull: async () => {
			if (++asked === 1) void loop.nudge();
			return { ok: true, value: null };
		},
		mono: () => mono,
		chance: () => 0,
	});
	await loop.nudge();
	expect(asked).toBe(2);
});

it('counts changes that cannot be had as no contact', async () => {
	pulls.push({ ok: false, failure: 'unauthorized' }, { ok: false, failure: 'unreachable' });
	await loop.nudge();
	expect(hub.renewals).toBe(1);
	expect(exchanges).toEqual([false, false]);
	expect(loop.state).toMatchObject({ is: 'waiting', because: 'unreachable' });
});

it('survives a ledger that cannot be read', async () => {
	const whole = { ...ledger };
	ledger.pending = () => Promise.reject(new Error('disk'));
	await loop.nudge();
	expect(loop.state).toMatchObject({ is: 'waiting' });
	Object.assign(ledger, whole);
	await waited();
	expect(loop.state.is).toBe('resting');
});
