import type { Catalogue } from '../../domain/catalogue.ts';
import type { Venue } from '../../domain/venue.ts';
import { shelved, type ReadRecord } from './shelves.ts';

/** Under which name the catalogue holds the records of a kind. */
const SHELF = {
	room: 'rooms',
	programme: 'programmes',
	course: 'courses',
	offering: 'offerings',
	session: 'sessions',
	tally: 'tallies',
} as const;

/** The catalogue that these records make, or null where the venue itself is missing. */
export function catalogueFrom(records: readonly ReadRecord[]): Catalogue | null {
	const venue = records.find(({ kind }) => kind === 'venue')?.body as Venue | undefined;
	return venue ? ({ venue, ...shelved(SHELF, records) } as unknown as Catalogue) : null;
}
