import type { Migration } from './migration.ts';

/** PINs with which staff open a desk tablet. */
export const deskPins: Migration = {
	name: '0008-desk-pins',
	appendOnly: [],
	byVenue: [],
	statements: [
		`CREATE TABLE desk_pin (
			staff_id TEXT PRIMARY KEY REFERENCES staff (staff_id),
			salt TEXT NOT NULL,
			cost TEXT NOT NULL,
			sealed TEXT NOT NULL,
			set_at BIGINT NOT NULL
		)`,
	],
};
