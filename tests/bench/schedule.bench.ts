import type { BenchResult } from './run.ts';
import { measureHub } from './schedule-hub.ts';

/** A schedule where it is large: a city's at the hub. */
export async function run(): Promise<BenchResult> {
	const hub = await measureHub();
	return { table: hub.table, goals: { ...hub.goals }, details: hub.details };
}
