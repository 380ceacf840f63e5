export type SqlValue = string | number | null;

/**
 * One connection, spoken to in the SQL that SQLite and PostgreSQL share: `?` for values, quoted camelCase aliases.
 * Each text is prepared once and kept.
 */
export interface Sql {
	all<Row>(text: string, ...values: SqlValue[]): Promise<Row[]>;
	get<Row>(text: string, ...values: SqlValue[]): Promise<Row | null>;
	run(text: string, ...values: SqlValue[]): Promise<void>;
	/**
	 * One `INSERT … VALUES (?, …)` for many tuples, in one round trip where there are any. Where it updates on conflict, no
	 * two tuples may have one key.
	 */
	many(text: string, tuples: readonly (readonly SqlValue[])[]): Promise<void>;
	/** The rows of one SELECT for each of many keys: the first marks stand for `fixed`, the others for a key. In no order. */
	each<Row>(text: string, fixed: readonly SqlValue[], keys: readonly (readonly SqlValue[])[]): Promise<Row[]>;
}

/** `?, ?, ?` */
export const marks = (count: number): string => Array(count).fill('?').join(', ');
