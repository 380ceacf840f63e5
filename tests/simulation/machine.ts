import type { DeviceId } from '../../src/lib/base/id.ts';
import { correctedTime, type Fact, type Timing } from '../../src/lib/domain/fact.ts';
import { readMeta } from '../../src/lib/kiosk/cache/database.ts';
import { pullDown } from '../../src/lib/kiosk/downstream.ts';
import { createHubClient } from '../../src/lib/kiosk/hub-client.ts';
import { createHubClock, type HubClock } from '../../src/lib/kiosk/hub-clock.ts';
import { createSyncLoop, type SyncLoop } from '../../src/lib/kiosk/sync-loop.ts';
import type { SyncState } from '../../src/lib/sync/machine.ts';
import type { LedgerDisk } from '../contract/memory-ledger.ts';
import { cacheOn, type CacheDisk } from './cache.ts';
import { ledgerOn, type LyingDisk } from './disk.ts';
import { bareDoor, realDoor } from './door.ts';
import type { Connect, Socket } from './network.ts';
import type { Sim } from './sim.ts';
import type { DeviceKey, Person } from './venue.ts';
import type { Witness } from './witness.ts';

/** A kiosk's hardware: what survives when its program dies. */
export interface Machine {
	readonly name: string;
	readonly key: DeviceKey;
	readonly deviceId: DeviceId;
	readonly socket: Socket;
	readonly lying: LyingDisk;
	disk: LedgerDisk;
	cache: CacheDisk;
	/** Device wall time minus true time. */
	wallOffset: number;
	/** Monotonic milliseconds in a true one. */
	readonly rate: number;
	/** Tabs that drain the outbox at once, where the browser has no Web Locks [S13]. */
	readonly tabs: number;
	program: Program | null;
}

/** One run of the kiosk's program: the real code on the machine's disk, clock and network. */
export interface Program {
	/** What each tab's loop says it does. */
	states(): readonly SyncState[];
	/** Something may have changed. */
	nudge(): void;
	/** The network is back. */
	hurry(): void;
	scan(person: Person): Promise<void>;
	/** Something other than a check-in: what an app of another version might write. */
	write(fact: Fact): Promise<void>;
	/** The power is cut: whatever it waits for, it never learns. */
	die(): void;
}

export interface ProgramParts {
	readonly sim: Sim;
	readonly connect: Connect;
	readonly witness: Witness;
	/** Are passes read and rules applied, or is it about the ledger only? */
	readonly passes: boolean;
}

/** Rarer than a real kiosk asks: what matters happens in between. */
const POLL = 60_000;

export async function boot(machine: Machine, parts: ProgramParts): Promise<Program> {
	const { sim, connect, witness } = parts;
	const { scheduler } = sim;
	const { name, key, deviceId, disk } = machine;
	const dice = sim.dice.fork();
	let living = true;
	const later = (delay: number, act: () => unknown): void =>
		scheduler.after(delay, () => (living ? act() : undefined));
	const busy = (): Promise<void> => new Promise((resolve) => later(dice.between(0, 5), resolve));

	const cache = cacheOn(machine.cache);
	const clock = watchedClock(machine, sim, createHubClock(wallClock(machine, sim), dice));
	const time = await readMeta(cache, 'time');
	if (time) clock.recall(time.estimate);
	const signer = key.signer(deviceId);
	const ledger = ledgerOn(sim, disk, machine.lying, busy, witness);
	const fetch = connect(machine.socket, name, () => living);
	const hub = createHubClient({ origin: 'http://hub', clock, fetch }, signer);
	const door = (parts.passes ? realDoor : bareDoor)({
		...{ ledger, cache, timing: clock.timing, onWritten: () => nudge() },
	});
	const newLoop = (): SyncLoop => {
		let waiting: SyncState | null = null;
		const loop = createSyncLoop({
			...{ ledger, hub, signer, chance: () => dice.next() },
			pull: () => pullDown({ cache, hub, clock, onRecords: () => void door.refresh() }),
			mono: () => clock.mark().mono,
			onState(state) {
				if (state.is !== 'waiting' || state === waiting) return;
				waiting = state;
				sim.note(name, `waits: ${state.because}`);
				later(state.until - clock.mark().mono + 20, () => loop.tick());
			},
			onTrouble: (error) => sim.violated(`${name} is in trouble: ${String(error)}`),
		});
		return loop;
	};
	const loops = Array.from({ length: machine.tabs }, newLoop);
	const nudge = (): void => loops.forEach((loop) => void loop.nudge());
	const poll = (): void => {
		nudge();
		later(POLL, poll);
	};
	await door.refresh();
	poll();
	return {
		states: () => loops.map((loop) => loop.state),
		nudge,
		hurry: () => loops.forEach((loop) => void loop.hurry()),
		async scan(person) {
			const entry = await door.scan(person);
			if (entry) witness.ticked(name, disk, entry);
		},
		async write(fact) {
			await ledger.append(fact, clock.timing());
			nudge();
		},
		die: () => void (living = false),
	};
}

const wallClock = (machine: Machine, sim: Sim) => {
	const bootedAt = sim.scheduler.now;
	return {
		now: () => sim.time() + machine.wallOffset,
		monotonic: () => (sim.scheduler.now - bootedAt) * machine.rate,
	};
};

/** [S17] Once a run of the program has heard from the hub, its corrected time is right within its own doubt. */
function watchedClock({ name }: Machine, sim: Sim, clock: HubClock): HubClock {
	let heard = false;
	return {
		...clock,
		learn(sent, hubTime) {
			heard = true;
			clock.learn(sent, hubTime);
		},
		timing() {
			const timing: Timing = clock.timing();
			const off = Math.abs(correctedTime(timing) - sim.time());
			if (heard && off > timing.uncertainty + 2)
				sim.violated(`[S17] ${name} is ${off} ms off, but says ± ${timing.uncertainty}`);
			return timing;
		},
	};
}
