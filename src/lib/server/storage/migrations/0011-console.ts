import type { Migration } from './migration.ts';

/**
 * Accounts that are switched off, links that are meant for somebody or set a password anew; the audit by who did it; and the tree
 * of unions, to which a member belongs by the name of theirs. Passes of people who were erased stay dead.
 */
export const consoleTables: Migration = {
	name: '0011-console',
	appendOnly: [],
	byVenue: [],
	statements: [
		'ALTER TABLE staff ADD COLUMN off_at BIGINT',
		'ALTER TABLE staff_invite ADD COLUMN meant_for TEXT',
		'ALTER TABLE staff_invite ADD COLUMN staff_id TEXT',
		'CREATE INDEX audit_by_actor ON audit (actor, at)',
		'CREATE INDEX audit_at ON audit (at)',
		`CREATE TABLE union_unit (
			unit_id TEXT PRIMARY KEY,
			name TEXT NOT NULL UNIQUE,
			parent_id TEXT
		)`,
		'CREATE INDEX member_by_union ON member (union_name)',
		`CREATE TABLE erased_pass (
			member_id TEXT NOT NULL,
			serial INTEGER NOT NULL,
			key_id INTEGER,
			last_day INTEGER NOT NULL,
			PRIMARY KEY (member_id, serial)
		)`,
	],
};
