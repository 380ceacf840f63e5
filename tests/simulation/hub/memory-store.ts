import {
	apply,
	copyOf,
	draftOn,
	keyOf,
	type Changes,
	type Data,
} from '../../contract/memory-storage/data.ts';
import { createMemoryDatabase, type Makeshift } from '../../contract/memory-storage/storage.ts';
import type { Sim } from '../sim.ts';
import type { Store } from './store.ts';

/** How long commits are held back from the disk where nobody waits for it. */
const HELD_BACK = 20_000;

/** Told of each commit of a store that can be watched, and of each jump back. */
export interface CommitWatch {
	committed(data: Data, changes: Changes): void;
	restored(data: Data): void;
}

/** What a restore does to the database that it puts back: nothing that was given out since then is given again [S15]. */
function beginNewLife(data: Data, now: number): void {
	const draft = draftOn(data);
	const records = draft.rows('record');
	records.deleteWhere((row) => row.body === null);
	for (const venue of draft.rows('venue').all()) {
		let rev = Math.max(now * 100, venue.rev + 1_000_000_000);
		const living = records.all().filter((row) => row.venueId === venue.venueId);
		for (const row of living.sort((a, b) => a.rev - b.rev))
			records.put(keyOf(row.venueId, row.kind, row.id), { ...row, rev: ++rev });
		draft.rows('venue').put(venue.venueId, { ...venue, rev });
	}
	for (const table of ['staffSession', 'deviceSession', 'pairing', 'pairingLink'] as const)
		draft.rows(table).deleteWhere(() => true);
	// Only those of the hub's own outboxes are kept here under more than a name.
	const device = draft.rows('meta').get('hub device');
	draft.rows('meta').deleteWhere((row) => row !== device);
	apply(data, draft.changes);
}

/** The storage's twin, beginning with a copy of `staged`. */
export function memoryStore(sim: Sim, staged: Data, watch: CommitWatch, makeshift: Makeshift): Store {
	const data = copyOf(staged);
	const database = createMemoryDatabase(data, makeshift);
	watch.restored(data);
	database.onCommit = (changes) => watch.committed(data, changes);
	if (sim.mutation === 'unsynced-hub') {
		database.holdBack();
		const flush = (): void => {
			database.sync();
			sim.scheduler.after(HELD_BACK, flush);
		};
		flush();
	}
	return {
		mostProcesses: 3,
		connect(conduct) {
			const storage = database.connect(conduct);
			return { storage, die: () => storage.die() };
		},
		losePower() {
			database.losePower();
			watch.restored(data);
		},
		backUp() {
			const image = copyOf(data);
			return () => {
				data.clear();
				for (const [name, rows] of image) data.set(name, new Map(rows));
				beginNewLife(data, sim.time());
				database.sync();
				watch.restored(data);
			};
		},
		close: async () => undefined,
	};
}
