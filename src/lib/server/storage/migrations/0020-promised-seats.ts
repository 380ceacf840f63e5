import type { Migration } from './migration.ts';

/** To whom seats of a lease were promised: unions have only so many, whatever kiosk their people stand at. */
export const promisedSeats: Migration = {
	name: '0020-promised-seats',
	appendOnly: [],
	byVenue: [],
	statements: [`ALTER TABLE lease ADD COLUMN promised TEXT NOT NULL DEFAULT '[]'`],
};
