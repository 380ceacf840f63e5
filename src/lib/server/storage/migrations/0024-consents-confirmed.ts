import type { Migration } from './migration.ts';

/** Consents that wait for a second person: 1, else 0. */
export const consentsConfirmed: Migration = {
	name: '0024-consents-confirmed',
	appendOnly: [],
	byVenue: [],
	statements: [
		'ALTER TABLE consent ADD COLUMN waits INTEGER NOT NULL DEFAULT 0',
		'CREATE INDEX consent_waiting ON consent (venue_id, given_on) WHERE waits = 1',
	],
};
