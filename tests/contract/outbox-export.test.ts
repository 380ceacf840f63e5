import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { utf8 } from '../../src/lib/base/bytes.ts';
import { asId, type DeviceId, type VenueId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { LedgerDatabase } from '../../src/lib/kiosk/ledger/database.ts';
import { openLedger } from '../../src/lib/kiosk/ledger/dexie-ledger.ts';
import {
	deviceSigner,
	ensureDevice,
	ensureOutbox,
	rememberPairing,
} from '../../src/lib/kiosk/ledger/identity.ts';
import { exportOutbox } from '../../src/lib/kiosk/outbox-export.ts';
import { headAfter } from '../../src/lib/sync/entry.ts';
import { receiptFor } from '../../src/lib/sync/ingest.ts';
import { outboxFileStatement, readOutboxFile } from '../../src/lib/sync/outbox-file.ts';
import { checkIn, OUTBOX, timing } from './ledger.ts';

const NOW = 1_800_000_000_000;

async function kiosk() {
	const database = new LedgerDatabase(`export-${crypto.randomUUID()}`);
	await ensureOutbox(database, OUTBOX.venueId, systemRandom, false);
	const device = await ensureDevice(database);
	const ledger = await openLedger(async () => database);
	for (let n = 1; n <= 5; n++) await ledger.append(checkIn(n), timing(n));
	const written = await ledger.pending(10);
	return { database, ledger, written, device, signer: deviceSigner(device, asId<DeviceId>('ab'.repeat(8))) };
}

it('[S5, S8] the file holds all that has no receipt, set aside or not, and the kiosk goes on', async () => {
	const { ledger, written, signer } = await kiosk();
	await ledger.setAside([{ seq: 2, field: 'fact', problem: 'unknown' }]);
	await ledger.settle(
		[1, 3].map((seq) => receiptFor(written[seq - 1]!, 'recorded')),
		headAfter(written[2]!),
	);
	const [saved] = await exportOutbox(ledger, signer, NOW);
	const read = readOutboxFile(saved!.text);
	if (!read.ok) throw new Error(read.error.message);
	expect(read.value).toMatchObject({
		...{ ...ledger.outbox(), deviceId: signer.deviceId, writtenAt: NOW, oldest: 1 },
		...{ head: headAfter(written[4]!), hubHead: headAfter(written[2]!) },
		entries: [written[1], written[3], written[4]],
	});
	expect(saved!.count).toBe(3);
	expect((await ledger.status()).cached).toBe(3);
	expect(await ledger.pending(10)).toEqual(written.slice(3));
	// The same again: nothing has changed by saving it.
	expect(
		(JSON.parse((await exportOutbox(ledger, signer, NOW))[0]!.text) as { contentHash: string }).contentHash,
	).toBe(read.value.contentHash);
});

it('the file is signed with the device’s key, over all that it says', async () => {
	const { ledger, signer, device } = await kiosk();
	const read = readOutboxFile((await exportOutbox(ledger, signer, NOW))[0]!.text);
	if (!read.ok) throw new Error(read.error.message);
	const verifies = (statement: string) =>
		crypto.subtle.verify(
			{ name: 'ECDSA', hash: 'SHA-256' },
			device.keys.publicKey,
			Buffer.from(read.value.signature, 'base64url'),
			utf8(statement) as Uint8Array<ArrayBuffer>,
		);
	expect(await verifies(outboxFileStatement(read.value, read.value.contentHash))).toBe(true);
	expect(await verifies(outboxFileStatement(read.value, '0'.repeat(64)))).toBe(false);
});

it('[S2, S5] what was written for another venue is a file of its own, as what the machine was there', async () => {
	const { database, ledger, written } = await kiosk();
	const [before, after] = ['ab', 'cd'].map((pair) => asId<DeviceId>(pair.repeat(8)));
	const elsewhere = asId<VenueId>('elsewhere');
	await ledger.settle([receiptFor(written[0]!, 'recorded')], headAfter(written[0]!));
	await rememberPairing(database, { deviceId: before!, venueId: OUTBOX.venueId });
	await rememberPairing(database, { deviceId: after!, venueId: elsewhere });
	await ensureOutbox(database, elsewhere, systemRandom, true);
	const moved = await openLedger(async () => database);
	const signer = deviceSigner(await ensureDevice(database), after!);
	const left = await exportOutbox(moved, signer, NOW);
	expect(left.map(({ count, venueId }) => ({ count, venueId }))).toEqual([
		{ count: 4, venueId: OUTBOX.venueId },
	]);
	const read = readOutboxFile(left[0]!.text);
	expect(read).toMatchObject({
		ok: true,
		value: {
			...{ venueId: OUTBOX.venueId, outboxId: written[0]!.outboxId, deviceId: before },
			...{
				head: headAfter(written[4]!),
				hubHead: headAfter(written[0]!),
				oldest: 1,
				entries: written.slice(1),
			},
		},
	});
	await moved.append(checkIn(9), timing(9));
	expect((await exportOutbox(moved, signer, NOW)).map(({ count, venueId }) => [venueId, count])).toEqual([
		[elsewhere, 1],
		[OUTBOX.venueId, 4],
	]);
	// It goes on being held, however old it grows.
	await moved.prune({ checkInsBefore: NOW * 2, historyBefore: NOW * 2, historyLimit: 0 });
	expect(await exportOutbox(moved, signer, NOW)).toHaveLength(2);
});
