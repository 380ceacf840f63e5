export type Cell = string | number | null;
export type Row = readonly Cell[];

/** A hub's tables as they stand at one moment, in whatever kind of database. That of the migrations done is left out. */
export interface TableReader {
	tables(): Promise<string[]>;
	/** Names in alphabetical order. */
	columns(table: string): Promise<string[]>;
	count(table: string): Promise<number>;
	/** Rows page by page, in no order. Cells stand as `columns` says. */
	pages(table: string): AsyncIterable<readonly Row[]>;
}

export interface TableWriter extends TableReader {
	/** Cells stand as `columns` says. */
	insert(table: string, rows: readonly Row[]): Promise<void>;
}
