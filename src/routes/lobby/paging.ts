const PAGE_MS = 9_000;

/** The page of rows that is up at `now`: pages turn by the clock, so that two screens side by side turn together. */
export function pageAt<Row>(
	rows: readonly Row[],
	perPage: number,
	now: number,
): { rows: readonly Row[]; page: number; pages: number } {
	const pages = Math.max(1, Math.ceil(rows.length / perPage));
	const page = Math.floor(now / PAGE_MS) % pages;
	return { rows: rows.slice(page * perPage, (page + 1) * perPage), page, pages };
}

/** One of several, in turn: each stays long enough to be scanned. */
export const inTurn = <Item>(items: readonly Item[], now: number, everyMs = 20_000): Item | null =>
	items[Math.floor(now / everyMs) % Math.max(1, items.length)] ?? null;
