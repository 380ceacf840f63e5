import type { VenueId } from '../base/id.ts';
import type { HubStorage } from './storage/port.ts';

type Listener = (rev: number) => void;

export interface LiveService {
	/** Calls `listener` with the venue's revision after each change, by whichever process. Returns the unsubscriber. */
	subscribe(venueId: VenueId, listener: (rev: number) => void): () => void;
	readonly listeners: number;
}

interface Audience {
	readonly listeners: Set<Listener>;
	/** What they have been told; 0 before anything. */
	rev: number;
}

/** Tells open connections that something at their venue has changed; what it was, they ask for. */
export function liveService(storage: HubStorage): LiveService & { end(): void } {
	const byVenue = new Map<VenueId, Audience>();
	const end = storage.watch((venueId, rev) => {
		const audience = byVenue.get(venueId);
		if (!audience || rev <= audience.rev) return;
		audience.rev = rev;
		for (const listener of audience.listeners) listener(rev);
	});
	return {
		subscribe(venueId, listener) {
			const audience = byVenue.get(venueId) ?? { listeners: new Set(), rev: 0 };
			byVenue.set(venueId, audience);
			audience.listeners.add(listener);
			return () => {
				audience.listeners.delete(listener);
				if (audience.listeners.size === 0 && byVenue.get(venueId) === audience) byVenue.delete(venueId);
			};
		},
		get listeners() {
			return [...byVenue.values()].reduce((sum, { listeners }) => sum + listeners.size, 0);
		},
		end,
	};
}
