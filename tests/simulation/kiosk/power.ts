import type { Entry } from '../../../src/lib/sync/entry.ts';
import { blankDisk } from '../../contract/memory-ledger.ts';
import { venueId } from '../../hub/small-venue.ts';
import { pair } from '../venue.ts';
import { atHub } from '../staff.ts';
import { newOutboxId, type World } from '../world.ts';
import { blankCache } from './cache.ts';
import { boot, type Machine } from './machine.ts';

/** Switching machines on and off, and changing their disks in between. */

export async function switchOn(world: World, machine: Machine): Promise<void> {
	if (machine.program) return;
	const { sim } = world;
	sim.note(machine.name, 'starts');
	machine.program = await boot(machine, world.parts, () => {
		sim.note(machine.name, 'crashes');
		machine.program = null;
		sim.scheduler.after(sim.dice.between(0, 20_000), () => switchOn(world, machine));
	});
}

/** The plug is pulled: the strict ledger stays; the cookie and the cache may be gone, and what was not waited for. */
export function cutPower({ sim }: World, machine: Machine): void {
	if (!machine.program) return;
	sim.note(machine.name, 'loses its power');
	machine.program.die();
	machine.program = null;
	if (machine.heldBack && sim.dice.is(0.5)) machine.disk = machine.heldBack;
	machine.heldBack = null;
	if (sim.dice.is(0.3)) machine.socket.cookie = null;
	if (sim.dice.is(0.1)) machine.cache = blankCache();
}

const entriesOf = ({ entries, history }: Machine['disk']): Entry[] => [
	...[...entries.values()].map((row) => row.entry),
	...history.values(),
];

/** Somebody puts an old image on the disk. What was only there and not yet sent is gone with it. */
export async function restore(world: World, machine: Machine, image: Machine['disk']): Promise<void> {
	cutPower(world, machine);
	const { disk } = machine;
	const kept = new Set(entriesOf(image).map((entry) => entry.hash));
	for (const { hash } of entriesOf(disk)) if (!kept.has(hash)) world.witness.burnt.add(hash);
	if (image.head.hash !== disk.head.hash) world.forked.add(image.outbox.outboxId);
	world.sim.note(machine.name, `is restored from ${disk.head.seq} to ${image.head.seq}`);
	machine.disk = structuredClone(image);
	await switchOn(world, machine);
}

/** Somebody copies the disk into a second machine, which believes to be the first. */
export async function clone(world: World, machine: Machine): Promise<void> {
	world.forked.add(machine.disk.outbox.outboxId);
	world.sim.note(machine.name, 'is cloned');
	const copy: Machine = {
		...{ ...machine, name: `${machine.name} copy`, program: null, heldBack: null },
		...{ disk: structuredClone(machine.disk), cache: structuredClone(machine.cache) },
		socket: { ...machine.socket },
	};
	world.machines.push(copy);
	await switchOn(world, copy);
}

/** Staff pair it again. An outbox that is whole or has entries unsent goes on; else it begins a fresh one, as the kiosk does. */
export async function pairAnew(world: World, machine: Machine): Promise<void> {
	await atHub(world, async (hub) => {
		const deviceId = await pair(hub, machine.key, machine.name);
		if (deviceId !== machine.deviceId) world.sim.violated(`${machine.name} is paired as a stranger`);
	});
	world.sim.note(machine.name, 'is paired anew');
	world.revoked.delete(machine.name);
	cutPower(world, machine);
	if (machine.disk.entries.size === 0 && machine.disk.oldest > 1) {
		for (const { hash } of machine.disk.history.values()) world.givenUp.add(hash);
		machine.disk = blankDisk({ venueId, outboxId: newOutboxId(world.sim) });
	}
	await switchOn(world, machine);
}

/** The app of the next version starts on the same disk, whatever the queue. */
export async function upgrade(world: World, machine: Machine): Promise<void> {
	if (machine.app === 'current') return;
	machine.program?.die();
	machine.program = null;
	machine.app = 'current';
	world.sim.note(machine.name, 'gets the new version');
	await switchOn(world, machine);
}
