import type { Migration } from './migration.ts';

/** Records that flow down, entries that came up, and what is folded from them. Every key begins with the venue. */
export const ledger: Migration = {
	name: '0001-ledger',
	appendOnly: ['entry', 'quarantine', 'audit'],
	byVenue: ['record', 'outbox', 'entry', 'quarantine', 'attendance'],
	statements: [
		`CREATE TABLE venue (
			venue_id TEXT PRIMARY KEY,
			rev BIGINT NOT NULL
		)`,
		`CREATE TABLE record (
			venue_id TEXT NOT NULL REFERENCES venue (venue_id),
			kind TEXT NOT NULL,
			id TEXT NOT NULL,
			rev BIGINT NOT NULL,
			body TEXT,
			PRIMARY KEY (venue_id, kind, id)
		)`,
		'CREATE UNIQUE INDEX record_by_rev ON record (venue_id, rev)',
		`CREATE TABLE outbox (
			venue_id TEXT NOT NULL,
			outbox_id TEXT NOT NULL,
			device_id TEXT NOT NULL,
			seq BIGINT NOT NULL,
			hash TEXT NOT NULL,
			said_seq BIGINT,
			said_hash TEXT,
			said_at BIGINT,
			PRIMARY KEY (venue_id, outbox_id)
		)`,
		'CREATE INDEX outbox_by_id ON outbox (outbox_id)',
		`CREATE TABLE entry (
			venue_id TEXT NOT NULL,
			outbox_id TEXT NOT NULL,
			seq BIGINT NOT NULL,
			entry_id TEXT NOT NULL,
			hash TEXT NOT NULL,
			prev TEXT NOT NULL,
			device_id TEXT NOT NULL,
			at BIGINT NOT NULL,
			received_at BIGINT NOT NULL,
			kind TEXT NOT NULL,
			session_id TEXT NOT NULL,
			member_id TEXT NOT NULL,
			body TEXT NOT NULL,
			flags TEXT NOT NULL,
			outcome TEXT NOT NULL,
			PRIMARY KEY (venue_id, outbox_id, seq)
		)`,
		'CREATE INDEX entry_by_person ON entry (venue_id, session_id, member_id)',
		`CREATE TABLE quarantine (
			venue_id TEXT NOT NULL,
			outbox_id TEXT NOT NULL,
			seq BIGINT NOT NULL,
			hash TEXT NOT NULL,
			reason TEXT NOT NULL,
			body TEXT NOT NULL,
			device_id TEXT NOT NULL,
			received_at BIGINT NOT NULL,
			PRIMARY KEY (venue_id, outbox_id, seq, hash)
		)`,
		`CREATE TABLE attendance (
			venue_id TEXT NOT NULL,
			session_id TEXT NOT NULL,
			member_id TEXT NOT NULL,
			status TEXT NOT NULL,
			since BIGINT,
			late INTEGER NOT NULL,
			device_id TEXT,
			conflict TEXT,
			PRIMARY KEY (venue_id, session_id, member_id)
		)`,
		`CREATE TABLE audit (
			at BIGINT NOT NULL,
			venue_id TEXT,
			actor TEXT NOT NULL,
			action TEXT NOT NULL,
			subject TEXT NOT NULL,
			detail TEXT
		)`,
		'CREATE INDEX audit_by_time ON audit (venue_id, at)',
		'CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)',
	],
};
