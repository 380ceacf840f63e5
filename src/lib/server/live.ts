import type { VenueId } from '../base/id.ts';
import type { LiveService } from './hub.ts';

interface Audience {
	readonly listeners: Set<(rev: number) => void>;
	/** What they have been told; null before anybody has looked. */
	rev: number | null;
}

/** Tells open connections that something at their venue has changed; what it was, they ask for. */
export function liveService(): LiveService {
	const byVenue = new Map<VenueId, Audience>();
	const announce = (venueId: VenueId, rev: number): void => {
		const audience = byVenue.get(venueId);
		if (!audience || rev <= (audience.rev ?? -1)) return;
		audience.rev = rev;
		for (const listener of audience.listeners) listener(rev);
	};
	return {
		subscribe(venueId, listener) {
			const audience = byVenue.get(venueId) ?? { listeners: new Set(), rev: null };
			byVenue.set(venueId, audience);
			audience.listeners.add(listener);
			return () => {
				audience.listeners.delete(listener);
				if (audience.listeners.size === 0 && byVenue.get(venueId) === audience) byVenue.delete(venueId);
			};
		},
		announce,
		seen(venueId, rev) {
			const audience = byVenue.get(venueId);
			if (audience?.rev === null) audience.rev = rev;
			else announce(venueId, rev);
		},
		get venues() {
			return [...byVenue.keys()];
		},
		get listeners() {
			return [...byVenue.values()].reduce((sum, { listeners }) => sum + listeners.size, 0);
		},
	};
}
