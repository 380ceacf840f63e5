import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { utf8 } from '../../src/lib/base/bytes.ts';
import { asId, type DeviceId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { LedgerDatabase } from '../../src/lib/kiosk/ledger/database.ts';
import { openLedger } from '../../src/lib/kiosk/ledger/dexie-ledger.ts';
import { deviceSigner, ensureDevice, ensureOutbox } from '../../src/lib/kiosk/ledger/identity.ts';
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
	return { ledger, written, device, signer: deviceSigner(device, asId<DeviceId>('ab'.repeat(8))) };
}

it('[S5, S8] the file holds all that has no receipt, set aside or not, and the kiosk goes on', async () => {
	const { ledger, written, signer } = await kiosk();
	await ledger.setAside([{ seq: 2, field: 'fact', problem: 'unknown' }]);
	await ledger.settle(
		[1, 3].map((seq) => receiptFor(written[seq - 1]!, 'recorded')),
		headAfter(written[2]!),
	);
	const saved = await exportOutbox(ledger, signer, NOW);
	const read = readOutboxFile(saved.text);
	if (!read.ok) throw new Error(read.error.message);
	expect(read.value).toMatchObject({
		...{ ...ledger.outbox(), deviceId: signer.deviceId, writtenAt: NOW, oldest: 1 },
		...{ head: headAfter(written[4]!), hubHead: headAfter(written[2]!) },
		entries: [written[1], written[3], written[4]],
	});
	expect(saved.count).toBe(3);
	expect((await ledger.status()).cached).toBe(3);
	expect(await ledger.pending(10)).toEqual(written.slice(3));
	// The same again: nothing has changed by saving it.
	expect(
		(JSON.parse((await exportOutbox(ledger, signer, NOW)).text) as { contentHash: string }).contentHash,
	).toBe(read.value.contentHash);
});

it('the file is signed with the device’s key, over all that it says', async () => {
	const { ledger, signer, device } = await kiosk();
	const read = readOutboxFile((await exportOutbox(ledger, signer, NOW)).text);
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
