import type { Migration } from './migration.ts';

/** Machines whose browser has thrown their ledger away: what they say of it when they ask to be paired anew. */
export const lostStores: Migration = {
	name: '0009-lost-stores',
	appendOnly: [],
	byVenue: [],
	statements: ['ALTER TABLE pairing ADD COLUMN lost TEXT', 'ALTER TABLE device ADD COLUMN lost_seq BIGINT'],
};
