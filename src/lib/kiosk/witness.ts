import * as v from 'valibot';
import { LostStoreSchema, type LostStore } from '../sync/wire.ts';

const MARK = 'gongzhan-witness';

/** Keeps in another of the browser's stores who this machine is and how far it has written. Nothing is ever rebuilt from it. */
export interface Witness {
	/** What the ledger of this machine last was; null where there never was one, as far as anybody knows. */
	readonly read: () => LostStore | null;
	readonly note: (now: LostStore) => void;
}

/**
 * Browsers throw away databases that they cannot read, all of an origin at once, and then look like new. A machine whose
 * ledger is gone while its witness is there has lost its store, and says so.
 */
export function createWitness(storage: Storage): Witness {
	return {
		read: () => {
			const found = v.safeParse(WitnessSchema, storage.getItem(MARK));
			return found.success ? found.output : null;
		},
		note: (now) => {
			try {
				storage.setItem(MARK, JSON.stringify(now));
			} catch (error) {
				console.error(error);
			}
		},
	};
}

const WitnessSchema = v.pipe(v.string(), v.parseJson(), LostStoreSchema);
