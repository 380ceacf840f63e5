import type { Migration } from './migration.ts';

/** How many people came in with one pass. */
export const parties: Migration = {
	name: '0015-parties',
	appendOnly: [],
	byVenue: [],
	statements: ['ALTER TABLE attendance ADD COLUMN party INTEGER NOT NULL DEFAULT 1'],
};
