import type { Migration } from './migration.ts';

/** Changes of media on show that wait for a second person: one for each part of an item. */
export const mediaProposals: Migration = {
	name: '0023-media-proposals',
	appendOnly: [],
	byVenue: ['media_proposal'],
	statements: [
		`CREATE TABLE media_proposal (
			venue_id TEXT NOT NULL,
			media_id TEXT NOT NULL,
			part TEXT NOT NULL,
			proposal_id TEXT NOT NULL,
			body TEXT NOT NULL,
			authors TEXT NOT NULL,
			actor_name TEXT NOT NULL,
			at BIGINT NOT NULL,
			PRIMARY KEY (venue_id, media_id, part)
		)`,
	],
};
