import { correctedTime, type Fact, type Timing } from '../../../src/lib/domain/fact.ts';
import { readMeta } from '../../../src/lib/kiosk/cache/database.ts';
import { pullDown } from '../../../src/lib/kiosk/downstream.ts';
import { drainAlone } from '../../../src/lib/kiosk/drainer.ts';
import { createHubClient } from '../../../src/lib/kiosk/hub-client.ts';
import { createHubClock, type HubClock } from '../../../src/lib/kiosk/hub-clock.ts';
import { createSyncLoop, type SyncLoop } from '../../../src/lib/kiosk/sync-loop.ts';
import type { SyncState } from '../../../src/lib/sync/machine.ts';
import type { Witness } from '../checks/witness.ts';
import { mishear, mutatedCache, mutatedTiming } from '../mutations/kiosk.ts';
import type { Connect } from '../network.ts';
import type { Sim } from '../sim.ts';
import type { Person } from '../venue.ts';
import { cacheOn } from './cache.ts';
import { ledgerOn, type Life } from './disk.ts';
import { bareDoor, realDoor } from './door.ts';
import { inBrowserWith, type WebLocks } from './locks.ts';
import type { Machine } from './machine.ts';

/** One tab of a kiosk's browser. */
export interface Page {
	/** Null where another tab drains the outbox. */
	state(): SyncState | null;
	nudge(): void;
	hurry(): void;
	scan(person: Person): Promise<void>;
	write(fact: Fact): Promise<void>;
	die(): void;
}

export interface ProgramParts {
	readonly sim: Sim;
	readonly connect: Connect;
	readonly witness: Witness;
	/** Are passes read and rules applied, or is it about the ledger only? */
	readonly passes: boolean;
}

/** What the browser around it does for a page. */
export interface Browser {
	readonly locks: WebLocks | null;
	/** Called at each step that the page takes on the disk. */
	readonly onStep: () => void;
	/** An entry was written: told to every tab. */
	readonly onWritten: () => void;
}

/** How often the disk takes so long that others come in between. */
const SLOW = 0.3;
/** Rarer than a real kiosk asks: what matters happens in between. */
const POLL = 60_000;

export async function openPage(machine: Machine, parts: ProgramParts, browser: Browser): Promise<Page> {
	const { sim, witness } = parts;
	const { name, key, deviceId, disk } = machine;
	const dice = sim.dice.fork();
	const closed = new AbortController();
	const isAlive = (): boolean => !closed.signal.aborted;
	const life: Life = {
		later: (delay, act) => sim.scheduler.after(delay, () => (isAlive() ? act() : undefined)),
		busy() {
			browser.onStep();
			if (isAlive() && !dice.is(SLOW)) return Promise.resolve();
			return new Promise((resolve) => life.later(dice.between(0, 15), resolve));
		},
	};
	const cache = mutatedCache(sim, machine, cacheOn(machine.cache));
	const clock = watchedClock(machine, sim, createHubClock(wallClock(machine, sim), dice));
	const time = await readMeta(cache, 'time');
	if (time) clock.recall(time.estimate);
	const signer = key.signer(deviceId);
	const ledger = ledgerOn(sim, machine, life, witness);
	const onAnswer = (status: number, body: string | null): void => mishear(sim, machine, status, body);
	const isOlder = machine.app === 'older';
	const fetch = parts.connect({ socket: machine.socket, who: name, isOlder, isAlive, onAnswer });
	const hub = createHubClient({ origin: 'http://hub', clock, fetch }, signer);
	const door = (parts.passes ? realDoor : bareDoor)({
		...{ ledger, cache, timing: clock.timing, onWritten: browser.onWritten },
	});
	let loop: SyncLoop | null = null;
	const newLoop = (): SyncLoop => {
		let waiting: SyncState | null = null;
		const made = createSyncLoop({
			...{ ledger, hub, signer, chance: () => dice.next() },
			pull: () => pullDown({ cache, hub, clock, onRecords: () => void door.refresh() }),
			mono: () => clock.mark().mono,
			onState(state) {
				if (state.is !== 'waiting' || state === waiting) return;
				waiting = state;
				sim.note(name, `waits: ${state.because}`);
				life.later(state.until - clock.mark().mono + 20, () => made.tick());
			},
			onTrouble: (error) => sim.violated(`${name} is in trouble: ${String(error)}`),
		});
		return made;
	};
	const lead = (): (() => void) => {
		loop = newLoop();
		void loop.nudge();
		return () => (loop = null);
	};
	const poll = (): void => {
		void loop?.nudge();
		life.later(POLL, poll);
	};
	await door.refresh();
	inBrowserWith(browser.locks, () => drainAlone(lead, closed.signal));
	poll();
	return {
		state: () => loop?.state ?? null,
		nudge: () => void loop?.nudge(),
		hurry: () => void loop?.hurry(),
		async scan(person) {
			const entry = await door.scan(person);
			if (entry) witness.ticked(name, disk, entry);
		},
		async write(fact) {
			await ledger.append(fact, clock.timing());
			browser.onWritten();
		},
		die: () => closed.abort(),
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
			const timing: Timing = mutatedTiming(sim, clock.timing());
			const off = Math.abs(correctedTime(timing) - sim.time());
			if (heard && off > timing.uncertainty + 2)
				sim.violated(`[S17] ${name} is ${off} ms off, but says ± ${timing.uncertainty}`);
			return timing;
		},
	};
}
