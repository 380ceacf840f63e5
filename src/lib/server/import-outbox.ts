import type { VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { ChainHead } from '../sync/entry.ts';
import {
	outboxFileStatement,
	readOutboxFile,
	type OutboxFile,
	type OutboxFileFault,
} from '../sync/outbox-file.ts';
import type { Outcome, Receipt } from '../sync/wire.ts';
import { verifyByDevice } from './device-key.ts';
import type { Hub } from './hub.ts';
import { holeBefore, recordBatch, type Batch } from './ledger.ts';
import type { DeviceRow } from './storage/access-port.ts';

/** Entries in one transaction: so many that the kiosks beside are not kept waiting. */
const BATCH = 500;

/** What became of a kiosk's file. */
export interface OutboxImport {
	readonly device: string;
	readonly venueId: VenueId;
	/** Entries in the file, and how many of them the hub had before. */
	readonly entries: number;
	readonly before: number;
	readonly outcomes: Readonly<Record<Outcome, number>>;
	/** Entries that the hub cannot read; it keeps them apart [S8]. */
	readonly unread: number;
	/** What the kiosk has ever written, and what the hub holds of it now [S9]. */
	readonly said: ChainHead;
	readonly held: ChainHead;
}

export type ImportFault =
	| OutboxFileFault
	/** Paired with another hub; or with this one, after the backup that it was restored from. */
	| 'unknown-device'
	| 'wrong-venue'
	| 'bad-signature'
	/** Entries before or between those in the file are missing, though the kiosk had receipts for them [S7]. */
	| 'hole';

/** `message` says in English what is wrong and what to do. */
export interface ImportError {
	readonly fault: ImportFault;
	readonly message: string;
}

interface Order {
	/** The file's text. */
	readonly text: string;
	/** `staff:ID` or `hub`, for the audit. */
	readonly actor: string;
	/** May its bearer act at this venue? */
	readonly mayAt: (venueId: VenueId) => boolean;
	/** Keeps apart what follows a hole that nobody can fill, for staff to decide. */
	readonly overHole?: boolean;
	readonly onProgress?: (share: number) => void;
}

/**
 * Takes a kiosk's file of unsent entries, as if they had come from it over the network: each once, however often the file
 * comes, and whatever the network brings beside it. Nothing is stored where the file itself is not right.
 */
export async function importOutbox(
	hub: Pick<Hub, 'storage' | 'clock'>,
	order: Order,
): Promise<Result<OutboxImport, ImportError>> {
	const read = readOutboxFile(order.text);
	if (!read.ok) return read;
	const file = read.value;
	const device = await hub.storage.read((tx) => tx.devices.get(file.deviceId));
	const fault = strange(file, device, order);
	if (fault || !device) return err(fault ?? UNKNOWN);
	const before = await headOf(hub, file);
	const oldest = order.overHole ? behindHoles(file) : file.oldest;
	const taken = await take(hub, file, device, oldest, order.onProgress ?? (() => undefined));
	if (!taken.ok) return taken;
	const { receipts, unread } = taken.value;
	const count = (outcome: Outcome): number =>
		receipts.filter((receipt) => receipt.outcome === outcome).length;
	const done: OutboxImport = {
		device: device.name,
		venueId: device.venueId,
		entries: file.entries.length,
		before: receipts.filter(({ seq }) => seq <= before.seq).length,
		outcomes: {
			recorded: count('recorded'),
			duplicate: count('duplicate'),
			conflicting: count('conflicting'),
			quarantined: count('quarantined'),
		},
		unread,
		said: file.head,
		held: await headOf(hub, file),
	};
	await note(hub, order.actor, file, done);
	return ok(done);
}

const UNKNOWN: ImportError = {
	fault: 'unknown-device',
	message:
		'this hub does not know the kiosk that wrote it: take the file to its own hub; or, where this hub was restored from a backup that is older than the pairing, pair the kiosk again and let it write a new file',
};

/** Null where the file is of a device of this hub, signed with its key. A revoked one's is taken, and flagged [S12]. */
function strange(file: OutboxFile, device: DeviceRow | null, { mayAt }: Order): ImportError | null {
	if (!device) return UNKNOWN;
	if (!verifyByDevice(outboxFileStatement(file, file.contentHash), file.signature, device.publicKey))
		return {
			fault: 'bad-signature',
			message: `it is not signed by the kiosk that it names (${device.name}): let that kiosk write a new file`,
		};
	if (file.venueId !== device.venueId || !mayAt(device.venueId))
		return {
			fault: 'wrong-venue',
			message: `it is of ${file.venueId}, and ${device.name} belongs to ${device.venueId}: nobody here may import it`,
		};
	return null;
}

/** In batches as they would come over the network, each in a transaction of its own: a file cut short goes on next time. */
async function take(
	{ storage, clock }: Pick<Hub, 'storage' | 'clock'>,
	file: OutboxFile,
	{ deviceId, venueId, revokedAt }: DeviceRow,
	oldest: number,
	onProgress: (share: number) => void,
): Promise<Result<{ receipts: Receipt[]; unread: number }, ImportError>> {
	const receipts: Receipt[] = [];
	let unread = 0;
	const batchOf = (entries: readonly unknown[]): Batch => ({
		identity: { venueId, outboxId: file.outboxId },
		deviceId,
		flags: revokedAt === null ? [] : ['device-revoked'],
		entries,
		said: file.head,
		oldest,
		now: clock.now(),
	});
	// The whole file first: a hole in its midst must not be found when half of it is stored.
	const hole = await storage.read((tx) => holeBefore(tx, batchOf(file.entries)));
	if (hole !== null) return err(holeAt(hole));
	for (let from = 0; from === 0 || from < file.entries.length; from += BATCH) {
		const batch = batchOf(file.entries.slice(from, from + BATCH));
		const answer = await storage.write(venueId, (tx) => recordBatch(tx, batch));
		receipts.push(...answer.receipts);
		unread += answer.rejections.length;
		onProgress(Math.min(1, (from + BATCH) / Math.max(1, file.entries.length)));
		// Not foreseen: what is stored is told and noted, and that the hub holds less than the kiosk has written.
		if (answer.resendFrom !== null) break;
	}
	return ok({ receipts, unread });
}

const holeAt = (seq: number): ImportError => ({
	fault: 'hole',
	message: `the hub lacks entries from ${seq} on that are not in the file: this hub was restored from a backup, and the kiosk had sent them before. Nothing was stored. Bring the kiosk to a network and it sends them by itself`,
});

/** Number of the first entry behind the last hole in the file; an entry without a readable one follows its neighbour. */
function behindHoles({ entries, head }: OutboxFile): number {
	let [start, last] = [head.seq + 1, head.seq];
	for (const entry of entries) {
		const said = (entry as { seq?: unknown } | null)?.seq;
		const seq = Number.isSafeInteger(said) ? Number(said) : last + 1;
		if (seq !== last + 1) start = seq;
		last = seq;
	}
	return start;
}

async function headOf(
	{ storage }: Pick<Hub, 'storage'>,
	{ venueId, outboxId }: OutboxFile,
): Promise<ChainHead> {
	const row = await storage.read((tx) => tx.ledger.outbox(venueId, outboxId));
	return row?.head ?? { seq: 0, hash: '' };
}

const note = (
	{ storage, clock }: Pick<Hub, 'storage' | 'clock'>,
	actor: string,
	{ venueId, outboxId, deviceId }: OutboxFile,
	{ entries, before, outcomes, unread }: OutboxImport,
): Promise<void> =>
	storage.write(venueId, (tx) =>
		tx.audit.append({
			...{ at: clock.now(), venueId, actor, action: 'outbox-imported', subject: `outbox:${outboxId}` },
			detail: JSON.stringify({ deviceId, entries, before, ...outcomes, unread }),
		}),
	);
