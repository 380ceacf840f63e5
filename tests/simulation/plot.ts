import type { Fact } from '../../src/lib/domain/fact.ts';
import { CALLIGRAPHY, member, venueId } from '../hub/small-venue.ts';
import { checkKept } from './checks.ts';
import type { Machine } from './machine.ts';
import { clone, cutPower, pairAnew, restore, switchOn } from './power.ts';
import { SESSIONS, STAFF } from './venue.ts';
import type { World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Plans what happens to a world while it storms, `length` ms long: visits, staff at work, and faults. */
export function plot(world: World, length: number): void {
	const { sim, host, machines } = world;
	const { dice, scheduler } = sim;
	for (const machine of machines) scheduler.after(dice.between(0, 5000), () => switchOn(world, machine));
	host.listeners.push((hub) => {
		checkKept(world, hub).catch((error: unknown) => sim.violated(String(error)));
		hub.live.subscribe(venueId, () => announce(world));
	});

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
	happens(1, 6, 0.8, () => unplug(world, some()));
	happens(1, 5, 0.7, () => blackOut(world, some()));
	happens(1, 3, 0.6, () => host.kill(dice.between(0, MINUTE)));
	happens(1, 3, 0.4, () => jump(world, some()));
	happens(1, 3, 0.4, () => void (some().socket.cookie = null));
	happens(1, 2, 0.2, () => some().program?.write(fromTheFuture));
	happens(1, 2, 0.3, () => revoke(world, some()));
	happens(1, 1, 0.15, () => restoreLater(world, some()));
	happens(1, 1, 0.15, () => isPlain(world, machines[0]!) && clone(world, machines[0]!));
}

/** Everything works from now on. What is off comes back by itself within minutes. */
export async function calm(world: World): Promise<void> {
	for (const machine of world.machines) {
		machine.socket.plugged = true;
		await switchOn(world, machine);
	}
}

const isPlain = ({ forked, revoked }: World, { name, disk }: Machine): boolean =>
	!forked.has(disk.outbox.outboxId) && !revoked.has(name);

/** What the hub's live stream does for a machine that holds one. */
function announce({ sim, machines }: World): void {
	for (const machine of machines) {
		if (!machine.socket.plugged || sim.dice.is(0.1)) continue;
		sim.scheduler.after(sim.dice.between(2, 100), () => machine.program?.nudge());
	}
}

/** People come one by one, or hold the pass to two kiosks. */
function visit({ sim, machines, people }: World): void {
	const person = sim.dice.pick(people);
	const times = sim.dice.is(0.3) ? 2 : 1;
	for (let i = 0; i < times; i++)
		sim.scheduler.after(i * sim.dice.between(0, 3000), () => sim.dice.pick(machines).program?.scan(person));
}

/** Staff look at the facts, think, and say what was. Meanwhile others may have come in. */
async function correctLater({ sim, host, people }: World): Promise<void> {
	const { memberId } = sim.dice.pick(people);
	const sessionId = sim.dice.pick(SESSIONS);
	const present = sim.dice.is(0.4);
	const seen = await host.up()?.hub.attendance.history(venueId, sessionId, memberId);
	if (!seen) return;
	const saw: string[] = seen.map((line) => line.entryId);
	sim.scheduler.after(sim.dice.between(0, 2 * MINUTE), async () => {
		sim.note('staff', `say that ${memberId.slice(-2)} was ${present ? 'in' : 'not in'} ${sessionId}`);
		const correction = { sessionId, memberId, present, saw, reason: '核对' };
		const done = await host.up()?.hub.attendance.correct(STAFF, venueId, correction);
		if (done && !done.ok) sim.violated(`a correction is refused: ${done.error}`);
	});
}

async function byHand({ sim, host, people }: World): Promise<void> {
	const { memberId } = sim.dice.pick(people);
	await host.up()?.hub.attendance.checkInByHand(STAFF, venueId, sim.dice.pick(SESSIONS), memberId);
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
	const { sim, host, revoked } = world;
	const hub = host.up()?.hub;
	if (!hub || !isPlain(world, machine)) return;
	sim.note('staff', `revoke ${machine.name}`);
	revoked.add(machine.name);
	await hub.devices.revoke(machine.deviceId, STAFF);
	if (sim.dice.is(0.6))
		sim.scheduler.after(sim.dice.between(5 * SECOND, 3 * MINUTE), () => pairAnew(world, machine));
}

function restoreLater(world: World, machine: Machine): void {
	const image = structuredClone(machine.disk);
	world.sim.scheduler.after(world.sim.dice.between(MINUTE, 8 * MINUTE), () => {
		if (world.sim.stormy && isPlain(world, machine)) return restore(world, machine, image);
	});
}
