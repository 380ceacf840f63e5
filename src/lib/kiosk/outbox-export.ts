import type { DeviceSigner } from '../sync/ports.ts';
import {
	OUTBOX_FILE_FORMAT,
	OUTBOX_FILE_VERSION,
	outboxContentHash,
	outboxFileName,
	outboxFileStatement,
	type OutboxContent,
	type OutboxFile,
} from '../sync/outbox-file.ts';
import type { VenueId } from '../base/id.ts';
import type { DexieLedger } from './ledger/dexie-ledger.ts';
import type { Unsent } from './ledger/read.ts';

/** A file to be saved: by the page as a download, by a test as it likes. */
export interface SavedOutbox {
	readonly name: string;
	readonly text: string;
	/** Entries in it. */
	readonly count: number;
	/** Whose they are: not always that of the venue where the kiosk stands now. */
	readonly venueId: VenueId;
}

/**
 * Everything that has no receipt, signed, for the hub to import: a file of the present outbox, and one of each that is over, as
 * what this machine was then. The ledger is only read: the kiosk goes on, and what it sends later by itself gets the first
 * receipts again [S4]. `now`: corrected time.
 */
export async function exportOutbox(
	ledger: Pick<DexieLedger, 'unsent'>,
	signer: DeviceSigner,
	now: number,
): Promise<SavedOutbox[]> {
	const [present, ...over] = await ledger.unsent();
	// Nothing to carry but what the kiosk left behind elsewhere: that alone is saved.
	const worth = present.rows.length > 0 || over.length === 0 ? [present, ...over] : over;
	return Promise.all(worth.map((unsent) => save(unsent, signer, now)));
}

async function save({ outbox, rows }: Unsent, signer: DeviceSigner, now: number): Promise<SavedOutbox> {
	const { venueId, outboxId, head, hubHead, oldest } = outbox;
	const entries = rows.map(({ entry }) => entry);
	const content: OutboxContent = {
		...{ format: OUTBOX_FILE_FORMAT, v: OUTBOX_FILE_VERSION, writtenAt: now },
		...{ venueId, outboxId, deviceId: outbox.deviceId ?? signer.deviceId },
		...{ head, hubHead, oldest, entries },
	};
	const contentHash = outboxContentHash(content);
	const signature = await signer.sign(outboxFileStatement(content, contentHash));
	const file: OutboxFile = { ...content, contentHash, signature };
	return { name: outboxFileName(content), text: JSON.stringify(file), count: entries.length, venueId };
}

/** Hands the file to the browser, which saves it where it saves downloads. */
export function download({ name, text }: SavedOutbox): void {
	const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
