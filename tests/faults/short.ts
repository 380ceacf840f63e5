import { dice } from '../simulation/dice.ts';
import type { KillOrder } from './kill-hubs.ts';
import { hasFailed, tableOf, type Report } from './report.ts';

/** Runs a fault a few times, by dice of the moment. Null, or all there is to say of its failure. */
export async function failureOf(
	part: (order: KillOrder) => Promise<Report>,
	kills: number,
): Promise<string | null> {
	const seed = Date.now() % 1_000_000;
	const said: string[] = [];
	const say = (line: string): void => void said.push(line);
	const report = await part({ kills, chance: dice(seed), say });
	if (report.skipped) console.log(`${report.fault}: skipped, ${report.skipped}`);
	return hasFailed(report) ? [tableOf([report]), ...said, `${kills} kills, seed ${seed}`].join('\n') : null;
}
