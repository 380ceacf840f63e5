import type { Migration } from './migration.ts';

/** Under what people are found, many keys a person. Derived from their rows: the hub fills it when it starts. */
export const search: Migration = {
	name: '0007-search',
	appendOnly: [],
	byVenue: [],
	statements: [
		`CREATE TABLE member_key (
			member_id TEXT NOT NULL REFERENCES member (member_id),
			key TEXT NOT NULL,
			PRIMARY KEY (member_id, key)
		)`,
		'CREATE INDEX member_key_by_key ON member_key (key, member_id)',
	],
};
