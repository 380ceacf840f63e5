import { asId, type SessionId, type VenueId } from '../base/id.ts';
import { chainStart, isIntact, type ChainHead, type Entry } from '../sync/entry.ts';
import { hashTextNatively } from './hash-text.ts';
import { isPresenceRow, type EntryRow, type OutboxRow } from './storage/ledger-port.ts';
import type { HubStorage } from './storage/port.ts';
import { verifyEffects } from './verify-effects.ts';

/** A hub, or a storage that stands alone, such as a backup's. */
type Hub = { readonly storage: HubStorage };

const PAGE = 1000;

export interface Verification {
	readonly outboxes: number;
	readonly entries: number;
	readonly sessions: number;
	/** One line for each broken place: which outbox and entry, or which session or record; and what is wrong. */
	readonly faults: readonly string[];
}

/**
 * Walks every outbox of every venue: hashes cover their contents, each names the one before, and the end is the head. Then
 * what hangs on the facts: attendance, receipts, the order of records.
 * `onProgress`: the share of venues done, 0 to 1. `mend`: what is to be done with a venue's sessions before that is looked at;
 * asked only where every chain of the venue is whole.
 */
export async function verifyLedger(
	hub: Hub,
	onProgress: (share: number) => void = () => undefined,
	mend: (venueId: VenueId, sessionIds: ReadonlySet<SessionId>) => Promise<unknown> = async () => undefined,
): Promise<Verification> {
	const faults: string[] = [];
	let entries = 0;
	let outboxes = 0;
	let sessions = 0;
	const venues = await hub.storage.read((tx) => tx.records.venues());
	for (const [index, venueId] of venues.entries()) {
		const known = faults.length;
		const rows = await hub.storage.read((tx) => tx.ledger.outboxes(venueId));
		outboxes += rows.length;
		const published = await hub.storage.read((tx) => tx.records.ofKinds(venueId, ['session']));
		const met = new Set(published.map(({ id }) => asId<SessionId>(id)));
		for (const [place, outbox] of rows.entries()) {
			onProgress((index + place / rows.length) / venues.length);
			const walked = await walk(hub, venueId, outbox, met);
			entries += walked.entries;
			faults.push(...walked.faults.map((fault) => `${venueId}, outbox ${outbox.outboxId}: ${fault}`));
		}
		sessions += met.size;
		if (faults.length === known) await mend(venueId, met);
		faults.push(...(await verifyEffects(hub.storage, venueId, met)).map((fault) => `${venueId}, ${fault}`));
	}
	onProgress(1);
	return { outboxes, entries, sessions, faults };
}

/** `met`: takes the sessions that entries are about. */
async function walk(hub: Hub, venueId: VenueId, outbox: OutboxRow, met: Set<SessionId>) {
	const faults: string[] = [];
	let head: ChainHead = chainStart(outbox);
	let entries = 0;
	for (;;) {
		const { page, apart } = await pageAfter(hub, { ...outbox, venueId }, head);
		for (const row of page) {
			head = stepOver(head, { seq: row.seq - 1, hash: row.prev }, apart);
			const fault = faultOf(row, head);
			if (fault) faults.push(`entry ${row.seq}: ${fault}`);
			// Go on from what is stored, so that one broken place is told once.
			head = { seq: row.seq, hash: row.hash };
			if (isPresenceRow(row)) met.add(row.fact.sessionId);
		}
		entries += page.length;
		if (page.length > 0) continue;
		head = stepOver(head, outbox.head, apart);
		break;
	}
	if (head.seq !== outbox.head.seq || head.hash !== outbox.head.hash)
		faults.push(`the chain ends at ${head.seq}, but the head says ${outbox.head.seq}`);
	return { entries, faults };
}

/** Entries behind `head`, and the hashes of those that came damaged or not to be read, by seq: the chain goes over them. */
async function pageAfter(hub: Hub, outbox: OutboxRow, head: ChainHead) {
	return hub.storage.read(async (tx) => {
		const page = await tx.ledger.page(outbox, head.seq + 1, PAGE);
		const last = page.at(-1)?.seq ?? outbox.head.seq;
		const kept = await tx.ledger.apart(outbox, head.seq + 1, last);
		const skipped = kept.filter(
			({ reason, deviceId }) =>
				(reason === 'unreadable' || reason === 'not-intact') && deviceId === outbox.deviceId,
		);
		return { page, apart: Map.groupBy(skipped, ({ seq }) => seq) };
	});
}

/** Where the chain stands at `goal`, or before it, once it has gone over what was kept apart in its place. */
function stepOver(
	head: ChainHead,
	goal: ChainHead,
	apart: ReadonlyMap<number, readonly { hash: string }[]>,
): ChainHead {
	let at = head;
	for (let seq = at.seq + 1; seq <= goal.seq; seq++) {
		const kept = apart.get(seq);
		if (!kept) break;
		// Of a clone's branch there may be another of this number.
		const isGoal = seq === goal.seq && kept.some(({ hash }) => hash === goal.hash);
		at = { seq, hash: isGoal ? goal.hash : kept[0]!.hash };
	}
	return at;
}

function faultOf(row: EntryRow, before: ChainHead): string | null {
	if (row.seq !== before.seq + 1) return `entries ${before.seq + 1} to ${row.seq - 1} are missing`;
	if (row.prev !== before.hash) return 'it does not follow the entry before';
	return isIntact(asEntry(row), hashTextNatively) ? null : 'its content is not what its hash says';
}

const asEntry = ({ v, entryId, venueId, outboxId, seq, timing, fact, prev, hash }: EntryRow): Entry => ({
	v: v as Entry['v'],
	...{ entryId, venueId, outboxId, seq, timing, fact, prev, hash },
});
