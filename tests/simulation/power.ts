import { blankDisk } from '../contract/memory-ledger.ts';
import { venueId } from '../hub/small-venue.ts';
import { blankCache } from './cache.ts';
import { boot, type Machine } from './machine.ts';
import { pair } from './venue.ts';
import { newOutboxId, type World } from './world.ts';

/** Switching machines on and off, and changing their disks in between. */

export async function switchOn(world: World, machine: Machine): Promise<void> {
	if (machine.program) return;
	world.sim.note(machine.name, 'starts');
	machine.program = await boot(machine, world.parts);
}

/** The plug is pulled: the strict ledger stays; the cookie and the cache may be gone. */
export function cutPower({ sim }: World, machine: Machine): void {
	if (!machine.program) return;
	sim.note(machine.name, 'loses its power');
	machine.program.die();
	machine.program = null;
	if (machine.lying.synced) machine.disk = machine.lying.synced;
	machine.lying.synced = null;
	if (sim.dice.is(0.3)) machine.socket.cookie = null;
	if (sim.dice.is(0.1)) machine.cache = blankCache();
}

/** Somebody puts an old image on the disk. What was only there and not yet sent is gone with it. */
export async function restore(world: World, machine: Machine, image: Machine['disk']): Promise<void> {
	cutPower(world, machine);
	const { disk } = machine;
	for (const [seq, { entry }] of disk.entries)
		if (image.entries.get(seq)?.entry.hash !== entry.hash) world.witness.burnt.add(entry.hash);
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
		...{ ...machine, name: `${machine.name} copy`, program: null, lying: { synced: null } },
		...{ disk: structuredClone(machine.disk), cache: structuredClone(machine.cache) },
		socket: { ...machine.socket },
	};
	world.machines.push(copy);
	await switchOn(world, copy);
}

/** Staff pair it again. With entries unsent its outbox goes on; else it begins a fresh one, as the kiosk does. */
export async function pairAnew(world: World, machine: Machine): Promise<void> {
	const hub = world.host.up()?.hub;
	if (!hub) return world.sim.scheduler.after(5000, () => pairAnew(world, machine));
	const deviceId = await pair(hub, machine.key, machine.name);
	if (deviceId !== machine.deviceId) world.sim.violated(`${machine.name} is paired as a stranger`);
	world.sim.note(machine.name, 'is paired anew');
	world.revoked.delete(machine.name);
	cutPower(world, machine);
	if (machine.disk.entries.size === 0)
		machine.disk = blankDisk({ venueId, outboxId: newOutboxId(world.sim) });
	await switchOn(world, machine);
}
