import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '../../src/lib/base/bytes.ts';
import { asId, type OutboxId } from '../../src/lib/base/id.ts';
import { blankDisk } from '../contract/memory-ledger.ts';
import { venueId } from '../hub/small-venue.ts';
import { createAuditor } from './checks/auditor.ts';
import { checkAtEnd } from './checks/at-end.ts';
import { createWitness, type Witness } from './checks/witness.ts';
import { createHubHost, type HubHost } from './hub/host.ts';
import { memoryStore } from './hub/memory-store.ts';
import { sqliteStore } from './hub/sqlite-store.ts';
import type { Store } from './hub/store.ts';
import { blankCache } from './kiosk/cache.ts';
import type { Machine } from './kiosk/machine.ts';
import type { ProgramParts } from './kiosk/page.ts';
import { makeshiftFor } from './mutations/hub.ts';
import type { Mutation } from './mutations/list.ts';
import { createNetwork } from './network.ts';
import { calm, plot } from './plot.ts';
import { createSim, type Sim } from './sim.ts';
import { fastDirectory, type Stage } from './stage.ts';
import type { Person, Staging } from './venue.ts';

/** One venue: its hub, its machines, its people, and who watches. */
export interface World {
	readonly sim: Sim;
	readonly host: HubHost;
	readonly witness: Witness;
	readonly parts: ProgramParts;
	readonly people: readonly Person[];
	/** Grows where a machine is cloned. */
	readonly machines: Machine[];
	/** Outboxes that two machines, or two states of one machine, have written to. */
	readonly forked: Set<OutboxId>;
	/** What is only in the hub's hands: of outboxes that were given up once all had its receipt. */
	readonly givenUp: Set<string>;
	/** When the hub has been put back; null where it never was. */
	putBackAt: number | null;
	/** Machines that are revoked at this moment, by name. */
	readonly revoked: Set<string>;
}

export interface Told {
	readonly seed: number;
	readonly violations: readonly string[];
	readonly trace: readonly string[];
	/** What happened in it, to see that worlds are not empty. */
	readonly ticks: number;
}

const STORM = 8 * 60_000;
const CALM = 5 * 60_000;
/** A kiosk with nothing to send looks now and then whether the hub still holds what it held. */
const LONG_CALM = 14 * 60_000;
/** One world in so many has its hub on real SQLite, the others on its twin. */
const ON_SQLITE = 10;

/** Plays the world of this seed to its end. The same seed gives the same trace. */
export async function playWorld(seed: number, stage: Stage, mutation: Mutation | null = null): Promise<Told> {
	const sim = createSim(seed, mutation);
	const isReal = seed % ON_SQLITE === 0;
	// Most databases are on a disk of memory; some wait for a real one.
	const directory = isReal
		? mkdtempSync(join(seed % (5 * ON_SQLITE) === 0 ? tmpdir() : fastDirectory(), 'gongzhan-world-'))
		: null;
	try {
		const world = assemble(sim, stage, directory);
		return await play(world);
	} finally {
		if (directory) rmSync(directory, { recursive: true, force: true });
	}
}

async function play(world: World): Promise<Told> {
	const { sim, host, machines, witness } = world;
	const isSpeaking = ({ program }: Machine): boolean =>
		program?.states().some(({ is }) => is === 'sending' || is === 'renewing') ?? false;
	try {
		plot(world, STORM);
		await sim.scheduler.run(STORM);
		sim.stormy = false;
		sim.note('all', 'faults stop');
		await calm(world);
		const end = STORM + (world.putBackAt === null ? CALM : LONG_CALM);
		await sim.scheduler.run(end);
		// Somebody may just be asking for changes.
		for (let s = 1; s < 60 && machines.some(isSpeaking); s++) await sim.scheduler.run(end + s * 1000);
		await checkAtEnd(world);
	} finally {
		for (const { program } of machines) program?.die();
		await host.close();
	}
	const { seed, violations, trace } = sim;
	return { seed, violations, trace, ticks: witness.ticks.size };
}

/** `directory`: where real SQLite may write; null: its twin writes nowhere. */
function assemble(sim: Sim, stage: Stage, directory: string | null): World {
	const witness = createWitness(sim);
	const host = hostFor(sim, stage, directory, witness);
	const { people, devices } = directory ? stage.onSqlite : stage.inMemory;
	const parts = { sim, witness, connect: createNetwork(sim, host), passes: sim.seed % 8 === 0 };
	const machines = devices
		.slice(0, sim.dice.between(2, devices.length + 1))
		.map((device, index) => newMachine(sim, `kiosk ${index + 1}`, device));
	const sets = { forked: new Set<OutboxId>(), givenUp: new Set<string>(), revoked: new Set<string>() };
	return { sim, host, witness, parts, people, machines, putBackAt: null, ...sets };
}

function hostFor(sim: Sim, stage: Stage, directory: string | null, witness: Witness): HubHost {
	if (directory) return createHubHost(sim, sqliteStore(sim, directory, stage.files), stage.files);
	const auditor = createAuditor(sim);
	witness.onReceipt = ({ entryId, hash }, outcome) => {
		if (!auditor.holds(hash, outcome))
			sim.violated(`[S5] ${entryId} has a receipt, ${outcome}, and the hub holds no such thing`);
	};
	const store: Store = memoryStore(sim, stage.data, auditor, makeshiftFor(sim));
	return createHubHost(sim, store, stage.keys);
}

const newMachine = (sim: Sim, name: string, { deviceId, key }: Staging['devices'][number]): Machine => ({
	...{ name, key, deviceId, heldBack: null, program: null },
	socket: { plugged: true, cookie: null },
	disk: blankDisk({ venueId, outboxId: newOutboxId(sim) }),
	cache: blankCache(),
	wallOffset: sim.dice.between(-240_000, 240_000),
	tabs: sim.dice.is(0.2) ? 2 : 1,
	app: sim.dice.is(0.15) ? 'older' : 'current',
	hasLocks: sim.dice.is(0.6),
	rate: 1 + (sim.dice.next() - 0.5) * 1.8e-4,
});

export const newOutboxId = (sim: Sim): OutboxId => asId<OutboxId>(toHex(sim.dice.bytes(16)));
