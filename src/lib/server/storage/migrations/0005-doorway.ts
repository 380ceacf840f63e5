import type { Migration } from './migration.ts';

/** Comings and goings, and sign-ups. What an entry is about is no longer a session only. */
export const doorway: Migration = {
	name: '0005-doorway',
	appendOnly: [],
	byVenue: ['sign_up'],
	statements: [
		'ALTER TABLE entry RENAME COLUMN session_id TO subject',
		'ALTER TABLE attendance ADD COLUMN left_at BIGINT',
		'ALTER TABLE attendance ADD COLUMN away BIGINT NOT NULL DEFAULT 0',
		`CREATE TABLE sign_up (
			venue_id TEXT NOT NULL,
			offering_id TEXT NOT NULL,
			member_id TEXT NOT NULL,
			status TEXT NOT NULL,
			at BIGINT NOT NULL,
			leased INTEGER NOT NULL,
			entry_id TEXT NOT NULL,
			PRIMARY KEY (venue_id, offering_id, member_id)
		)`,
		'CREATE INDEX sign_up_by_member ON sign_up (member_id, venue_id)',
	],
};
