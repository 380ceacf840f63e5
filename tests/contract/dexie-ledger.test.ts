import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import { LedgerDatabase } from '../../src/lib/kiosk/ledger/database.ts';
import { openLedger, type DexieLedger } from '../../src/lib/kiosk/ledger/dexie-ledger.ts';
import { ensureDevice, ensureOutbox } from '../../src/lib/kiosk/ledger/identity.ts';
import { fromHex } from '../../src/lib/base/bytes.ts';
import { asId, type VenueId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { chainStart, headAfter } from '../../src/lib/sync/entry.ts';
import { receiptFor } from '../../src/lib/sync/ingest.ts';
import { checkIn, describeLedger, member, OUTBOX, timing } from './ledger.ts';

let count = 0;
let database: LedgerDatabase;
const open = async (): Promise<LedgerDatabase> => {
	database = new LedgerDatabase(`ledger-${count}`);
	await database.open();
	return database;
};
const fixed = { bytes: () => fromHex(OUTBOX.outboxId)! };

async function make(): Promise<DexieLedger> {
	count++;
	await ensureOutbox(await open(), OUTBOX.venueId, fixed, false);
	return openLedger(async () => database);
}

describeLedger('Dexie', {
	make,
	restart: async () => {
		database.close();
		return openLedger(open);
	},
});

afterEach(() => database.close());

it('goes on with a fresh handle when the browser has closed the old one', async () => {
	await make();
	const ledger = await openLedger(open);
	database.backendDB().close();
	expect(await ledger.append(checkIn(1), timing(1))).toMatchObject({ ok: true, entry: { seq: 1 } });
	expect(await ledger.status()).toMatchObject({ cached: 1, head: { seq: 1 } });
});

it('[S1] does not write an act twice when the handle dies after the commit', async () => {
	await make();
	const ledger = await openLedger(open);
	const transaction = database.transaction.bind(database) as (...args: unknown[]) => Promise<unknown>;
	Object.assign(database, {
		transaction: async (...args: unknown[]) => {
			await transaction(...args);
			throw new DOMException('connection lost', 'UnknownError');
		},
	});
	expect(await ledger.append(checkIn(1), timing(1))).toMatchObject({ ok: true, entry: { seq: 1 } });
	expect(await ledger.pending(10)).toHaveLength(1);
	expect(await ledger.movesOf(member(1), 0)).toHaveLength(1);
});

it('[S1] says full or broken, and leaves nothing behind', async () => {
	const ledger = await make();
	const refuse = (name: string) => () => {
		throw new DOMException('no', name);
	};
	for (const [name, failure] of [
		['QuotaExceededError', 'full'],
		['ConstraintError', 'broken'],
	] as const) {
		const hook = refuse(name);
		database.checkIns.hook('creating', hook);
		expect(await ledger.append(checkIn(1), timing(1)), name).toEqual({ ok: false, failure });
		database.checkIns.hook('creating').unsubscribe(hook);
	}
	expect(await ledger.status()).toMatchObject({ cached: 0, head: chainStart(OUTBOX) });
	expect(await ledger.append(checkIn(1), timing(1))).toMatchObject({ ok: true, entry: { seq: 1 } });
});

it('sets a damaged row aside and sends the others', async () => {
	const ledger = await make();
	for (const n of [1, 2]) await ledger.append(checkIn(n), timing(n));
	await database.entries.update([OUTBOX.outboxId, 1], { entry: { seq: 'garbage' } as never });
	expect((await ledger.pending(1)).map((e) => e.seq)).toEqual([2]);
	expect(await ledger.status()).toMatchObject({ cached: 2, setAside: 1, oldest: 2 });
	// [S7] The hub can have what follows only because it is told that the rest will not come.
	const [second] = await ledger.pending(1);
	await ledger.settle([receiptFor(second!, 'quarantined', 'missing-before')], chainStart(OUTBOX));
	expect(await ledger.status()).toMatchObject({ cached: 1, setAside: 1 });
	expect(await ledger.pending(1)).toEqual([]);
});

it('[S7] begins a fresh outbox when it starts anew over one with a damaged row, once nothing waits', async () => {
	const ledger = await make();
	for (const n of [1, 2]) await ledger.append(checkIn(n), timing(n));
	await database.entries.update([OUTBOX.outboxId, 1], { entry: { seq: 'garbage' } as never });
	const [second] = await ledger.pending(1);
	const start = (pairedAnew: boolean) =>
		ensureOutbox(database, OUTBOX.venueId, systemRandom, pairedAnew).then(({ outboxId }) => outboxId);
	expect([await start(false), await start(true)]).toEqual([OUTBOX.outboxId, OUTBOX.outboxId]);
	await ledger.settle([receiptFor(second!, 'quarantined', 'missing-before')], chainStart(OUTBOX));
	const fresh = await start(false);
	expect(fresh).not.toBe(OUTBOX.outboxId);
	expect(await start(false)).toBe(fresh);
	const next = await openLedger(async () => database);
	expect(await next.append(checkIn(3), timing(3))).toMatchObject({ ok: true, entry: { seq: 1 } });
	expect(await next.movesOf(member(2), 0)).toHaveLength(1);
	expect(await next.status()).toMatchObject({ setAside: 1 });
});

it('refuses to open over a damaged outbox', async () => {
	await make();
	await database.outbox.update('outbox', { head: { seq: -1, hash: 'x' } });
	await expect(openLedger(async () => database)).rejects.toThrow(/damaged/);
});

const never = { checkInsBefore: 0, historyBefore: 0, historyLimit: Infinity };
const writeAndSettle = async (ledger: DexieLedger, count: number, settled: number): Promise<void> => {
	for (let n = 1; n <= count; n++) await ledger.append(checkIn(n), timing(1000 * n));
	const given = (await ledger.pending(count)).slice(0, settled);
	await ledger.settle(
		given.map((entry) => receiptFor(entry, 'recorded')),
		headAfter(given.at(-1)!),
	);
};

it('prunes old check-ins, but none whose entry waits for its receipt', async () => {
	const ledger = await make();
	await writeAndSettle(ledger, 2, 1);
	await ledger.prune({ ...never, checkInsBefore: 5000 });
	expect(await ledger.movesOf(member(1), 0)).toEqual([]);
	expect(await ledger.movesOf(member(2), 0)).toHaveLength(1);
});

it('[S5] keeps as history what was settled, until it is old or too much', async () => {
	const ledger = await make();
	await writeAndSettle(ledger, 6, 5);
	const held = async () => (await database.entries.toArray()).map((row) => row.seq);
	await ledger.prune({ ...never, historyBefore: 3000 });
	expect(await held()).toEqual([3, 4, 5, 6]);
	expect((await ledger.status()).oldest).toBe(3);
	await ledger.prune({ ...never, historyLimit: 2 });
	expect(await held()).toEqual([4, 5, 6]);
	await ledger.prune({ checkInsBefore: 9e6, historyBefore: 9e6, historyLimit: 0 });
	expect(await held()).toEqual([6]);
	expect(await ledger.status()).toMatchObject({ oldest: 6, cached: 1 });
});

it('[S5] forgets no entry that was set aside, nor one that the hub has lost', async () => {
	const ledger = await make();
	for (let n = 1; n <= 4; n++) await ledger.append(checkIn(n), timing(1000 * n));
	const written = await ledger.pending(4);
	await ledger.setAside([{ seq: 2, field: 'fact', problem: 'unknown' }]);
	const given = written.filter(({ seq }) => seq !== 2).map((entry) => receiptFor(entry, 'recorded'));
	await ledger.settle(given, headAfter(written[3]!));
	await ledger.settle([], headAfter(written[2]!));
	await ledger.prune({ checkInsBefore: 9e6, historyBefore: 9e6, historyLimit: 0 });
	expect((await database.entries.toArray()).map((row) => row.seq)).toEqual([2, 4]);
	expect((await database.checkIns.toArray()).map((row) => row.entryId.split('.')[1])).toEqual(['2', '4']);
	expect(await ledger.status()).toMatchObject({ oldest: 4, cached: 2, setAside: 1 });
});

it('[S7] sends from the oldest that it holds to a hub that lacks more', async () => {
	const ledger = await make();
	await writeAndSettle(ledger, 5, 5);
	await ledger.prune({ ...never, historyBefore: 3000 });
	await ledger.settle([], chainStart(OUTBOX));
	expect((await ledger.pending(10)).map((entry) => entry.seq)).toEqual([3, 4, 5]);
	expect(await ledger.status()).toMatchObject({ oldest: 3, cached: 3 });
});

it('[S2] begins another outbox for another venue and drops nothing of the old one', async () => {
	const ledger = await make();
	await ledger.append(checkIn(1), timing(1));
	const same = await ensureOutbox(database, OUTBOX.venueId, systemRandom, true);
	expect(same.outboxId).toBe(OUTBOX.outboxId);
	const other = await ensureOutbox(database, asId<VenueId>('other'), systemRandom, true);
	expect(other.outboxId).not.toBe(OUTBOX.outboxId);
	const next = await openLedger(async () => database);
	expect(await next.pending(10)).toEqual([]);
	expect(await next.status()).toMatchObject({ cached: 1, setAside: 1 });
	expect(await next.append(checkIn(3), timing(3))).toMatchObject({ ok: true, entry: { seq: 1 } });
});

it('[S7] goes on with a whole outbox when paired anew: the hub may have been restored', async () => {
	const ledger = await make();
	await writeAndSettle(ledger, 3, 3);
	const again = () => ensureOutbox(database, OUTBOX.venueId, systemRandom, true);
	expect((await again()).outboxId).toBe(OUTBOX.outboxId);
	await ledger.prune({ ...never, historyBefore: 2000 });
	expect((await again()).outboxId).not.toBe(OUTBOX.outboxId);
});

it('makes one device key, whoever asks first, and does not let it out', async () => {
	await make();
	const [one, two] = await Promise.all([ensureDevice(database), ensureDevice(database)]);
	expect(one.publicKey).toBe(two.publicKey);
	expect(one.keys.privateKey.extractable).toBe(false);
	expect((await ensureDevice(database)).publicKey).toBe(one.publicKey);
});

const pendingFor = 200;
const hung = () => new Promise<never>(() => undefined);

it('[S1] does not freeze when the disk does not answer: it says so, and goes on with a fresh handle', async () => {
	await make();
	const ledger = await openLedger(open, pendingFor);
	Object.assign(database, { transaction: hung });
	expect(await ledger.append(checkIn(1), timing(1))).toEqual({ ok: false, failure: 'broken' });
	expect(await ledger.append(checkIn(2), timing(2))).toMatchObject({ ok: true, entry: { seq: 1 } });
	expect(await ledger.movesOf(member(1), 0)).toEqual([]);
});

it('[S1] what it has given up is not found later', async () => {
	await make();
	const ledger = await openLedger(open, pendingFor);
	// The disk is stuck in the middle of the act: the entry is written, the check-in is not.
	const add = database.checkIns.add.bind(database.checkIns);
	const stuck = database.outbox.toCollection().first();
	Object.assign(database.checkIns, {
		add: async (row: never) => {
			await add(row);
			for (const until = Date.now() + 3 * pendingFor; Date.now() < until;)
				await database.outbox.get('outbox');
		},
	});
	await stuck;
	expect(await ledger.append(checkIn(1), timing(1))).toEqual({ ok: false, failure: 'broken' });
	expect(await ledger.status()).toMatchObject({ cached: 0, head: chainStart(OUTBOX) });
	expect(await ledger.movesOf(member(1), 0)).toEqual([]);
});

it('each method goes on with a fresh handle when the browser has closed the old one', async () => {
	await make();
	const ledger = await openLedger(open);
	await ledger.append(checkIn(1), timing(1));
	const [first] = await ledger.pending(1);
	const methods: Record<string, () => Promise<unknown>> = {
		pending: () => ledger.pending(1),
		status: () => ledger.status(),
		movesOf: () => ledger.movesOf(member(1), 0),
		unsent: () => ledger.unsent(),
		owed: () => ledger.owed(),
		setAside: () => ledger.setAside([]),
		settle: () => ledger.settle([receiptFor(first!, 'recorded')], headAfter(first!)),
		prune: () => ledger.prune(never),
		append: () => ledger.append(checkIn(2), timing(2)),
	};
	for (const [name, method] of Object.entries(methods)) {
		const dead = database;
		dead.close();
		await method();
		expect(database, name).not.toBe(dead);
	}
	expect(await ledger.status()).toMatchObject({ cached: 1, head: { seq: 2 } });
});

it('a ledger that cannot be opened again is tried again with the next act', async () => {
	await make();
	let refuse = false;
	const ledger = await openLedger(() => (refuse ? Promise.reject(new Error('no disk')) : open()));
	database.close();
	refuse = true;
	expect(await ledger.append(checkIn(1), timing(1))).toEqual({ ok: false, failure: 'broken' });
	await expect(ledger.status()).rejects.toThrow('no disk');
	refuse = false;
	expect(await ledger.append(checkIn(1), timing(1))).toMatchObject({ ok: true, entry: { seq: 1 } });
});
