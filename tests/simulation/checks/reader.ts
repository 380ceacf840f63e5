import { draftOn, type Changes, type Data, type Tables } from '../../contract/memory-storage/data.ts';
import { recordStore, revsOfRow } from '../../contract/memory-storage/records.ts';
import { venueId } from '../../hub/small-venue.ts';
import type { Sim } from '../sim.ts';
import { changesOf, rowsOf } from './auditor.ts';

/** Follows a venue's records as the keenest kiosk could: it asks after each commit. */
export interface Reader {
	look(changes: Changes): void;
}

type Known = Map<string, string | null>;

/** [S14] Whoever asks with the last count seen misses nothing, whenever they ask. */
export function createReader(sim: Sim, data: Data): Reader {
	const known: Known = new Map();
	const records = (): readonly Tables['record'][] =>
		[...rowsOf(data, 'record').values()].filter((row) => row.venueId === venueId);
	for (const row of records()) known.set(`${row.kind} ${row.id}`, row.body);
	let cursor = rowsOf(data, 'venue').get(venueId)?.rev ?? 0;
	return {
		look(changes) {
			if (!changes.has('venue') && !changes.has('record')) return;
			const rev = rowsOf(data, 'venue').get(venueId)?.rev ?? 0;
			for (const row of changesOf(changes, 'record').values())
				if (row.rev <= cursor || row.rev > rev)
					sim.violated(
						`[S14] ${row.kind} ${row.id} changes under rev ${row.rev}, between ${cursor} and ${rev}`,
					);
			const store = recordStore(draftOn(data), revsOfRow);
			for (const { kind, id, body } of store.since(venueId, cursor, Infinity))
				known.set(`${kind} ${id}`, body);
			cursor = rev;
			for (const { kind, id, body } of records())
				if (body !== null && known.get(`${kind} ${id}`) !== body)
					sim.violated(`[S14] whoever asks with rev ${rev} will never hear of ${kind} ${id}`);
		},
	};
}
