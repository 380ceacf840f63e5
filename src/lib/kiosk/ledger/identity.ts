import { toBase64Url, toHex, utf8 } from '../../base/bytes.ts';
import { asId, type DeviceId, type OutboxId, type VenueId } from '../../base/id.ts';
import type { Random } from '../../base/random.ts';
import type { DeviceSigner } from '../../sync/ports.ts';
import { newStanding } from '../../sync/settling.ts';
import { readDevice, type DeviceRow, type LedgerDatabase } from './database.ts';
import type { OutboxRow } from './rows.ts';
import { asidesFrom, rowsFrom } from './read.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** The device's row, its key made and strictly stored at first. Two tabs that start at once end with one key. */
export async function ensureDevice(database: LedgerDatabase): Promise<DeviceRow> {
	const known = await readDevice(database);
	if (known) return known;
	const keys = await crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
	const spki = await crypto.subtle.exportKey('spki', keys.publicKey);
	const fresh: DeviceRow = {
		key: 'device',
		keys,
		publicKey: toBase64Url(new Uint8Array(spki)),
		pairingId: null,
		deviceId: null,
		venueId: null,
	};
	return database.transaction('rw', database.device, async () => {
		const other = await readDevice(database);
		if (!other) await database.device.add(fresh);
		return other ?? fresh;
	});
}

export async function rememberPairing(
	database: LedgerDatabase,
	change: Partial<Pick<DeviceRow, 'pairingId' | 'deviceId' | 'venueId'>>,
): Promise<void> {
	await database.transaction('rw', database.device, database.outbox, async () => {
		const before = (await readDevice(database))?.deviceId;
		// The hub knows by it whose entries they are, whatever this machine is from now on.
		if (before && change.deviceId && before !== change.deviceId)
			await database.outbox
				.filter((row) => row.deviceId === undefined)
				.modify({ deviceId: asId<DeviceId>(before) });
		await database.device.update('device', change);
	});
}

/** Raw r‖s in base64url, as the wire asks. */
export const deviceSigner = (device: DeviceRow, deviceId: DeviceId): DeviceSigner => ({
	deviceId,
	async sign(statement) {
		const signature = await crypto.subtle.sign(
			{ name: 'ECDSA', hash: 'SHA-256' },
			device.keys.privateKey,
			utf8(statement) as Uint8Array<ArrayBuffer>,
		);
		return toBase64Url(new Uint8Array(signature));
	},
});

/**
 * The outbox of this venue. An outbox is of one venue for life [S2]: paired with another venue, or paired anew once
 * all entries have their receipts (the hub may be another one), the device begins a fresh one; what the old one
 * still holds is set aside, never dropped, and can be saved as a file. Where every entry since the first is still held it goes on: any hub can take
 * that, and one that was restored from a backup lacks what it gave receipts for [S7]. One with a row that cannot be read any
 * more has come to its end once nothing of it waits: the hub would keep apart whatever followed that hole.
 */
export async function ensureOutbox(
	database: LedgerDatabase,
	venueId: VenueId,
	random: Random,
	pairedAnew: boolean,
): Promise<OutboxRow> {
	const outboxId = asId<OutboxId>(toHex(random.bytes(16)));
	const { outbox, entries, asides, checkIns } = database;
	return database.transaction('rw', outbox, entries, asides, checkIns, async () => {
		const known = await outbox.get('outbox');
		if (known) {
			const { oldest } = known;
			const asideFrom = (from: number, to?: number) => asidesFrom(database, known.outboxId, from, to).count();
			const isOwed = known.head.seq > known.settledTo || (await asideFrom(oldest)) > 0;
			const isTorn = (await asideFrom(0, oldest - 1)) > 0;
			const isHere = known.venueId === venueId;
			if (isHere && (isOwed || (!isTorn && (!pairedAnew || oldest === 1)))) {
				// A hub that has forgotten this machine knows it by a new name, and its entries with it.
				const { deviceId, ...present } = known;
				if (deviceId !== undefined) await outbox.put(present);
				return present;
			}
			const owed = await rowsFrom(database, known.outboxId, known.settledTo + 1).primaryKeys();
			const problem = 'outbox of another venue';
			await asides.bulkPut(owed.map(([, seq]) => ({ outboxId: known.outboxId, seq, problem })));
			if ((await asideFrom(0)) > 0) await outbox.put({ ...known, key: `over:${known.outboxId}` });
			// Who came today is known on, where nothing has changed but the outbox.
			if (!isHere || pairedAnew) await checkIns.clear();
		}
		const fresh: OutboxRow = { key: 'outbox', venueId, outboxId, ...newStanding({ venueId, outboxId }) };
		await outbox.put(fresh);
		return fresh;
	});
}
