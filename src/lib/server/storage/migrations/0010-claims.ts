import type { Migration } from './migration.ts';

/** Codes with which a phone claims a pass, who has guessed at them, and the keys of phones that show live passes. */
export const claims: Migration = {
	name: '0010-claims',
	appendOnly: [],
	byVenue: [],
	statements: [
		`CREATE TABLE claim (
			code_hash TEXT PRIMARY KEY,
			member_id TEXT NOT NULL REFERENCES member (member_id),
			expires_at BIGINT NOT NULL,
			holder TEXT
		)`,
		'CREATE INDEX claim_by_member ON claim (member_id)',
		`CREATE TABLE wrong_claim (
			source TEXT PRIMARY KEY,
			count INTEGER NOT NULL,
			until BIGINT NOT NULL
		)`,
		`CREATE TABLE live_key (
			member_id TEXT NOT NULL REFERENCES member (member_id),
			serial INTEGER NOT NULL,
			phone_id TEXT NOT NULL,
			public_key TEXT NOT NULL,
			added_at BIGINT NOT NULL,
			last_day INTEGER NOT NULL,
			revoked_at BIGINT,
			PRIMARY KEY (member_id, serial)
		)`,
		'CREATE INDEX live_key_revoked ON live_key (last_day) WHERE revoked_at IS NOT NULL',
	],
};
