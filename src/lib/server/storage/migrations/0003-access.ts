import type { Migration } from './migration.ts';

/** Paired machines and staff. Of every token only its hash is kept. */
export const access: Migration = {
	name: '0003-access',
	appendOnly: [],
	byVenue: [],
	statements: [
		`CREATE TABLE device (
			device_id TEXT PRIMARY KEY,
			venue_id TEXT NOT NULL,
			kind TEXT NOT NULL,
			name TEXT NOT NULL,
			public_key TEXT NOT NULL,
			paired_at BIGINT NOT NULL,
			last_seen_at BIGINT,
			revoked_at BIGINT,
			UNIQUE (venue_id, public_key)
		)`,
		`CREATE TABLE device_session (
			token_hash TEXT PRIMARY KEY,
			device_id TEXT NOT NULL REFERENCES device (device_id),
			expires_at BIGINT NOT NULL
		)`,
		'CREATE INDEX device_session_by_device ON device_session (device_id)',
		`CREATE TABLE pairing (
			pairing_id TEXT PRIMARY KEY,
			public_key TEXT NOT NULL,
			kind TEXT NOT NULL,
			code TEXT NOT NULL,
			expires_at BIGINT NOT NULL,
			device_id TEXT,
			venue_id TEXT
		)`,
		`CREATE TABLE pairing_link (
			token_hash TEXT PRIMARY KEY,
			venue_id TEXT NOT NULL,
			kind TEXT NOT NULL,
			name TEXT NOT NULL,
			expires_at BIGINT NOT NULL,
			used_by TEXT
		)`,
		`CREATE TABLE staff (
			staff_id TEXT PRIMARY KEY,
			login TEXT NOT NULL UNIQUE,
			name TEXT NOT NULL,
			role TEXT NOT NULL,
			venue_id TEXT,
			password_hash TEXT NOT NULL,
			created_at BIGINT NOT NULL
		)`,
		`CREATE TABLE staff_session (
			token_hash TEXT PRIMARY KEY,
			staff_id TEXT NOT NULL REFERENCES staff (staff_id),
			expires_at BIGINT NOT NULL
		)`,
		`CREATE TABLE staff_invite (
			token_hash TEXT PRIMARY KEY,
			role TEXT NOT NULL,
			venue_id TEXT,
			expires_at BIGINT NOT NULL,
			used_at BIGINT
		)`,
	],
};
