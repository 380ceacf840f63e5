import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { openHub } from '../../src/lib/server/compose.ts';
import type { Edge } from '../../src/lib/server/http/edge.ts';
import { openLimits } from '../../src/lib/server/http/limits.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { DATABASE_FILE } from '../../src/lib/server/storage/sqlite.ts';
import type { Sim } from './sim.ts';

/** The machine that the hub runs on: a directory, and a process that may be killed at any moment. */
export interface HubHost {
	/** Null while it is down. */
	up(): Edge | null;
	open(): Promise<void>;
	/** kill -9, for `downFor` ms. What is committed is in the next process's files; what it had to say is not said. */
	kill(downFor: number): void;
	/** Called with each hub that comes up. */
	readonly listeners: ((hub: Hub) => void)[];
	close(): Promise<void>;
}

/** `directory` holds `0`, the files of a hub that was stopped. */
export function createHubHost(sim: Sim, directory: string): HubHost {
	const dice = sim.dice.fork();
	const log = logInto(sim);
	const opened: Hub[] = [];
	const listeners: ((hub: Hub) => void)[] = [];
	let edge: Edge | null = null;
	let generation = 0;
	const host: HubHost = {
		listeners,
		up: () => edge,
		async open() {
			const config = {
				...{ host: '127.0.0.1', port: 0, origin: 'http://hub', tls: null },
				dataDir: join(directory, String(generation)),
			};
			const clock = { now: () => sim.time(), monotonic: () => sim.scheduler.now };
			const hub = await openHub(config, { clock, random: dice, log });
			if (!hub.ok) return sim.violated(`the hub does not open again: ${hub.error}`);
			opened.push(hub.value);
			// Without live streams, which beat in real time: the machines subscribe to the hub itself.
			const parts = { hub: hub.value, log, limits: openLimits(), publicOrigin: config.origin };
			edge = parts as unknown as Edge;
			sim.note('hub', `opens its files, generation ${generation}`);
			for (const listener of listeners) listener(hub.value);
		},
		kill(downFor) {
			if (!edge) return;
			sim.note('hub', 'is killed');
			edge = null;
			const before = join(directory, String(generation));
			const after = join(directory, String(++generation));
			// The process that goes on in the old directory is a ghost: nobody hears it.
			cpSync(before, after, { recursive: true, filter: (path) => !path.endsWith('-shm') });
			if (sim.mutation === 'unsynced-hub') rmSync(join(after, `${DATABASE_FILE}-wal`), { force: true });
			sim.scheduler.after(downFor, () => host.open());
		},
		async close() {
			edge = null;
			for (const hub of opened) await hub.close();
		},
	};
	return host;
}

/** A request that fails inside the hub is a bug, whatever the network makes of it. */
const logInto = (sim: Sim) =>
	pino({ level: 'error', base: null }, { write: (line) => sim.violated(`the hub failed: ${line.trim()}`) });
