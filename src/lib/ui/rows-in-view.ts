/** Which rows of a long list are worth drawing. Pure: positions in, indexes out. */
export interface ListWindow {
	/** First and behind the last row. */
	readonly from: number;
	readonly to: number;
}

/**
 * Rows of one height that are on screen, and `spare` beyond each edge. `top` is how far the list is scrolled, in the unit
 * of the heights; before anything is measured (`row` 0) a first handful.
 */
export function rowsInView(
	count: number,
	row: number,
	top: number,
	height: number,
	spare: number,
): ListWindow {
	if (row <= 0 || height <= 0) return { from: 0, to: Math.min(count, spare) };
	const from = Math.floor(top / row) - spare;
	const to = Math.ceil((top + height) / row) + spare;
	return { from: Math.max(0, Math.min(from, count)), to: Math.max(0, Math.min(to, count)) };
}

/** How many columns of at least `least` fit into `width` with `gap` between them; one at least, `most` at most. */
export const columnsIn = (width: number, least: number, gap: number, most: number): number =>
	Math.max(1, Math.min(most, Math.floor((width + gap) / (least + gap))));
