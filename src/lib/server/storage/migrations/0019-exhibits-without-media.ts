import type { Migration } from './migration.ts';

/** Exhibits that name media which devices do not get are looked at again, and published without. */
export const exhibitsWithoutMedia: Migration = {
	name: '0019-exhibits-without-media',
	appendOnly: [],
	byVenue: [],
	statements: [
		`UPDATE exhibit SET due_at = 0 WHERE EXISTS (SELECT 1 FROM exhibit_media u
			WHERE u.venue_id = exhibit.venue_id AND u.kind = exhibit.kind AND u.exhibit_id = exhibit.exhibit_id
			AND NOT EXISTS (SELECT 1 FROM record r WHERE r.venue_id = u.venue_id AND r.kind = 'media'
				AND r.id = u.media_id AND r.body IS NOT NULL))`,
	],
};
