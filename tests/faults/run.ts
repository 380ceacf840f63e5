/** `npm run faults -- [--kills N] [--only NAME] [--seed S]`: breaks real processes and disks; exit 1 where anything is lost or doubled. */
import { parseArgs } from 'node:util';
import { buildIfStale } from '../hub/built.ts';
import { orderOrExit } from '../order-or-exit.ts';
import { dice } from '../simulation/dice.ts';
import { FAULTS, isFault, type FaultName } from './faults.ts';
import { ended, hasFailed, tableOf, type Report } from './report.ts';

const USAGE = `npm run faults -- [--kills N] [--only NAME] [--seed S]

  --kills N    how often hubs are killed, Chromium half as often (60)
  --seed S     of the dice that choose the moments (printed where none is given)
  --only NAME  one of them:
${Object.entries(FAULTS)
	.map(([name, { what }]) => `               ${name.padEnd(9)} ${what}`)
	.join('\n')}`;

interface Order {
	readonly kills: number;
	readonly seed: number;
	readonly only: FaultName | null;
}

/** Null where help is asked for. Throws one line about what is wrong. */
function readOrder(): Order | null {
	const { values } = parseArgs({
		options: {
			kills: { type: 'string', default: '60' },
			seed: { type: 'string' },
			only: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return null;
	const { kills, seed = String(Date.now() % 1_000_000), only = null } = values;
	if (!/^[1-9]\d{0,4}$/.test(kills)) throw new Error(`--kills ${kills}: give a whole number from 1 on`);
	if (!/^\d{1,9}$/.test(seed)) throw new Error(`--seed ${seed}: give a whole number`);
	if (only !== null && !isFault(only)) throw new Error(`--only ${only} is not known`);
	return { kills: Number(kills), seed: Number(seed), only };
}

async function breakAll({ kills, seed, only }: Order): Promise<number> {
	console.log(`seed ${seed}`);
	await buildIfStale();
	const reports: Report[] = [];
	for (const name of only ? [only] : (Object.keys(FAULTS) as FaultName[])) {
		const say = (line: string): void => console.log(`${name} ${line}`);
		const times = name === 'browser' ? Math.ceil(kills / 2) : kills;
		for (const part of FAULTS[name].parts)
			reports.push(
				await part({ kills: times, chance: dice(seed), say }).catch((error: unknown) =>
					ended(FAULTS[name].what, error),
				),
			);
	}
	console.log(`\n${tableOf(reports)}\n\nseed ${seed}`);
	return reports.some(hasFailed) ? 1 : 0;
}

process.exitCode = await breakAll(orderOrExit(readOrder, USAGE));
