import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { LedgerDatabase } from '../../src/lib/kiosk/ledger/database.ts';
import { openLedger } from '../../src/lib/kiosk/ledger/dexie-ledger.ts';
import { chainStart, headAfter, nextEntry, type Entry } from '../../src/lib/sync/entry.ts';
import { receiptFor } from '../../src/lib/sync/ingest.ts';
import { checkIn, OUTBOX, timing } from './ledger.ts';

/** A database as the first version of the kiosk left it: settled entries deleted, each row with its own state. */
async function writtenByVersion1(name: string, written: readonly Entry[], settled: number, aside: number[]) {
	const old = new Dexie(name);
	old.version(1).stores({
		device: 'key',
		outbox: 'key',
		entries: '[outboxId+seq], [outboxId+state+seq]',
		checkIns: 'entryId, [memberId+at], at',
	});
	const { outboxId, venueId } = OUTBOX;
	const rows = written
		.filter(({ seq }) => seq > settled || aside.includes(seq))
		.map((entry) => ({
			...{ outboxId, seq: entry.seq, entry },
			...(aside.includes(entry.seq)
				? { state: 'aside', problem: 'fact.kind: unknown' }
				: { state: 'pending', problem: null }),
		}));
	await old.table('entries').bulkAdd(rows);
	const last = written[settled - 1];
	const hubHead = last ? headAfter(last) : null;
	const head = written.length > 0 ? headAfter(written.at(-1)!) : chainStart(OUTBOX);
	await old.table('outbox').add({ key: 'outbox', venueId, outboxId, head, hubHead });
	await old.table('device').add({ key: 'device', deviceId: 'ab'.repeat(8) });
	await old
		.table('checkIns')
		.bulkAdd(written.map(({ entryId }) => ({ entryId, sessionId: 'a-1', memberId: '0'.repeat(16), at: 5 })));
	old.close();
}

async function chained(count: number): Promise<Entry[]> {
	const entries: Entry[] = [];
	let head = chainStart(OUTBOX);
	for (let n = 1; n <= count; n++) {
		const entry = nextEntry(OUTBOX, head, checkIn(n), timing(n));
		entries.push(entry);
		head = headAfter(entry);
	}
	return entries;
}

const reopened = (name: string) =>
	openLedger(async () => {
		const database = new LedgerDatabase(name);
		await database.open();
		return database;
	});

it('[S8, S18] a full queue of the first version goes on where it was', async () => {
	const written = await chained(2000);
	await writtenByVersion1('full', written, 700, [650]);
	const ledger = await reopened('full');
	expect(await ledger.pending(5000)).toEqual(written.slice(700));
	expect(await ledger.status()).toEqual({
		head: headAfter(written[1999]!),
		hubHead: headAfter(written[699]!),
		...{ cached: 1301, setAside: 1, oldest: 701 },
	});
	const moves = await ledger.movesOf(checkIn(0).memberId, 0);
	expect(moves).toHaveLength(2000);
	// What is known of before anybody could leave is a check-in that stands, and can be taken back.
	expect(moves[0]).toMatchObject({ kind: 'check-in', undone: false });
	const next = await ledger.append(checkIn(1), timing(1));
	expect(next).toMatchObject({ ok: true, entry: { seq: 2001, prev: written[1999]!.hash, v: 2 } });
	const all = await ledger.pending(5000);
	await ledger.settle(
		all.map((entry) => receiptFor(entry, 'recorded')),
		headAfter(all.at(-1)!),
	);
	expect(await ledger.status()).toMatchObject({ cached: 1, setAside: 1 });
});

it('[S8, S18] neither loses what was set aside in the middle of the queue', async () => {
	const written = await chained(5);
	await writtenByVersion1('middle', written, 1, [3]);
	const ledger = await reopened('middle');
	expect((await ledger.pending(10)).map((entry) => entry.seq)).toEqual([2, 3, 4, 5]);
	expect(await ledger.status()).toMatchObject({ cached: 4, setAside: 1, oldest: 2 });
});

it.each([0, 3])('[S18] an outbox of %d settled entries begins its history now', async (count) => {
	const written = await chained(count);
	await writtenByVersion1(`empty ${count}`, written, count, []);
	const ledger = await reopened(`empty ${count}`);
	expect(await ledger.status()).toMatchObject({ cached: 0, setAside: 0, oldest: count + 1 });
	expect(await ledger.append(checkIn(1), timing(1))).toMatchObject({ ok: true, entry: { seq: count + 1 } });
	expect(await ledger.pending(10)).toHaveLength(1);
});

it('a machine that was never paired is upgraded too', async () => {
	const name = 'blank';
	await writtenByVersion1(name, [], 0, []);
	const database = new LedgerDatabase(name);
	await database.outbox.clear();
	expect((await database.device.get('device'))?.deviceId).toBe('ab'.repeat(8));
	database.close();
});
