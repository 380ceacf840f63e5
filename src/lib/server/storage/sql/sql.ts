export type SqlValue = string | number | null;

/**
 * One connection, spoken to in the SQL that SQLite and PostgreSQL share: `?` for values, quoted camelCase aliases.
 * Each text is prepared once and kept.
 */
export interface Sql {
	all<Row>(text: string, ...values: SqlValue[]): Promise<Row[]>;
	get<Row>(text: string, ...values: SqlValue[]): Promise<Row | null>;
	run(text: string, ...values: SqlValue[]): Promise<void>;
}

/** `?, ?, ?` */
export const marks = (count: number): string => Array(count).fill('?').join(', ');
