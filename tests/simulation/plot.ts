import type { Fact } from '../../src/lib/domain/fact.ts';
import { CALLIGRAPHY, member } from '../hub/small-venue.ts';
import { checkKept } from './checks/at-end.ts';
import type { Machine } from './kiosk/machine.ts';
import { clone, cutPower, pairAnew, restore, switchOn, upgrade } from './kiosk/power.ts';
import { atHub, byHand, carryFile, correctLater, reschedule, undoElsewhere } from './staff.ts';
import { followLive } from './streams.ts';
import { STAFF } from './venue.ts';
import type { World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Plans what happens to a world while it storms, `length` ms long: visits, staff at work, and faults. */
export function plot(world: World, length: number): void {
	const { sim, host, machines } = world;
	const { dice, scheduler } = sim;
	scheduler.after(0, () => host.open());
	for (const machine of machines) scheduler.after(dice.between(0, 5000), () => switchOn(world, machine));
	host.listeners.push((hub) => {
		checkKept(world, hub).catch((error: unknown) => sim.violated(String(error)));
	});
	followLive(world);
	for (const machine of machines)
		if (machine.app === 'older') scheduler.after(dice.between(0, length), () => upgrade(world, machine));

	/** Between `least` and `most` times, at any moment; `rarely`: in so many of all worlds. */
	const happens = (least: number, most: number, rarely: number, act: () => unknown): void => {
		const count = dice.is(rarely) ? dice.between(least, most + 1) : 0;
		for (let i = 0; i < count; i++) scheduler.after(dice.between(0, length), act);
	};
	const some = (): Machine => dice.pick(machines);
	const visits = world.parts.passes ? [6, 12] : [15, 50];
	happens(visits[0]!, visits[1]!, 1, () => visit(world));
	happens(1, 4, 0.5, () => correctLater(world));
	happens(1, 3, 0.3, () => byHand(world));
	happens(1, 2, 0.3, () => undoElsewhere(world));
	happens(1, 2, 0.25, () => carryFile(world));
	happens(1, 4, 0.3, () => reschedule(world));
	happens(1, 6, 0.8, () => unplug(world, some()));
	happens(1, 5, 0.6, () => blackOut(world, some()));
	happens(1, 5, 0.5, () => some().program?.dieIn(dice.between(1, 30)));
	happens(1, 4, 0.5, () => some().program?.crashTab());
	happens(1, 3, 0.6, () => host.kill(dice.between(0, MINUTE)));
	happens(1, 2, 0.4, () => host.losePower(dice.between(SECOND, MINUTE)));
	happens(1, 1, 0.15, () => putBackLater(world));
	happens(1, 3, 0.4, () => jump(world, some()));
	happens(1, 3, 0.4, () => void (some().socket.cookie = null));
	happens(1, 2, 0.2, () => some().program?.write(fromTheFuture));
	happens(1, 2, 0.3, () => revoke(world, some()));
	happens(1, 1, 0.15, () => restoreLater(world, some()));
	happens(1, 1, 0.15, () => isPlain(world, machines[0]!) && clone(world, machines[0]!));
}

/** Everything works from now on. What is off comes back by itself within minutes. */
export async function calm(world: World): Promise<void> {
	world.host.upgrade();
	for (const machine of world.machines) {
		machine.socket.plugged = true;
		// A copy of an older one too: it could not say that what the hub asks for is gone [S7].
		await upgrade(world, machine);
		await switchOn(world, machine);
	}
}

const isPlain = ({ forked, revoked }: World, { name, disk }: Machine): boolean =>
	!forked.has(disk.outbox.outboxId) && !revoked.has(name);

/** People come one by one, or hold the pass to two kiosks. */
function visit({ sim, machines, people }: World): void {
	const person = sim.dice.pick(people);
	const times = sim.dice.is(0.3) ? 2 : 1;
	for (let i = 0; i < times; i++)
		sim.scheduler.after(i * sim.dice.between(0, 3000), () => sim.dice.pick(machines).program?.scan(person));
}

function unplug({ sim }: World, machine: Machine): void {
	sim.note(machine.name, 'loses the network');
	machine.socket.plugged = false;
	sim.scheduler.after(sim.dice.between(5 * SECOND, 5 * MINUTE), () => {
		machine.socket.plugged = true;
		machine.program?.hurry();
	});
}

function blackOut(world: World, machine: Machine): void {
	cutPower(world, machine);
	world.sim.scheduler.after(world.sim.dice.between(SECOND, 90 * SECOND), () => switchOn(world, machine));
}

function jump({ sim }: World, machine: Machine): void {
	const by = sim.dice.pick([-24, -1, 1, 24]) * 60 * MINUTE;
	sim.note(machine.name, `its clock jumps by ${by / (60 * MINUTE)} h`);
	machine.wallOffset += by;
}

/** An entry that this hub cannot read: written by an app of another version. */
const fromTheFuture = {
	...{ kind: 'check-in', sessionId: CALLIGRAPHY, memberId: member(1), serial: 1 },
	...{ channel: 'hologram', flags: [], staffId: null },
} as unknown as Fact;

/** The device is revoked, whatever it holds. Perhaps it was a mistake. */
async function revoke(world: World, machine: Machine): Promise<void> {
	const { sim, revoked } = world;
	if (!isPlain(world, machine)) return;
	sim.note('staff', `revoke ${machine.name}`);
	revoked.add(machine.name);
	await atHub(world, (hub) => hub.devices.revoke(machine.deviceId, STAFF));
	if (sim.dice.is(0.6))
		sim.scheduler.after(sim.dice.between(5 * SECOND, 3 * MINUTE), () => pairAnew(world, machine));
}

function restoreLater(world: World, machine: Machine): void {
	const image = structuredClone(machine.disk);
	world.sim.scheduler.after(world.sim.dice.between(MINUTE, 8 * MINUTE), () => {
		if (world.sim.stormy && isPlain(world, machine)) return restore(world, machine, image);
	});
}

/** The hub's database is lost, and a backup of some minutes ago takes its place [S7]. */
function putBackLater(world: World): void {
	const { sim, host, witness, revoked } = world;
	const putBack = host.backUp();
	const revokedThen = [...revoked];
	sim.scheduler.after(sim.dice.between(10 * SECOND, 5 * MINUTE), () => {
		if (!sim.stormy) return;
		putBack(sim.dice.between(SECOND, MINUTE));
		world.putBackAt = sim.scheduler.now;
		// A machine whose chain has left the hub's cannot see that the hub no longer holds what it had kept apart.
		for (const [hash, outcome] of witness.receipts) if (outcome === 'quarantined') witness.burnt.add(hash);
		for (const hash of world.givenUp) witness.burnt.add(hash);
		for (const machine of world.machines)
			if (machine.disk.oldest > 1 || machine.app === 'older') holed(world, machine);
		witness.hubPutBack();
		revoked.clear();
		for (const name of revokedThen) revoked.add(name);
	});
}

/** What this machine has sent it cannot send again: there may be a hole that nobody can fill. */
function holed({ forked, witness }: World, { disk }: Machine): void {
	const { outboxId } = disk.outbox;
	forked.add(outboxId);
	for (const [hash, entry] of witness.written) if (entry.outboxId === outboxId) witness.burnt.add(hash);
}
