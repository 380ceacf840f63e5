import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { at, catalogueOf, MINUTE, session, ZONE } from '../../../tests/fixtures/venue.ts';
import { toHex } from '../base/bytes.ts';
import { asId, type MemberId, type OfferingId, type VenueId } from '../base/id.ts';
import { systemRandom } from '../base/random.ts';
import { signingKey } from '../base/signature.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { SeatFact } from '../domain/fact.ts';
import { writePass, type Pass } from '../domain/pass.ts';
import { signRevocations } from '../domain/revocation.ts';
import { rosterLookup, sealRoster } from '../domain/roster.ts';
import { localDay } from '../domain/venue-time.ts';
import { CacheDatabase } from './cache/database.ts';
import { createLeaseBook, type LeaseBook } from './lease-book.ts';
import { LedgerDatabase } from './ledger/database.ts';
import { openLedger, type DexieLedger } from './ledger/dexie-ledger.ts';
import { ensureOutbox } from './ledger/identity.ts';
import { createSignUps } from './sign-up.ts';
import { createTrustKeeper } from './trust.ts';

// A kiosk that is cut off: everything is real but the hub, which does not answer.
const hubKey = signingKey(new Uint8Array(32).fill(7));
const a = asId<OfferingId>('a');
const memberId = asId<MemberId>('ab'.repeat(8));
const NOW = at('09:00');
const today = localDay(NOW, ZONE);
const pass: Pass = {
	...{ keyId: 1, memberId, serial: 3, firstDay: today - 1, lastDay: today + 1 },
	secret: new Uint8Array(16).fill(9),
};
const timing = () => ({ wall: NOW, mono: 5, offset: 0, uncertainty: 100 });
const signUp: SeatFact = {
	...{
		kind: 'sign-up',
		offeringId: a,
		memberId,
		serial: 3,
		channel: 'camera',
		seat: 'leased',
		staffId: null,
	},
};

let cache: CacheDatabase;
let database: LedgerDatabase;
let ledger: DexieLedger;
let book: LeaseBook;
let catalogue: Catalogue;
let count = 0;

async function standAt(venueId: VenueId): Promise<void> {
	await ensureOutbox(database, venueId, systemRandom, true);
	ledger = await openLedger(async () => database);
	book = createLeaseBook({ cache, ledger, catalogue: () => catalogue });
}

beforeEach(async () => {
	[cache, database] = [
		new CacheDatabase(`sign-up-${++count}`),
		new LedgerDatabase(`sign-up-ledger-${count}`),
	];
	const plain = catalogueOf([session('a-1', '14:00', '15:00')]);
	const offering = { ...plain.offerings.get(a)!, signUp: { waitingList: 20, cancelUntil: 0 } };
	catalogue = { ...plain, offerings: new Map([[a, offering]]) };
	const { id } = catalogue.venue;
	const put = (kind: string, key: string, body: unknown) => cache.records.put({ kind, id: key, body });
	await put('key', '1', { keyId: 1, publicKey: toHex(hubKey.publicKey), issuer: { zh: '总工会' } });
	await put('revocations', 'current', signRevocations([], NOW, 1, hubKey));
	const line = { name: '王*明', offerings: [], barred: false, waiting: [] };
	await put('roster', rosterLookup(pass.secret, id), sealRoster(line, pass.secret, id));
	await standAt(id);
});
afterEach(() => Promise.all([cache.delete(), database.delete()]));

const lease = (seats: number) =>
	book.adopt(null, {
		...{ number: 1, from: 0, expiresAt: NOW + 60 * MINUTE },
		seats: [{ offeringId: a, seats }],
	});

async function ask(act: 'sign-up' | 'withdrawal' = 'sign-up') {
	const take = createSignUps({
		...{ ledger, cache, timing, book },
		catalogue: () => catalogue,
		asOf: () => NOW - MINUTE,
		trust: createTrustKeeper(cache).current,
		ask: async () => ({ ok: false, failure: 'unreachable' }),
		inTurn: (work) => work(),
		onWritten: book.forget,
	});
	const answer = await take(writePass(pass, hubKey), 'camera', a, act);
	return 'verdict' in answer ? { ...answer.verdict, asked: answer.asked } : answer;
}

it('[S19] a seat of its own is given once; who has one by what this machine wrote is told so', async () => {
	await lease(2);
	expect(await ask()).toEqual({ outcome: 'seated', asked: false });
	expect(await ask()).toMatchObject({ outcome: 'already', standing: { is: 'seated' } });
	expect(await ask('withdrawal')).toEqual({ outcome: 'withdrawn', asked: false });
	expect(await ask('withdrawal')).toMatchObject({ outcome: 'refused', reason: 'not-signed-up' });
});

it('without a seat of its own it promises no place in the queue: that is the hub’s to say', async () => {
	expect(await ask()).toEqual({ outcome: 'ask-desk', reason: 'full', asked: false });
});

it('what it left unsent at another venue is not looked at: a class there may bear the same name', async () => {
	await ensureOutbox(database, asId<VenueId>('elsewhere'), systemRandom, true);
	const before = await openLedger(async () => database);
	for (let n = 0; n < 3; n++) await before.append(signUp, timing());
	await standAt(catalogue.venue.id);
	await lease(1);
	const read = new Set<string>();
	database.entries.hook('reading', (row) => {
		read.add(row.outboxId);
		return row;
	});
	expect(await ask()).toEqual({ outcome: 'seated', asked: false });
	expect(await ask()).toMatchObject({ outcome: 'already', standing: { is: 'seated' } });
	expect([...read]).toEqual([ledger.outbox().outboxId]);
});

it('an entry that a power cut has spoilt holds nobody up', async () => {
	await lease(2);
	await ledger.append({ ...signUp, memberId: asId('cd'.repeat(8)) }, timing());
	const { outboxId } = ledger.outbox();
	await database.entries.put({ outboxId, seq: 1, entry: {} as never });
	expect(await ask()).toEqual({ outcome: 'seated', asked: false });
});
