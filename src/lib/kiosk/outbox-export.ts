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
import type { DexieLedger } from './ledger/dexie-ledger.ts';

/** A file to be saved: by the page as a download, by a test as it likes. */
export interface SavedOutbox {
	readonly name: string;
	readonly text: string;
	/** Entries in it. */
	readonly count: number;
}

/**
 * Everything that has no receipt, signed, for the hub to import. The ledger is only read: the kiosk goes on, and what it sends
 * later by itself gets the first receipts again [S4]. `now`: corrected time.
 */
export async function exportOutbox(
	ledger: Pick<DexieLedger, 'outbox' | 'status' | 'unsent'>,
	signer: DeviceSigner,
	now: number,
): Promise<SavedOutbox> {
	const { head, hubHead, oldest } = await ledger.status();
	// Written since then: it is in the next file.
	const entries = (await ledger.unsent()).filter(({ seq }) => seq <= head.seq).map(({ entry }) => entry);
	const content: OutboxContent = {
		...{ format: OUTBOX_FILE_FORMAT, v: OUTBOX_FILE_VERSION, writtenAt: now },
		...{ ...ledger.outbox(), deviceId: signer.deviceId, head, hubHead, oldest, entries },
	};
	const contentHash = outboxContentHash(content);
	const signature = await signer.sign(outboxFileStatement(content, contentHash));
	const file: OutboxFile = { ...content, contentHash, signature };
	return { name: outboxFileName(content), text: JSON.stringify(file), count: entries.length };
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
