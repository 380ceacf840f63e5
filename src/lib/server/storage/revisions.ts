import type { VenueId } from '../../base/id.ts';
import type { Tx } from './port.ts';

type Listener = (venueId: VenueId, rev: number) => void;

/** The venues that one work has changed, and to which rev. */
export type Changed = Map<VenueId, number>;

/** Who wants to know of new revisions, and what they have been told: nothing twice, nothing older. */
export interface Revisions {
	watch(listener: Listener): () => void;
	tell(venueId: VenueId, rev: number): void;
	/** What the storage stands at when nobody has been told anything yet. */
	recall(venueId: VenueId, rev: number): void;
}

export function revisions(): Revisions {
	const listeners = new Set<Listener>();
	const known = new Map<VenueId, number>();
	const isNews = (venueId: VenueId, rev: number): boolean => {
		if (rev <= (known.get(venueId) ?? 0)) return false;
		known.set(venueId, rev);
		return true;
	};
	return {
		watch(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		tell(venueId, rev) {
			if (isNews(venueId, rev)) for (const listener of [...listeners]) listener(venueId, rev);
		},
		recall: (venueId, rev) => void isNews(venueId, rev),
	};
}

/** The same transaction, noting in `changed` which venues' records it changes. */
export const noting = (tx: Tx, changed: Changed): Tx => ({
	...tx,
	records: {
		...tx.records,
		async put(venueId, changes) {
			const rev = await tx.records.put(venueId, changes);
			if (rev !== null) changed.set(venueId, rev);
			return rev;
		},
		async touch(venueId) {
			const rev = await tx.records.touch(venueId);
			changed.set(venueId, rev);
			return rev;
		},
	},
});
