/** `npm run simulate`: plays seeded worlds, or shows that they would see each rule broken. */
import { MUTATION_NAMES, MUTATIONS, type Mutation } from './mutations/list.ts';
import { orderOrExit } from '../order-or-exit.ts';
import { readOrder, USAGE, type Order } from './order.ts';
import { openPool, type Played, type Pool } from './pool.ts';
import { progress, progressOf } from './progress.ts';

const seedsOf = ({ from, seeds }: Order): number[] => Array.from({ length: seeds }, (_, n) => from + n);

async function playSeeds(order: Order, pool: Pool): Promise<number> {
	const { seeds, from, mutation } = order;
	const failed: number[] = [];
	let ticks = 0;
	const running = progressOf(seeds);
	const on = (played: Played): boolean => {
		ticks += played.ticks;
		if (!played.broken) return true;
		failed.push(played.seed);
		progress('');
		console.log(played.broken.report);
		return mutation === null;
	};
	const tasks = seedsOf(order).map((seed) => ({ seed, mutation }));
	await pool.play(tasks, on, () => running(`${ticks} ticks, ${failed.length} failed`));
	progress('');
	const what = failed.length > 0 ? `seeds ${failed.join(', ')} failed` : 'none failed';
	const rule = mutation ? ` with ${mutation}` : '';
	console.log(`${seeds} worlds from seed ${from}${rule}, ${ticks} ticks: ${what}`);
	return failed.length > 0 ? 1 : 0;
}

/** The first world that shows it, within the limit. */
async function find(order: Order, pool: Pool, mutation: Mutation): Promise<Played | null> {
	let found: Played | null = null;
	const running = progressOf(order.seeds);
	const on = (played: Played): boolean => {
		if (played.broken) found = played;
		return !found;
	};
	const tasks = seedsOf(order).map((seed) => ({ seed, mutation }));
	await pool.play(tasks, on, () => running(mutation));
	return found;
}

async function playMutations(order: Order, pool: Pool): Promise<number> {
	let unseen = 0;
	console.log(`mutation               rule  seed  what was said\n${'-'.repeat(100)}`);
	for (const name of MUTATION_NAMES) {
		const found = await find(order, pool, name);
		progress('');
		if (!found) unseen++;
		const row = [name.padEnd(22), MUTATIONS[name][0].padEnd(5), String(found?.seed ?? '—').padStart(4)];
		console.log(
			`${row.join(' ')}  ${found?.broken?.said.split('\n')[0] ?? `not seen in ${order.seeds} worlds`}`,
		);
	}
	console.log(`${MUTATION_NAMES.length - unseen} of ${MUTATION_NAMES.length} mutations were seen`);
	return unseen > 0 ? 1 : 0;
}

const order = orderOrExit(readOrder, USAGE);
const pool = openPool(order.jobs);
process.exitCode = await (order.mutations ? playMutations : playSeeds)(order, pool);
await pool.close();
