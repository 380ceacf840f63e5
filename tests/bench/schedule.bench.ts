import type { BenchResult } from './run.ts';
import { measureBoard } from './schedule-board.ts';
import { measureHub } from './schedule-hub.ts';

/** A schedule where it is large: a house's on its display, a city's at the hub. */
export async function run(): Promise<BenchResult> {
	const board = await measureBoard();
	const hub = await measureHub();
	return {
		table: [...board.table, ...hub.table],
		goals: { ...board.goals, ...hub.goals },
		details: { ...board.details, ...hub.details },
	};
}
