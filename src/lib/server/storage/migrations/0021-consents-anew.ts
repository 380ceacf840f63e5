import type { Migration } from './migration.ts';

const ANY_WITHDRAWN = (table: string) =>
	`EXISTS (SELECT 1 FROM consent c WHERE c.venue_id = ${table}.venue_id AND c.body LIKE '%"withdrawn":{%')`;

/**
 * Where somebody took their consent back, exhibits and media are looked at again: no other paper outweighs that any more, and no
 * record names them.
 */
export const consentsAnew: Migration = {
	name: '0021-consents-anew',
	appendOnly: [],
	byVenue: [],
	statements: ['exhibit', 'media_item'].map(
		(table) => `UPDATE ${table} SET due_at = 0 WHERE ${ANY_WITHDRAWN(table)}`,
	),
};
