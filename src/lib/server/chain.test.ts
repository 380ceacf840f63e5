import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type MemberId, type OutboxId, type SessionId, type VenueId } from '../base/id.ts';
import type { Fact } from '../domain/fact.ts';
import { chainStart, headAfter, nextEntry, type ChainHead, type Entry } from '../sync/entry.ts';
import { receiptFor } from '../sync/ingest.ts';
import { apartKey, readBatch, walkChain, type OutboxState, type Step, type Walk } from './chain.ts';

const identity = { venueId: asId<VenueId>('venue'), outboxId: asId<OutboxId>('ab'.repeat(16)) };
const fact: Fact = {
	kind: 'check-in',
	sessionId: asId<SessionId>('a-1'),
	memberId: asId<MemberId>('0'.repeat(16)),
	...{ serial: 1, channel: 'camera', flags: [], staffId: null },
};

const chain: Entry[] = [];
for (let head = chainStart(identity); chain.length < 40; head = headAfter(chain.at(-1)!))
	chain.push(nextEntry(identity, head, fact, { wall: 1, mono: 1, offset: 0, uncertainty: 0 }));
const from = (seq: number, to = chain.length): Entry[] => chain.slice(seq - 1, to);

const state = (held: number, oldest: number | null): OutboxState => ({
	identity,
	head: held === 0 ? chainStart(identity) : headAfter(chain[held - 1]!),
	oldest,
	foreign: null,
	stored: new Map(
		chain
			.slice(0, held)
			.map((entry) => [entry.seq, { hash: entry.hash, receipt: receiptFor(entry, 'recorded') }]),
	),
	apart: new Map(),
	decided: new Set(),
});

const walk = (entries: readonly unknown[], known: OutboxState): Walk =>
	walkChain(readBatch(entries, known.head), known);

/** What the hub knows once it has done what the walk says. */
function afterwards(known: OutboxState, { steps, head }: Walk): OutboxState {
	const stored = new Map(known.stored);
	const apart = new Map(known.apart);
	for (const step of steps)
		if (step.do === 'store')
			stored.set(step.entry.seq, { hash: step.entry.hash, receipt: receiptFor(step.entry, 'recorded') });
		else if (step.do === 'quarantine') apart.set(apartKey(step.entry.seq, step.entry.hash), step.reason);
		else if (step.do === 'reject') apart.set(apartKey(step.rejection.seq, step.hash), 'unreadable');
	return { ...known, stored, apart, head };
}

const told = (step: Step): string => {
	if (step.do === 'quarantine') return `${step.entry.seq} ${step.reason}`;
	if (step.do === 'receipt') return `${step.receipt.seq} ${step.receipt.reason ?? step.receipt.outcome}`;
	return step.do === 'store' ? `${step.entry.seq} stored` : `${step.rejection.seq} rejected`;
};

it('[S6] what follows an entry that cannot be read is on the branch that this one is on', () => {
	const strange: Entry[] = [];
	for (let head = chainStart(identity); strange.length < 7; head = headAfter(strange.at(-1)!))
		strange.push(
			nextEntry(identity, head, { ...fact, serial: 2 }, { wall: 1, mono: 1, offset: 0, uncertainty: 0 }),
		);
	const sent = strange.slice(2).map((entry) => (entry.seq === 5 ? { ...entry, fact: null } : entry));
	const first = walk(sent, state(2, 1));
	expect([first.steps.map(told), first.resendFrom]).toEqual([
		['3 broken-chain', '4 broken-chain', '5 rejected', '6 broken-chain', '7 broken-chain'],
		null,
	]);
	expect(walk(sent, afterwards(state(2, 1), first)).resendFrom).toBeNull();
});

it('[S4] a hub that has lost its head finds it again along what it holds, and no further', () => {
	const lost = { ...state(3, 1), head: null };
	const asked = walk(from(4, 5), lost);
	expect([asked.steps, asked.resendFrom]).toEqual([[], 1]);
	const answer = walk(from(1, 5), lost);
	expect(answer.steps.map(told)).toEqual(['1 recorded', '2 recorded', '3 recorded', '4 stored', '5 stored']);
	expect(answer).toMatchObject({ resendFrom: null, head: headAfter(chain[4]!) });
	const altered = walk([{ ...chain[0]!, timing: { ...chain[0]!.timing, wall: 2 } }], lost);
	expect(altered.head.seq).toBe(0);
});

