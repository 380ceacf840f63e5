import { hash } from 'node:crypto';
import type { Row, TableReader } from './tables.ts';

/** What a table holds: how many rows, and a sum over their contents that does not depend on their order. */
export interface Count {
	readonly rows: number;
	readonly sum: string;
}

/** By table. Equal censuses are equal databases: each row's SHA-256 is in its table's sum. */
export type Census = Readonly<Record<string, Count>>;

const LANES = 8;

/** Adds up rows as they come by. Sums lane by lane, so that equal rows do not cancel one another. */
export function counter(): { add(rows: readonly Row[]): void; count(): Count } {
	const sums = new Uint32Array(LANES);
	let rows = 0;
	return {
		add(page) {
			rows += page.length;
			for (const row of page) {
				const digest = hash('sha256', JSON.stringify(row), 'buffer');
				for (let lane = 0; lane < LANES; lane++) sums[lane]! += digest.readUInt32BE(4 * lane);
			}
		},
		count: () => ({ rows, sum: [...sums].map((sum) => sum.toString(16).padStart(8, '0')).join('') }),
	};
}

/** Reads every row of every table. `onProgress`: the share done, 0 to 1. `skip`: rows that are not the hub's own. */
export async function takeCensus(
	reader: TableReader,
	onProgress: (share: number) => void = () => undefined,
	skip: (table: string, row: Row) => boolean = () => false,
): Promise<Census> {
	const census: Record<string, Count> = {};
	const tables = await reader.tables();
	let total = 0;
	for (const table of tables) total += await reader.count(table);
	let done = 0;
	for (const table of tables) {
		const counting = counter();
		for await (const page of reader.pages(table)) {
			counting.add(page.filter((row) => !skip(table, row)));
			onProgress((done += page.length) / Math.max(1, total));
		}
		census[table] = counting.count();
	}
	onProgress(1);
	return census;
}

/** Tables that differ, a line each: what was said, and what is there. */
export const differences = (said: Census, there: Census): string[] =>
	[...new Set([...Object.keys(said), ...Object.keys(there)])].flatMap((table) => {
		const [a, b] = [said[table], there[table]];
		if (a?.sum === b?.sum && a?.rows === b?.rows) return [];
		if (a?.rows === b?.rows) return [`${table}: ${a?.rows} rows in both, but not the same`];
		return [`${table}: ${a?.rows ?? 'no'} rows against ${b?.rows ?? 'none'}`];
	});
