import { pino } from 'pino';
import { openHub } from '../../../src/lib/server/compose.ts';
import type { Edge } from '../../../src/lib/server/http/edge.ts';
import { openLimits } from '../../../src/lib/server/http/limits.ts';
import type { Hub } from '../../../src/lib/server/hub.ts';
import type { Conduct } from '../../contract/memory-storage/storage.ts';
import { mutatedHub, mutatedStorage } from '../mutations/hub.ts';
import type { Sim } from '../sim.ts';
import type { Store } from './store.ts';

/** One run of the hub's program: the real services over a connection of its own, until it dies. */
export interface HubRun {
	readonly name: string;
	/** Speaks the first wire version only. */
	readonly isOlder: boolean;
	/** Null while it starts, and when it is dead. */
	edge(): Edge | null;
	/** Resolves when it is up; never where it dies before. */
	readonly opened: Promise<Hub>;
	/** Dies by itself after so many more steps; null: not at all. */
	dieIn(steps: number | null): void;
	die(): void;
	/** Called when it dies. Returns the way to stop that. */
	onDeath(act: () => void): () => void;
}

/** What is installed where a process runs. */
export type Installed = Pick<HubRun, 'name' | 'isOlder'>;

/** How often a statement takes time, so that others come in between. */
const SLOW = 0.01;
/** How often a work has to be run again, as a database may ask. */
const AGAIN = 0.01;

/** `dataDir` holds the keys. */
export function startProcess(sim: Sim, store: Store, dataDir: string, { name, isOlder }: Installed): HubRun {
	const dice = sim.dice.fork();
	const mourners = new Set<() => void>();
	let living = true;
	let stepsLeft: number | null = null;
	let edge: Edge | null = null;
	const conduct: Conduct = {
		step() {
			if (stepsLeft !== null && --stepsLeft <= 0) die();
			if (!living || !sim.stormy || !dice.is(SLOW)) return Promise.resolve();
			return new Promise((resolve) => sim.scheduler.after(dice.between(1, 40), resolve));
		},
		isAgain: () => sim.stormy && dice.is(AGAIN),
		stands: () => dice.is(0.5),
	};
	const connection = store.connect(conduct);
	function die(): void {
		if (!living) return;
		living = false;
		sim.note(name, 'dies');
		void edge?.hub.close();
		edge = null;
		connection.die();
		for (const act of mourners) act();
	}
	async function open(): Promise<Hub> {
		/** A request that fails inside the hub is a bug, whatever the network makes of it. */
		const write = (line: string): void => {
			if (living) sim.violated(`${name} failed: ${line.trim()}`);
		};
		const log = pino({ level: 'error', base: null }, { write });
		const config = {
			host: '127.0.0.1',
			port: 0,
			origin: 'http://hub',
			tls: null,
			databaseUrl: null,
			dataDir,
		};
		const clock = { now: () => sim.time(), monotonic: () => sim.scheduler.now };
		const storage = mutatedStorage(sim, connection.storage);
		const opened = await openHub(config, { clock, random: dice, log, storage });
		if (!opened.ok) throw new Error(`${name} does not open: ${opened.error}`);
		const hub = mutatedHub(sim, opened.value);
		sim.note(name, 'is up');
		// Without live streams, which beat in real time: the machines subscribe to the hub itself.
		const parts = { hub, log, limits: openLimits(), streams: { count: 0 }, publicOrigin: config.origin };
		edge = parts as unknown as Edge;
		return hub;
	}
	return {
		...{ name, isOlder, edge: () => edge, opened: open(), die },
		dieIn: (steps) => void (stepsLeft = steps),
		onDeath(act) {
			mourners.add(act);
			return () => void mourners.delete(act);
		},
	};
}
