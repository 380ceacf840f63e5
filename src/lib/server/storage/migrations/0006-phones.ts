import type { Migration } from './migration.ts';

/** Phones on which people have claimed their passes, their calendars, and guests, of whom only a name is known. */
export const phones: Migration = {
	name: '0006-phones',
	appendOnly: [],
	byVenue: [],
	statements: [
		'ALTER TABLE member ADD COLUMN guest INTEGER NOT NULL DEFAULT 0',
		`CREATE TABLE phone_session (
			phone_id TEXT PRIMARY KEY,
			member_id TEXT NOT NULL REFERENCES member (member_id),
			token_hash TEXT NOT NULL UNIQUE,
			name TEXT NOT NULL,
			opened_at BIGINT NOT NULL,
			seen_at BIGINT NOT NULL,
			expires_at BIGINT NOT NULL
		)`,
		'CREATE INDEX phone_session_by_member ON phone_session (member_id)',
		`CREATE TABLE calendar_feed (
			member_id TEXT PRIMARY KEY REFERENCES member (member_id),
			generation INTEGER NOT NULL
		)`,
		// Visits are no published sessions: a person's are found by the person. Classes do not pay for it.
		`CREATE INDEX attendance_visits ON attendance (member_id, venue_id) WHERE substr(session_id, 1, 6) = 'visit-'`,
	],
};
