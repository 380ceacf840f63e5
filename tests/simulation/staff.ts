import { isPresenceFact } from '../../src/lib/domain/fact.ts';
import type { EntryId, MemberId, SessionId } from '../../src/lib/base/id.ts';
import type { Fact } from '../../src/lib/domain/fact.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { venueId } from '../hub/small-venue.ts';
import { importOutbox } from '../../src/lib/server/import-outbox.ts';
import type { Machine } from './kiosk/machine.ts';
import { outboxFile } from './kiosk/outbox-file.ts';
import { publishSecond, SESSIONS, STAFF } from './venue.ts';
import type { World } from './world.ts';

/** What staff do while kiosks come and go. */

const MINUTE = 60_000;
/** Who was not answered asks again, at whatever process is up then. */
const ASKS_AGAIN = 5000;

/** Does `act` until it has been answered: an act that may be done twice. */
export async function atHub({ sim, host }: World, act: (hub: Hub) => Promise<unknown>): Promise<void> {
	for (let done = false; !done;) {
		const hub = host.up();
		await Promise.race([
			hub?.storage ? act(hub).then(() => (done = true)) : new Promise(() => undefined),
			new Promise((resolve) => sim.scheduler.after(ASKS_AGAIN, () => resolve(null))),
		]);
	}
}

/** Staff look at the facts, think, and say what was. Meanwhile others may have come in. */
export async function correctLater({ sim, host, people, witness }: World): Promise<void> {
	const { memberId } = sim.dice.pick(people);
	const sessionId = sim.dice.pick(SESSIONS);
	const present = sim.dice.is(0.4);
	const seen = await host.up()?.attendance.history(venueId, sessionId, memberId);
	if (!seen) return;
	const saw: string[] = seen.map((line) => line.entryId);
	const reason = `核对 ${witness.seenByStaff.size}`;
	witness.seenByStaff.set(reason, saw);
	sim.scheduler.after(sim.dice.between(0, 2 * MINUTE), async () => {
		sim.note('staff', `say that ${memberId.slice(-2)} was ${present ? 'in' : 'not in'} ${sessionId}`);
		const correction = { sessionId, memberId, present, saw, reason };
		const done = await host.up()?.attendance.correct(STAFF, venueId, correction);
		if (done && !done.ok) sim.violated(`a correction is refused: ${done.error}`);
	});
}

export async function byHand({ sim, host, people }: World): Promise<void> {
	const { memberId } = sim.dice.pick(people);
	await host.up()?.attendance.checkInByHand(STAFF, venueId, sim.dice.pick(SESSIONS), memberId);
}

/** Another room, another time; now and then the class is called off, and on again. */
export async function reschedule({ sim, host }: World): Promise<void> {
	const hub = host.up();
	if (!hub) return;
	sim.note('staff', 'change the schedule');
	await publishSecond(hub, sim.dice.between(5, 25), sim.dice.is(0.3) ? 'cancelled' : 'scheduled');
}

/**
 * At one kiosk somebody takes back what was done at another, neither of which has the network: the undo may arrive before
 * what it undoes.
 */
export async function undoElsewhere({ sim, machines }: World): Promise<void> {
	const withEntries = machines.filter(({ disk }) => disk.entries.size > 0);
	if (withEntries.length === 0) return;
	const { entry } = sim.dice.pick([...sim.dice.pick(withEntries).disk.entries.values()]);
	const elsewhere: Machine = sim.dice.pick(machines);
	if (!isPresenceFact(entry.fact)) return;
	const { sessionId, memberId } = entry.fact;
	sim.note(elsewhere.name, `takes back ${entry.entryId.slice(-4)}`);
	await elsewhere.program?.write(undoOf(sessionId, memberId, entry.entryId));
}

const undoOf = (sessionId: SessionId, memberId: MemberId, undone: EntryId): Fact => ({
	...{ kind: 'correction', sessionId, memberId, present: false, saw: [undone], reason: '撤销' },
	staffId: STAFF.id,
});

/**
 * Staff carry a kiosk's file of unsent entries to the hub, perhaps more than once, whatever the network brings beside it. A
 * hub that was put back may lack what came before: then it says so.
 */
export async function carryFile(world: World): Promise<void> {
	const { sim, machines } = world;
	const machine = sim.dice.pick(machines);
	if (machine.disk.entries.size === 0) return;
	const text = await outboxFile(machine, sim.time());
	sim.note('staff', `take a file from ${machine.name}`);
	for (let times = sim.dice.between(1, 4); times > 0; times--)
		sim.scheduler.after(sim.dice.between(0, 3 * MINUTE), async () => {
			const hub = world.host.up();
			const done = hub && (await importOutbox(hub, { text, actor: `staff:${STAFF.id}`, mayAt: () => true }));
			if (!done) return;
			sim.note('staff', done.ok ? `import it: ${JSON.stringify(done.value.outcomes)}` : done.error.message);
			if (!done.ok && !(done.error.fault === 'hole' && world.putBackAt !== null))
				sim.violated(`a kiosk's file is refused: ${done.error.message}`);
		});
}
