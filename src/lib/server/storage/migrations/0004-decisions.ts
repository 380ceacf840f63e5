import type { Migration } from './migration.ts';

/** What staff decided about conflicts and entries kept apart. Every key begins with the venue. */
export const decisions: Migration = {
	name: '0004-decisions',
	appendOnly: ['decision'],
	byVenue: ['decision'],
	statements: [
		`CREATE TABLE decision (
			venue_id TEXT NOT NULL,
			outbox_id TEXT NOT NULL,
			seq BIGINT NOT NULL,
			hash TEXT NOT NULL,
			verdict TEXT NOT NULL,
			about TEXT NOT NULL,
			at BIGINT NOT NULL,
			staff_id TEXT NOT NULL,
			reason TEXT NOT NULL,
			device_id TEXT NOT NULL,
			session_id TEXT,
			member_id TEXT,
			fact_id TEXT,
			status TEXT,
			PRIMARY KEY (venue_id, outbox_id, seq, hash)
		)`,
		'CREATE INDEX decision_by_time ON decision (venue_id, at)',
		'CREATE INDEX attendance_in_conflict ON attendance (venue_id, session_id) WHERE conflict IS NOT NULL',
		'CREATE INDEX quarantine_by_outbox ON quarantine (venue_id, device_id, outbox_id)',
	],
};
