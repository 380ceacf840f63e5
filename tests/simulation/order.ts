import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMutation, MUTATIONS, type Mutation } from './mutations/list.ts';

/** What the command line asks for. */
export interface Order {
	readonly seeds: number;
	readonly from: number;
	readonly jobs: number;
	/** Play every mutation, and print the table. */
	readonly mutations: boolean;
	readonly mutation: Mutation | null;
}

const names = Object.entries(MUTATIONS).map(([name, [rule, what]]) => `    ${name} [${rule}]: ${what}`);

export const USAGE = `npm run simulate -- --seeds N [--from S] [--jobs J]
npm run simulate -- --mutations [--seeds N]

Plays seeded worlds: kiosks, hub processes on one store, and staff, over a network, disks, clocks and machines that fail in
every way. Then the faults stop, and everything must be in order. Each failing seed is printed with what came before it, and
plays the same world again; exit 1 where any failed.

  --seeds N      how many worlds to play (100); of each mutation, at most (500)
  --from S       the first seed (0)
  --jobs J       how many at once (one a processor)
  --mutations    break the rules on purpose, one at a time, until a world shows it; exit 1 where one stays unseen
  --mutate NAME  play with one rule broken, and stop at the first world that shows it:
${names.join('\n')}`;

/** Null where help is asked for. Throws one line about what is wrong. */
export function readOrder(): Order | null {
	const { values } = parseArgs({
		options: {
			seeds: { type: 'string' },
			from: { type: 'string', default: '0' },
			jobs: { type: 'string', default: String(availableParallelism()) },
			mutations: { type: 'boolean', default: false },
			mutate: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	const mutation = values.mutate ?? null;
	if (mutation !== null && !isMutation(mutation)) throw new Error(`--mutate ${mutation} is not known`);
	if (values.help) return null;
	const { mutations, seeds = mutations ? '500' : '100' } = values;
	return {
		...{ mutations, mutation, seeds: count('seeds', seeds), from: count('from', values.from) },
		jobs: Math.max(1, count('jobs', values.jobs)),
	};
}

function count(name: string, value: string): number {
	if (!/^\d{1,9}$/.test(value)) throw new Error(`--${name} ${value} is no whole number`);
	return Number(value);
}
