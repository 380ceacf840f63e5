import type { Migration } from './migration.ts';

/** Persons, what they are enrolled in, and their passes: all personal data of the hub is here. */
export const people: Migration = {
	name: '0002-people',
	appendOnly: [],
	byVenue: ['enrollment'],
	statements: [
		`CREATE TABLE member (
			member_id TEXT PRIMARY KEY,
			name TEXT NOT NULL,
			number TEXT NOT NULL UNIQUE,
			phone TEXT,
			union_name TEXT,
			barred INTEGER NOT NULL
		)`,
		`CREATE TABLE enrollment (
			venue_id TEXT NOT NULL,
			offering_id TEXT NOT NULL,
			member_id TEXT NOT NULL REFERENCES member (member_id),
			PRIMARY KEY (venue_id, offering_id, member_id)
		)`,
		'CREATE INDEX enrollment_by_member ON enrollment (member_id, venue_id, offering_id)',
		`CREATE TABLE pass (
			member_id TEXT NOT NULL REFERENCES member (member_id),
			serial INTEGER NOT NULL,
			key_id INTEGER NOT NULL,
			secret TEXT NOT NULL,
			first_day INTEGER NOT NULL,
			last_day INTEGER NOT NULL,
			issued_at BIGINT NOT NULL,
			revoked_at BIGINT,
			PRIMARY KEY (member_id, serial)
		)`,
		'CREATE INDEX pass_revoked ON pass (last_day) WHERE revoked_at IS NOT NULL',
	],
};