describe('a hub that holds less than it gave receipts for', () => {
	it('[S7] asks for what the device still holds', () => {
		expect(walk(from(20), state(5, 3))).toMatchObject({ steps: [], resendFrom: 6, missing: null });
		expect(walk(from(20), state(5, 6))).toMatchObject({ steps: [], resendFrom: 6, missing: null });
		expect(walk(from(20), state(5, null))).toMatchObject({ steps: [], resendFrom: 6 });
	});
	it('[S7] asks for all that is left behind a hole, and keeps it apart', () => {
		const known = state(5, 8);
		expect(walk(from(20), known)).toMatchObject({ steps: [], resendFrom: 8, missing: null });
		const answer = walk(from(8, 10), known);
		expect(answer.steps.map(told)).toEqual(['8', '9', '10'].map((seq) => `${seq} missing-before`));
		expect(answer).toMatchObject({ resendFrom: null, missing: { from: 6, to: 7 }, head: known.head });
	});
	it('[S7] tells of the hole once, and keeps apart at once whatever comes later on that branch', () => {
		const known = afterwards(state(5, 8), walk(from(8, 10), state(5, 8)));
		for (const oldest of [8, 9, 11]) {
			const answer = walk(from(10, 12), { ...known, oldest });
			expect(answer.steps.map(told)).toEqual(['10', '11', '12'].map((seq) => `${seq} missing-before`));
			expect(answer).toMatchObject({ resendFrom: null, missing: null });
		}
	});
	it('[S7] [S8] an entry that cannot be read stops nobody behind a hole either', () => {
		const [bad, ...rest] = from(8, 10);
		const answer = walk([{ ...bad, fact: null }, ...rest], state(5, 8));
		expect(answer.steps.map(told)).toEqual(['8 rejected', '9 missing-before', '10 missing-before']);
		expect(answer.resendFrom).toBeNull();
	});
	it('[S6] [S7] a strange branch stays what it was', () => {
		const known = state(5, 1);
		const clone = nextEntry(
			identity,
			headAfter(chain[3]!),
			{ ...fact, sessionId: asId('b-1') },
			{
				...{ wall: 2, mono: 2, offset: 0, uncertainty: 0 },
			},
		);
		const next = nextEntry(identity, headAfter(clone), fact, clone.timing);
		const answer = walk([clone, next], known);
		expect(answer.steps.map(told)).toEqual(['5 other-content', '6 broken-chain']);
		expect(answer.missing).toBeNull();
	});

	/** What a kiosk does with the answer: it sends from where it is asked to, as far back as it can. */
	it('[S7] every entry that the device holds gets its receipt, in a bounded number of requests', () => {
		const scenario = fc.record({
			held: fc.nat(40),
			oldest: fc.integer({ min: 1, max: 40 }),
			start: fc.integer({ min: 1, max: 40 }),
			size: fc.integer({ min: 1, max: 15 }),
			pruned: fc.nat(3),
			unreadable: fc.option(fc.integer({ min: 1, max: 39 }), { nil: null }),
		});
		fc.assert(
			fc.property(scenario, ({ held, size, pruned, unreadable, ...kiosk }) => {
				let known = state(held, kiosk.oldest);
				let next = Math.max(kiosk.start, kiosk.oldest);
				const answered = new Set<number>();
				let holes = 0;
				let requests = 0;
				for (; next <= chain.length; requests++) {
					expect(requests).toBeLessThan(100);
					const batch = from(next, next + size - 1).map((entry) =>
						entry.seq === unreadable ? { ...entry, fact: null } : entry,
					);
					const answer = walk(batch, known);
					if (answer.missing) holes++;
					for (const step of answer.steps) answered.add(Number(told(step).split(' ')[0]));
					// History is tidied up while it is being sent again.
					const oldest = Math.min(known.oldest! + pruned, chain.length);
					known = { ...afterwards(known, answer), oldest };
					next = answer.resendFrom === null ? next + batch.length : Math.max(answer.resendFrom, oldest);
				}
				const holds: ChainHead = known.head!;
				expect(answered.has(chain.length)).toBe(true);
				for (const seq of answered) expect(seq <= chain.length).toBe(true);
				// Nothing is stored behind a hole, and nothing is kept apart where there is none.
				expect([...known.stored.keys()].every((seq) => seq <= holds.seq)).toBe(true);
				const apart = [...known.apart.values()].filter((reason) => reason !== 'unreadable');
				expect(apart.every((reason) => reason === 'missing-before')).toBe(true);
				// The last can be read: one that cannot is told of by what follows it.
				if (holes === 0) expect([apart.length, holds.seq]).toEqual([0, chain.length]);
				else expect(holds.seq).toBeLessThan(chain.length);
				expect(holes).toBeLessThanOrEqual(1 + (unreadable === null ? 0 : 1));
			}),
			{ numRuns: 300 },
		);
	});
});
