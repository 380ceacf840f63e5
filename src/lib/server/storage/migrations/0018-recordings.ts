import type { Migration } from './migration.ts';

/** What visitors told at kiosks, sealed, until an editor has decided about it; of the decided ones what they were. */
export const recordings: Migration = {
	name: '0018-recordings',
	appendOnly: [],
	byVenue: ['recording'],
	statements: [
		`CREATE TABLE recording (
			venue_id TEXT NOT NULL,
			recording_id TEXT NOT NULL,
			device_id TEXT NOT NULL,
			language TEXT NOT NULL,
			at BIGINT NOT NULL,
			received_at BIGINT NOT NULL,
			due_at BIGINT NOT NULL,
			millis INTEGER NOT NULL,
			sha256 TEXT NOT NULL,
			state TEXT NOT NULL,
			decided_at BIGINT,
			actor TEXT,
			detail TEXT,
			sealed TEXT,
			PRIMARY KEY (venue_id, recording_id)
		)`,
		'CREATE INDEX recording_by_state ON recording (venue_id, state, at)',
	],
};
