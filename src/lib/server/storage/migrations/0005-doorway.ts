import type { Migration } from './migration.ts';

/** Comings and goings, and sign-ups. What an entry is about is no longer a session only. */
export const doorway: Migration = {
	name: '0005-doorway',
	appendOnly: [],
	byVenue: ['sign_up', 'roster_import', 'lease'],
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
			entry_id TEXT NOT NULL,
			PRIMARY KEY (venue_id, offering_id, member_id)
		)`,
		'CREATE INDEX sign_up_by_member ON sign_up (member_id, venue_id)',
		`CREATE TABLE roster_import (
			venue_id TEXT NOT NULL,
			offering_id TEXT NOT NULL,
			member_id TEXT NOT NULL,
			at BIGINT NOT NULL,
			PRIMARY KEY (venue_id, offering_id, member_id)
		)`,
		'INSERT INTO roster_import SELECT venue_id, offering_id, member_id, 0 FROM enrollment',
		`CREATE TABLE lease (
			venue_id TEXT NOT NULL,
			device_id TEXT NOT NULL,
			number BIGINT NOT NULL,
			outbox_id TEXT NOT NULL,
			from_seq BIGINT NOT NULL,
			expires_at BIGINT NOT NULL,
			seats TEXT NOT NULL,
			used TEXT NOT NULL,
			PRIMARY KEY (venue_id, device_id, number)
		)`,
	],
};
