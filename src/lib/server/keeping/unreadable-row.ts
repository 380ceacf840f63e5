import type { OutboxRow } from '../storage/ledger-port.ts';
import { StorageOutage, type HubStorage } from '../storage/port.ts';

const PAGE = 1000;

/**
 * Where walking the chains threw over a value that no hub writes, such as a number out of range: one line that names the
 * place. Null where every entry can be read, or nothing can: then it was something else.
 */
export async function unreadableRow(storage: HubStorage): Promise<string | null> {
	const venues = await storage.read((tx) => tx.records.venues());
	for (const venueId of venues) {
		let outboxes: OutboxRow[];
		try {
			outboxes = await storage.read((tx) => tx.ledger.outboxes(venueId));
		} catch (failure) {
			return told(failure, `${venueId}, head of an outbox`);
		}
		for (const { outboxId } of outboxes) {
			const found = await inOutbox(storage, { venueId, outboxId });
			if (found) return found;
		}
	}
	return null;
}

async function inOutbox(
	storage: HubStorage,
	outbox: Pick<OutboxRow, 'venueId' | 'outboxId'>,
): Promise<string | null> {
	let limit = PAGE;
	for (let from = 1; ;) {
		try {
			const page = await storage.read((tx) => tx.ledger.page(outbox, from, limit));
			if (page.length === 0) return null;
			from = page.at(-1)!.seq + 1;
		} catch (failure) {
			if (limit === 1) return told(failure, `${outbox.venueId}, outbox ${outbox.outboxId}: entry ${from}`);
			limit = 1;
		}
	}
}

/** An outage is not the row's fault. */
function told(failure: unknown, place: string): string {
	if (failure instanceof StorageOutage) throw failure;
	return `${place}: cannot be read (${(failure as Error).message.split('\n')[0]})`;
}
