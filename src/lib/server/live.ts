import type { VenueId } from '../base/id.ts';
import type { LiveService } from './hub.ts';

/** Tells open connections that something at their venue has changed; what it was, they ask for. */
export function liveService(): LiveService {
	const byVenue = new Map<VenueId, Set<(rev: number) => void>>();
	return {
		subscribe(venueId, listener) {
			const listeners = byVenue.get(venueId) ?? new Set();
			byVenue.set(venueId, listeners.add(listener));
			return () => {
				listeners.delete(listener);
				if (listeners.size === 0 && byVenue.get(venueId) === listeners) byVenue.delete(venueId);
			};
		},
		announce(venueId, rev) {
			for (const listener of byVenue.get(venueId) ?? []) listener(rev);
		},
		get listeners() {
			return [...byVenue.values()].reduce((sum, listeners) => sum + listeners.size, 0);
		},
	};
}
