import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asId, type MemberId, type OfferingId, type OutboxId, type SessionId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Fact } from '../domain/fact.ts';
import type { LeaseAnswer } from '../sync/leases.ts';
import type { Answer } from '../sync/ports.ts';
import { openCache, type CacheDatabase } from './cache/database.ts';
import { createLeaseBook, type LeaseBook } from './lease-book.ts';
import { createLeaseExchange } from './lease-exchange.ts';

const opera = asId<OfferingId>('opera');
const sessionId = asId<SessionId>('opera-1');
const outbox = { venueId: asId<never>('palace'), outboxId: asId<OutboxId>('ab'.repeat(16)) };
const catalogue = {
	sessions: new Map([[sessionId, { id: sessionId, offeringId: opera }]]),
	tallies: new Map(),
};
const who = {
	memberId: asId<MemberId>('0'.repeat(16)),
	serial: 1,
	channel: 'camera',
	staffId: null,
} as const;
const signUp = (seat: 'leased' | 'waits'): Fact => ({ kind: 'sign-up', offeringId: opera, ...who, seat });
const walkIn: Fact = { kind: 'check-in', sessionId, ...who, flags: ['walk-in', 'leased'] };
const lease = (number: number, from = 0, seats = 3): LeaseAnswer['lease'] => ({
	...{ number, from, expiresAt: 10_000 },
	seats: [{ offeringId: opera, seats }],
});

let cache: CacheDatabase;
let written: Fact[];
let count = 0;
const ledger = {
	outbox: () => outbox,
	after: async (seq: number) =>
		written.flatMap((fact, n) => (n + 1 > seq ? [{ seq: n + 1, fact } as never] : [])),
	status: async () => ({ head: { seq: written.length, hash: '' } }) as never,
};
const open = (): LeaseBook =>
	createLeaseBook({ cache, ledger, catalogue: () => catalogue as unknown as Catalogue });
beforeEach(async () => {
	cache = await openCache(`leases-${++count}`);
	written = [];
});
afterEach(() => cache.delete());
const left = (book: LeaseBook, now = 0, doubt = 0) => book.leased(opera, now, doubt);

it('[S19] counts down by what this machine has written since, and a restart forgets nothing', async () => {
	const book = open();
	expect(await left(book)).toBe(0);
	await book.adopt(null, lease(1));
	expect(await left(book)).toBe(3);
	written.push(signUp('leased'), signUp('waits'), walkIn);
	book.forget();
	expect(await left(book)).toBe(1);
	expect(await left(open())).toBe(1);
	// A later lease knows of the first of them.
	await book.adopt(1, lease(2, 1, 4));
	expect(await left(book)).toBe(3);
});

it('counts on where it stopped, however much was written under one lease', async () => {
	const asked: number[] = [];
	const after = (seq: number) => (asked.push(seq), ledger.after(seq));
	const book = createLeaseBook({
		...{ cache, ledger: { ...ledger, after } },
		catalogue: () => catalogue as unknown as Catalogue,
	});
	await book.adopt(null, lease(1, 0, 9));
	for (let n = 1; n <= 3; n++) {
		written.push(walkIn, signUp('leased'));
		book.forget();
		expect(await left(book)).toBe(9 - 2 * n);
	}
	expect(asked).toEqual([0, 2, 4]);
});

it('counts all of them again once it is known whose seats they were', async () => {
	let known: Catalogue | null = null;
	const book = createLeaseBook({ cache, ledger, catalogue: () => known });
	await book.adopt(null, lease(1));
	written.push(walkIn, signUp('leased'));
	expect(await left(book)).toBe(2);
	known = catalogue as unknown as Catalogue;
	book.forget();
	expect(await left(book)).toBe(1);
});

it('[S19] gives nothing away when the lease may be over, as far as the clock can tell', async () => {
	const book = open();
	await book.adopt(null, lease(1));
	expect(await left(book, 9_999)).toBe(3);
	expect(await left(book, 9_999, 1)).toBe(0);
	expect(await left(book, 10_000)).toBe(0);
});

it('[S19] takes no answer to a question that was asked before it came to go by another lease', async () => {
	const book = open();
	await book.adopt(null, lease(2));
	expect(await book.adopt(null, lease(1, 0, 9))).toBe(false);
	expect((await book.held())?.number).toBe(2);
});

it('a lease of another outbox is none', async () => {
	await open().adopt(null, lease(1));
	const other = { ...ledger, outbox: () => ({ ...outbox, outboxId: asId<OutboxId>('cd'.repeat(16)) }) };
	expect(await createLeaseBook({ cache, ledger: other, catalogue: () => null }).held()).toBeNull();
});

it('[S19] asks when there is none, when it was used and when it grows old; and says what it goes by', async () => {
	const asked: (number | null)[] = [];
	let next = 1;
	const hub = {
		lease: async ({
			holds,
			written: seq,
		}: {
			holds: number | null;
			written: number;
		}): Promise<Answer<LeaseAnswer>> => {
			asked.push(holds);
			const number = holds === next ? next : ++next;
			return {
				ok: true,
				value: { v: 3, hubTime: 0, lease: { ...lease(number, seq), expiresAt: 4 * 3_600_000 } },
			};
		},
	};
	let now = 0;
	const book = open();
	const { renew } = createLeaseExchange({ book, ledger, hub, catalogue: () => null, now: () => now });
	await renew();
	expect(asked).toEqual([null, 2]);
	await renew();
	expect(asked).toEqual([null, 2]);
	written.push(signUp('leased'));
	book.forget();
	await renew();
	expect(asked).toEqual([null, 2, 2]);
	now = 11 * 60_000;
	await renew();
	expect(asked).toHaveLength(4);
});
