import type { Row } from './tables.ts';

/** A page ends at whichever comes first: rows of visitors' recordings are near a megabyte each. */
export const PAGE_ROWS = 2000;
/** Counted in characters. A row that is larger is a page by itself. */
export const PAGE_BYTES = 8 << 20;

/** How much a row weighs, in characters. */
export const weightOf = (row: Row): number =>
	row.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0);
