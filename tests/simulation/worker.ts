/** A thread of the pool: sets its own stage, plays the worlds it is given, strikes the stage when there are no more. */
import { registerHooks } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { Played, Task } from './pool.ts';

// The hub's routes name the library as the bundler does.
registerHooks({
	resolve: (specifier, context, next) =>
		specifier.startsWith('$lib/')
			? next(new URL(`../../src/lib/${specifier.slice(5)}`, import.meta.url).href, context)
			: next(specifier, context),
});

const { playWorld } = await import('./world.ts');
const { setStage } = await import('./stage.ts');
const { MUTATIONS } = await import('./mutations/list.ts');
const { failureOf } = await import('./report.ts');
const stage = await setStage();
const port = parentPort!;

port.on('message', (task: Task | null) => {
	if (task) return void play(task);
	stage.strike();
	port.close();
});

async function play({ seed, mutation }: Task): Promise<void> {
	const told = await playWorld(seed, stage, mutation);
	// What names the broken rule itself says more than what followed from it.
	const rule = mutation && `[${MUTATIONS[mutation][0]}]`;
	const said = told.violations.find((line) => rule && line.startsWith(rule)) ?? told.violations[0];
	const broken = said === undefined ? null : { said, report: failureOf(told) };
	port.postMessage({ seed, ticks: told.ticks, broken } satisfies Played);
}
