import type { Hub } from '../../../src/lib/server/hub.ts';
import type { Sim } from '../sim.ts';
import { startProcess, type HubRun } from './process.ts';
import type { Store } from './store.ts';

/** Where the hub runs: its processes, each of which may be killed at any moment, and their one store. */
export interface HubHost {
	/** Where a request of this client goes, up or not. */
	route(who: string): HubRun;
	/** Any that is up, for what staff do; null where none is. */
	up(): Hub | null;
	/** Starts every process. */
	open(): void;
	/** kill -9 of one of them, which starts again after `downFor` ms. */
	kill(downFor: number): void;
	/** The power is cut, for all of them and for the database. */
	losePower(downFor: number): void;
	/** Keeps a copy of the database. What is returned stops the hub and puts it in its place. */
	backUp(): (downFor: number) => void;
	/** Stops what is of an older version, to start as the new one. */
	upgrade(): void;
	/** Told of each process that has come up. */
	readonly listeners: ((hub: Hub, run: HubRun) => void)[];
	close(): Promise<void>;
}

/** How long a process that died by itself is away, at most. */
const RESTARTS_WITHIN = 30_000;

export function createHubHost(sim: Sim, store: Store, keys: string): HubHost {
	const { dice } = sim;
	const count = dice.between(1, store.mostProcesses + 1);
	/** Does the balancer send a client to the same process each time? */
	const isSticky = dice.is(0.4);
	const isUpgrading = dice.is(0.15);
	const homes = new Map<string, number>();
	const runs: HubRun[] = [];
	const listeners: HubHost['listeners'] = [];
	let isClosed = false;
	let downFor: number | null = null;

	function start(index: number): void {
		if (isClosed) return;
		// Upgraded one by one, where they are: each is of the new version from its second start on.
		const isOlder = isUpgrading && !runs[index];
		const run = startProcess(sim, store, keys, { name: `hub ${index + 1}`, isOlder });
		runs[index] = run;
		run.onDeath(() => sim.scheduler.after(downFor ?? dice.between(0, RESTARTS_WITHIN), () => start(index)));
		run.opened
			.then((hub) => listeners.forEach((listener) => listener(hub, run)))
			.catch((error: unknown) => sim.violated(String(error)));
	}
	function down(which: readonly HubRun[], length: number): void {
		downFor = length;
		for (const run of which) run.die();
		downFor = null;
	}
	return {
		listeners,
		route(who) {
			const home = homes.get(who) ?? dice.between(0, count);
			homes.set(who, home);
			return runs[isSticky ? home : dice.between(0, count)]!;
		},
		up: () => runs.map((run) => run.edge()).find((edge) => edge !== null)?.hub ?? null,
		open() {
			for (let index = 0; index < count; index++) start(index);
		},
		kill: (length) => down([dice.pick(runs)], length),
		losePower(length) {
			sim.note('hub', 'loses its power');
			down(runs, length);
			store.losePower();
		},
		backUp() {
			sim.note('hub', 'is backed up');
			const putBack = store.backUp();
			return (length) => {
				sim.note('hub', 'is restored from the backup');
				down(runs, length);
				putBack();
			};
		},
		upgrade: () => runs.filter((run) => run.isOlder).forEach((run) => down([run], 0)),
		async close() {
			isClosed = true;
			for (const run of runs) run.die();
			await store.close();
		},
	};
}
