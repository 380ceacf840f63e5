import { mkdirSync, mkdtempSync, cpSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '../../src/lib/base/bytes.ts';
import { asId, type OutboxId } from '../../src/lib/base/id.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { blankDisk } from '../contract/memory-ledger.ts';
import { MONDAY_10, venueId } from '../hub/small-venue.ts';
import { blankCache } from './cache.ts';
import { checkAtEnd } from './checks.ts';
import { dice } from './dice.ts';
import { createHubHost, type HubHost } from './hub-host.ts';
import type { Machine, ProgramParts } from './machine.ts';
import type { Mutation } from './mutations.ts';
import { createNetwork } from './network.ts';
import { calm, plot } from './plot.ts';
import { createSim, type Sim } from './sim.ts';
import { stage, type Person, type Staging } from './venue.ts';
import { createWitness, type Witness } from './witness.ts';

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

/** A stage is set once and copied for each world. */
export interface Stage extends Staging {
	readonly directory: string;
	strike(): void;
}

const STORM = 10 * 60_000;
const CALM = 6 * 60_000;

const fastDirectory = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

export async function setStage(): Promise<Stage> {
	const directory = mkdtempSync(join(fastDirectory(), 'gongzhan-stage-'));
	const strike = (): void => rmSync(directory, { recursive: true, force: true });
	const clock = { now: () => MONDAY_10, monotonic: () => 0 };
	const config = { host: '127.0.0.1', port: 0, dataDir: directory, origin: null, tls: null };
	try {
		const hub = await openHub(config, { clock, random: dice(0), log: makeLog('silent') });
		if (!hub.ok) throw new Error(hub.error);
		const staging = await stage(hub.value);
		await hub.value.close();
		return { ...staging, directory, strike };
	} catch (error) {
		strike();
		throw error;
	}
}

/** Plays the world of this seed to its end. The same seed gives the same trace. */
export async function playWorld(seed: number, stage: Stage, mutation: Mutation | null = null): Promise<Told> {
	// Most worlds write to memory; some wait for a real disk.
	const directory = mkdtempSync(join(seed % 10 === 0 ? tmpdir() : fastDirectory(), 'gongzhan-world-'));
	mkdirSync(join(directory, '0'));
	cpSync(stage.directory, join(directory, '0'), { recursive: true });
	const sim = createSim(seed, mutation);
	const world = assemble(sim, createHubHost(sim, directory), stage);
	try {
		await world.host.open();
		plot(world, STORM);
		await sim.scheduler.run(STORM);
		sim.stormy = false;
		sim.note('all', 'faults stop');
		await calm(world);
		await sim.scheduler.run(STORM + CALM);
		// Somebody may just be asking for changes.
		for (let s = 1; s < 60 && world.machines.some(isSpeaking); s++)
			await sim.scheduler.run(STORM + CALM + s * 1000);
		await checkAtEnd(world);
	} finally {
		for (const { program } of world.machines) program?.die();
		await world.host.close();
		rmSync(directory, { recursive: true, force: true });
	}
	const { violations, trace } = sim;
	return { seed, violations, trace, ticks: world.witness.ticks.size };
}

function assemble(sim: Sim, host: HubHost, stage: Stage): World {
	const witness = createWitness(sim);
	const parts = { sim, witness, connect: createNetwork(sim, host), passes: sim.seed % 8 === 0 };
	const machines = stage.devices
		.slice(0, sim.dice.between(2, stage.devices.length + 1))
		.map(({ deviceId, key }, index): Machine => ({
			...{ name: `kiosk ${index + 1}`, key, deviceId, lying: { synced: null }, program: null },
			socket: { plugged: true, cookie: null },
			disk: blankDisk({ venueId, outboxId: newOutboxId(sim) }),
			cache: blankCache(),
			wallOffset: sim.dice.between(-240_000, 240_000),
			tabs: sim.dice.is(0.1) ? 2 : 1,
			rate: 1 + (sim.dice.next() - 0.5) * 1e-4,
		}));
	const people = stage.people;
	return { sim, host, witness, parts, people, machines, forked: new Set(), revoked: new Set() };
}

const isSpeaking = ({ program }: Machine): boolean =>
	program?.states().some(({ is }) => is === 'sending' || is === 'renewing') ?? false;

export const newOutboxId = (sim: Sim): OutboxId => asId<OutboxId>(toHex(sim.dice.bytes(16)));
