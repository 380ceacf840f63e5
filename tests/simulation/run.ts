/** `npm run simulate -- --seeds N [--from S] [--mutate NAME]`: plays N seeded worlds; exit 1 where any breaks a rule. */
import { registerHooks } from 'node:module';
import { parseArgs } from 'node:util';
import { isMutation, MUTATIONS, type Mutation } from './mutations.ts';

// The hub's routes name the library as the bundler does.
registerHooks({
	resolve: (specifier, context, next) =>
		specifier.startsWith('$lib/')
			? next(new URL(`../../src/lib/${specifier.slice(5)}`, import.meta.url).href, context)
			: next(specifier, context),
});

const USAGE = `npm run simulate -- --seeds N [--from S] [--mutate NAME]

  --seeds N      how many worlds to play (100)
  --from S       the first seed (0)
  --mutate NAME  break a rule on purpose and stop at the first world that shows it:
${Object.entries(MUTATIONS)
	.map(([name, what]) => `                 ${name}: ${what}`)
	.join('\n')}`;

interface Order {
	readonly seeds: number;
	readonly from: number;
	readonly mutation: Mutation | null;
}

/** Null where help is asked for. Throws one line about what is wrong. */
function readOrder(): Order | null {
	const { values } = parseArgs({
		options: {
			seeds: { type: 'string', default: '100' },
			from: { type: 'string', default: '0' },
			mutate: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	const count = (name: 'seeds' | 'from'): number => {
		if (!/^\d{1,9}$/.test(values[name])) throw new Error(`--${name} ${values[name]} is no whole number`);
		return Number(values[name]);
	};
	const mutation = values.mutate ?? null;
	if (mutation !== null && !isMutation(mutation)) throw new Error(`--mutate ${mutation} is not known`);
	if (values.help) return null;
	return { seeds: count('seeds'), from: count('from'), mutation };
}

async function playAll({ seeds, from, mutation }: Order): Promise<number> {
	const { playWorld, setStage } = await import('./world.ts');
	const { failureOf } = await import('./report.ts');
	const stage = await setStage();
	const failed: number[] = [];
	let ticks = 0;
	try {
		for (let seed = from; seed < from + seeds; seed++) {
			const told = await playWorld(seed, stage, mutation);
			ticks += told.ticks;
			if (told.violations.length > 0) {
				failed.push(seed);
				progress('');
				console.log(failureOf(told));
				if (mutation) break;
			}
			progress(`${seed - from + 1}/${seeds} worlds, ${ticks} ticks, ${failed.length} failed`);
		}
	} finally {
		stage.strike();
	}
	progress('');
	const what = failed.length > 0 ? `seeds ${failed.join(', ')} failed` : 'none failed';
	console.log(
		`${seeds} worlds from seed ${from}${mutation ? ` with ${mutation}` : ''}, ${ticks} ticks: ${what}`,
	);
	return failed.length > 0 ? 1 : 0;
}

function progress(line: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
}

function orderOrExit(): Order {
	try {
		const order = readOrder();
		if (order) return order;
		console.log(USAGE);
		process.exit(0);
	} catch (error) {
		console.error(`${(error as Error).message}\n\n${USAGE}`);
		process.exit(2);
	}
}

process.exitCode = await playAll(orderOrExit());
