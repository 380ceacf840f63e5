import type { MediaId, VenueId } from '../../base/id.ts';
import { consentEnds, gapOf, purposesOfMedia } from '../../domain/consent.ts';
import { parseBody } from '../../sync/records.ts';
import { checkedChange } from '../records.ts';
import type { MediaRow } from '../storage/exhibit-port.ts';
import type { RecordChange, Tx } from '../storage/port.ts';
import { consentsOfMedia } from './lacks.ts';

/** Published while an exhibit shows them, and while whoever they show agrees. Which of them have come or gone. */
export async function settleMedia(
	tx: Tx,
	venueId: VenueId,
	ids: readonly MediaId[],
	now: number,
): Promise<MediaId[]> {
	const changes: RecordChange[] = [];
	const turned: MediaId[] = [];
	for (const row of await tx.media.get(venueId, ids)) {
		const change = await settleOne(tx, venueId, row, now);
		const before = await tx.records.body(venueId, 'media', row.mediaId);
		if ((before === null) !== (change.body === null)) turned.push(row.mediaId);
		changes.push(change);
	}
	await tx.records.put(venueId, changes);
	return turned;
}

async function settleOne(tx: Tx, venueId: VenueId, row: MediaRow, now: number): Promise<RecordChange> {
	const used = (await tx.exhibits.usedBy(venueId, row.mediaId)).length > 0;
	const gone = { kind: 'media' as const, id: row.mediaId, body: null };
	if (!used || row.state !== 'ready') return note(tx, venueId, row, null, gone);
	const published = checkedChange({ ...gone, body: parseBody('media', JSON.parse(row.body)) });
	if (row.shown !== 'living') return note(tx, venueId, row, null, published);
	const consents = await consentsOfMedia(tx, venueId, row);
	const purposes = purposesOfMedia(row.kind);
	const missing = purposes.some((purpose) => gapOf(consents, purpose, now) !== null);
	const ends = missing ? null : consentEnds(consents, purposes, now);
	return note(tx, venueId, row, ends, missing ? gone : published);
}

async function note(
	tx: Tx,
	venueId: VenueId,
	row: MediaRow,
	dueAt: number | null,
	change: RecordChange,
): Promise<RecordChange> {
	if (row.dueAt !== dueAt) await tx.media.put(venueId, { ...row, dueAt });
	return change;
}
