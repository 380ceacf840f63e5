import type { Migration } from './migration.ts';

/** Reports count a group with everybody in it: sessions to which one came are folded again. */
export const partiesInReports: Migration = {
	name: '0017-parties-in-reports',
	appendOnly: [],
	byVenue: [],
	statements: [
		`INSERT INTO report_stale (venue_id, session_id)
			SELECT DISTINCT venue_id, session_id FROM attendance WHERE party > 1
			ON CONFLICT (venue_id, session_id) DO NOTHING`,
	],
};
