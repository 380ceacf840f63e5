import type { Migration } from './migration.ts';

const SUMS = `enrolled INTEGER NOT NULL,
			came INTEGER NOT NULL,
			seated INTEGER NOT NULL,
			late INTEGER NOT NULL,
			visits INTEGER NOT NULL`;

/**
 * Reports tell unions apart: a row a session and union, and the same added up by month, which a city's report reads instead of
 * five years of sessions. Every session is folded again for it (`noteOldReports`).
 */
export const unionsInReports: Migration = {
	name: '0022-unions-in-reports',
	appendOnly: [],
	byVenue: ['union_turnout', 'union_month'],
	statements: [
		`CREATE TABLE union_turnout (
			venue_id TEXT NOT NULL,
			session_id TEXT NOT NULL,
			union_name TEXT NOT NULL,
			day INTEGER NOT NULL,
			starts_at BIGINT NOT NULL,
			ends_at BIGINT NOT NULL,
			${SUMS},
			minutes INTEGER NOT NULL,
			PRIMARY KEY (venue_id, session_id, union_name)
		)`,
		'CREATE INDEX union_turnout_by_day ON union_turnout (venue_id, day)',
		`CREATE TABLE union_month (
			venue_id TEXT NOT NULL,
			month INTEGER NOT NULL,
			union_name TEXT NOT NULL,
			${SUMS},
			minutes BIGINT NOT NULL,
			PRIMARY KEY (venue_id, month, union_name)
		)`,
		// Of which union somebody was before, empty for none: what was told of a month stays told.
		`CREATE TABLE member_union (
			member_id TEXT NOT NULL,
			until_at BIGINT NOT NULL,
			union_name TEXT NOT NULL,
			PRIMARY KEY (member_id, until_at)
		)`,
	],
};
