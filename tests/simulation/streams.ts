import { venueId } from '../hub/small-venue.ts';
import type { HubRun } from './hub/process.ts';
import type { Machine } from './kiosk/machine.ts';
import type { World } from './world.ts';

/** How soon a machine notices that its stream has ended, and looks for another process. */
const LOOKS_EVERY = 15_000;

/** What the hub's live stream does: each machine holds one with some process, and is told of changes there. */
export function followLive({ sim, host, machines }: World): void {
	const followed = new Map<Machine, HubRun>();
	/** Who will be told soon: several changes may be told as one. */
	const told = new Set<Machine>();
	const { dice, scheduler } = sim;
	const tell = (machine: Machine): void => {
		if (told.has(machine) || !machine.socket.plugged || dice.is(0.1)) return;
		told.add(machine);
		scheduler.after(dice.between(2, 2000), () => {
			told.delete(machine);
			machine.program?.nudge();
		});
	};
	host.listeners.push((hub, run) => {
		hub.live.subscribe(venueId, () => {
			for (const machine of machines) if (followed.get(machine) === run) tell(machine);
		});
	});
	const look = (): void => {
		for (const machine of machines) {
			if (!machine.program || !machine.socket.plugged || followed.get(machine)?.edge()) continue;
			const run = host.route(machine.name);
			if (!run.edge()) continue;
			followed.set(machine, run);
			machine.program.hurry();
		}
		scheduler.after(LOOKS_EVERY, look);
	};
	look();
}
