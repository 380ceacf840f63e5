import type { DeviceId } from '../../../src/lib/base/id.ts';
import type { Fact } from '../../../src/lib/domain/fact.ts';
import type { SyncState } from '../../../src/lib/sync/machine.ts';
import type { LedgerDisk } from '../../contract/memory-ledger.ts';
import type { Person, DeviceKey } from '../venue.ts';
import type { Socket } from '../network.ts';
import type { CacheDisk } from './cache.ts';
import { webLocks } from './locks.ts';
import { openPage, type Page, type ProgramParts } from './page.ts';

/** A kiosk's hardware: what survives when its program dies. */
export interface Machine {
	readonly name: string;
	readonly key: DeviceKey;
	readonly deviceId: DeviceId;
	readonly socket: Socket;
	disk: LedgerDisk;
	/** The disk as a power cut would leave it, where something is held back from it. */
	heldBack: LedgerDisk | null;
	cache: CacheDisk;
	/** Device wall time minus true time. */
	wallOffset: number;
	/** Monotonic milliseconds in a true one. */
	readonly rate: number;
	/** `older`: speaks the first wire version, and keeps no history. */
	app: 'older' | 'current';
	readonly tabs: number;
	/** Without Web Locks every tab drains the outbox [S13]. */
	readonly hasLocks: boolean;
	program: Program | null;
}

/** One run of the kiosk's browser: one or more tabs with the real code on the machine's disk, clock and network. */
export interface Program {
	/** What the loops say they do. */
	states(): readonly SyncState[];
	/** Something may have changed. */
	nudge(): void;
	/** The network is back. */
	hurry(): void;
	scan(person: Person): Promise<void>;
	/** Something other than a check-in. */
	write(fact: Fact): Promise<void>;
	/** One of the tabs dies and opens again. */
	crashTab(): void;
	/** Dies after so many more steps. */
	dieIn(steps: number): void;
	/** Whatever it waits for, it never learns. */
	die(): void;
}

/** A tab that died is opened again within. */
const REOPENS_WITHIN = 20_000;

/** `onDeath`: told where it dies by itself. */
export async function boot(machine: Machine, parts: ProgramParts, onDeath: () => void): Promise<Program> {
	const { sim } = parts;
	const locks = machine.hasLocks ? webLocks() : null;
	const pages: Page[] = [];
	let living = true;
	let stepsLeft: number | null = null;
	const onStep = (): void => {
		// A crash that was to come and did not, until faults stop, does not come.
		if (!sim.stormy || stepsLeft === null || --stepsLeft > 0) return;
		program.die();
		onDeath();
	};
	const spread = (): void => pages.forEach((page) => page.nudge());
	const open = async (): Promise<void> => {
		if (living) pages.push(await openPage(machine, parts, { locks, onStep, onWritten: spread }));
	};
	const program: Program = {
		states: () => pages.flatMap((page) => page.state() ?? []),
		nudge: spread,
		hurry: () => pages.forEach((page) => page.hurry()),
		scan: async (person) => sim.dice.pick(pages).scan(person),
		write: async (fact) => sim.dice.pick(pages).write(fact),
		crashTab() {
			if (pages.length < 2) return;
			const [page] = pages.splice(sim.dice.between(0, pages.length), 1);
			sim.note(machine.name, 'loses a tab');
			page!.die();
			sim.scheduler.after(sim.dice.between(0, REOPENS_WITHIN), open);
		},
		dieIn: (steps) => void (stepsLeft = steps),
		die() {
			living = false;
			stepsLeft = null;
			for (const page of pages) page.die();
		},
	};
	for (let tab = 0; tab < machine.tabs; tab++) await open();
	return program;
}
