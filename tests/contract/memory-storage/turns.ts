import type { VenueId } from '../../../src/lib/base/id.ts';

/** A place in the queue of those who write. */
export interface Turn {
	/** Resolves when it is this one's turn. */
	readonly granted: Promise<void>;
	/** It is done, or no longer wants to. Twice is harmless. */
	end(): void;
}

export interface Turns {
	/** Null: alone everywhere. */
	take(venueId: VenueId | null): Turn;
}

interface Place {
	readonly venueId: VenueId | null;
	readonly start: () => void;
}

/** Who writes at a venue is alone there; those of other venues run beside it. First come, first served. */
export function turns(): Turns {
	const waiting: Place[] = [];
	const running = new Set<Place>();
	const mayRun = ({ venueId }: Place): boolean =>
		venueId === null
			? running.size === 0
			: [...running].every((other) => other.venueId !== null && other.venueId !== venueId);
	const startNext = (): void => {
		while (waiting.length > 0 && mayRun(waiting[0]!)) {
			const place = waiting.shift()!;
			running.add(place);
			place.start();
		}
	};
	return {
		take(venueId) {
			let start = (): void => undefined;
			const granted = new Promise<void>((resolve) => (start = resolve));
			const place: Place = { venueId, start };
			waiting.push(place);
			startNext();
			return {
				granted,
				end() {
					running.delete(place);
					const at = waiting.indexOf(place);
					if (at >= 0) waiting.splice(at, 1);
					startNext();
				},
			};
		},
	};
}

/** Everyone at once: what a database without locks would do. */
export const noTurns: Turns = { take: () => ({ granted: Promise.resolve(), end: () => undefined }) };
