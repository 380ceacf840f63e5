import { MONDAY_10 } from '../hub/small-venue.ts';
import { dice, type Dice } from './dice.ts';
import type { Mutation } from './mutations/list.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';

/** What every part of a simulated world shares. */
export interface Sim {
	readonly seed: number;
	readonly dice: Dice;
	readonly scheduler: Scheduler;
	readonly mutation: Mutation | null;
	/** All that happened, one line each. */
	readonly trace: string[];
	/** What must never happen and did. */
	readonly violations: string[];
	/** False once faults have stopped and everything must converge. */
	stormy: boolean;
	/** True hub time, milliseconds since 1970. */
	time(): number;
	/** `who`: a machine's name, “hub”, “staff”. */
	note(who: string, what: string): void;
	violated(what: string): void;
}

export function createSim(seed: number, mutation: Mutation | null): Sim {
	const trace: string[] = [];
	const violations: string[] = [];
	const scheduler = createScheduler((error) =>
		sim.violated(
			`an event failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
		),
	);
	const sim: Sim = {
		...{ seed, dice: dice(seed), scheduler, mutation, trace, violations, stormy: true },
		time: () => MONDAY_10 + scheduler.now,
		note: (who, what) => void trace.push(`${(scheduler.now / 1000).toFixed(3).padStart(9)} ${who}: ${what}`),
		violated(what) {
			violations.push(what);
			sim.note('CHECK', what);
		},
	};
	return sim;
}
