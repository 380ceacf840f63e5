import type { Migration } from './migration.ts';

/** Since when a guest's name is kept. Of those who are there already nothing older is known than the latest act. */
export const guests: Migration = {
	name: '0016-guests',
	appendOnly: [],
	byVenue: [],
	statements: [
		'ALTER TABLE member ADD COLUMN guest_since BIGINT',
		'UPDATE member SET guest_since = (SELECT max(at) FROM audit) WHERE guest = 1',
		'CREATE INDEX member_guests ON member (guest_since) WHERE guest = 1',
	],
};
