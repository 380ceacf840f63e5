/** Columns a character takes in a terminal: two for Chinese and full-width signs. */
const columnsOf = (character: string): number =>
	/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
		character,
	)
		? 2
		: 1;

export const widthOf = (text: string): number =>
	[...text].reduce((sum, character) => sum + columnsOf(character), 0);

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Rows as lines whose columns stand under one another, Chinese or not. The last column is left ragged. */
export function alignRows(rows: readonly (readonly string[])[], indent = '  '): string[] {
	const columns = Math.max(0, ...rows.map((row) => row.length));
	const widths = Array.from({ length: columns }, (_, i) =>
		Math.max(...rows.map((row) => (i < row.length - 1 ? widthOf(row[i]!) : 0))),
	);
	return rows.map(
		(row) => indent + row.map((cell, i) => (i < row.length - 1 ? padded(cell, widths[i]!) : cell)).join('  '),
	);
}
