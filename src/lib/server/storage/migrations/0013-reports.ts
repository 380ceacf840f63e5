import type { Migration } from './migration.ts';

/**
 * What reports add up: a row a session, folded from records, enrollments and attendance; and since when somebody comes to a
 * venue. All of it could be folded again at any time; what has to be is noted.
 */
export const reports: Migration = {
	name: '0013-reports',
	appendOnly: [],
	byVenue: ['session_report', 'visitor', 'report_stale'],
	statements: [
		`CREATE TABLE session_report (
			venue_id TEXT NOT NULL,
			session_id TEXT NOT NULL,
			kind TEXT NOT NULL,
			day INTEGER NOT NULL,
			weekday INTEGER NOT NULL,
			hour INTEGER NOT NULL,
			starts_at BIGINT NOT NULL,
			ends_at BIGINT NOT NULL,
			programme_id TEXT NOT NULL,
			course_id TEXT NOT NULL,
			offering_id TEXT NOT NULL,
			teacher TEXT NOT NULL,
			capacity INTEGER NOT NULL,
			enrolled INTEGER NOT NULL,
			came INTEGER NOT NULL,
			seated INTEGER NOT NULL,
			late INTEGER NOT NULL,
			minutes INTEGER NOT NULL,
			PRIMARY KEY (venue_id, session_id)
		)`,
		'CREATE INDEX session_report_by_day ON session_report (venue_id, day)',
		`CREATE TABLE visitor (
			venue_id TEXT NOT NULL,
			member_id TEXT NOT NULL,
			first_at BIGINT NOT NULL,
			first_day INTEGER NOT NULL,
			first_session TEXT NOT NULL,
			PRIMARY KEY (venue_id, member_id)
		)`,
		'CREATE INDEX visitor_by_day ON visitor (venue_id, first_day)',
		'CREATE INDEX visitor_by_session ON visitor (venue_id, first_session)',
		`CREATE TABLE report_stale (
			venue_id TEXT NOT NULL,
			session_id TEXT NOT NULL,
			PRIMARY KEY (venue_id, session_id)
		)`,
		`INSERT INTO report_stale (venue_id, session_id)
			SELECT venue_id, id FROM record WHERE kind = 'session' AND body IS NOT NULL
			UNION SELECT venue_id, session_id FROM attendance`,
	],
};
