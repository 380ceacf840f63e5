import type { VenueId } from '../../../src/lib/base/id.ts';
import { revisions } from '../../../src/lib/server/storage/revisions.ts';
import type { HubStorage, Tx } from '../../../src/lib/server/storage/port.ts';
import { deviceStore, pairingStore, staffStore } from './access.ts';
import { auditStore, metaStore } from './audit.ts';
import { unionStore } from './unions.ts';
import { claimStore, liveKeyStore } from './claims.ts';
import { apply, draftOn, type Changes, type Data, type Draft } from './data.ts';
import { exhibitStore } from './exhibits.ts';
import { inboxStore } from './inbox.ts';
import { attendanceStore, ledgerStore } from './ledger.ts';
import { mediaProposalStore } from './media-proposals.ts';
import { consentStore, mediaStore } from './media.ts';
import { passStore, peopleStore } from './people.ts';
import { phoneStore } from './phones.ts';
import { recordingStore } from './recordings.ts';
import { reportStore } from './reports.ts';
import { seatStore } from './seats.ts';
import { recordStore, revsOfRow, type TakeRevs } from './records.ts';
import { promised } from './at-once.ts';
import { turns, type Turn, type Turns } from './turns.ts';

/** How a connection behaves between its statements. */
export interface Conduct {
	/** Awaited before each statement of a write, around its commit, and before its answer. */
	step(): Promise<void>;
	/** Is this work undone and run once more, as after a conflict with another? */
	isAgain(): boolean;
	/** Where the connection dies while its commit is being written: does the commit stand? */
	stands(): boolean;
}

/** A process's own way to the database. */
export interface MemoryConnection extends HubStorage {
	/** The process is gone: nothing it waits for is ever answered, and what it had not committed is undone. */
	die(): void;
}

/** The database, whoever is connected. */
export interface MemoryDatabase {
	/** What is committed. */
	readonly data: Data;
	connect(conduct?: Conduct): MemoryConnection;
	/** From now on commits are held back from the disk until `sync`. Otherwise none is answered before it is there. */
	holdBack(): void;
	sync(): void;
	/** Takes back what was held back. To be called when every connection has died. */
	losePower(): void;
	/** Told of each commit, in order. */
	onCommit: ((changes: Changes) => void) | null;
}

/** What may be done otherwise, to show that somebody would see it. */
export interface Makeshift {
	readonly turns?: Turns;
	readonly takeRevs?: TakeRevs;
}

const AT_ONCE: Conduct = { step: async () => undefined, isAgain: () => false, stands: () => true };

/** The hub storage's twin in memory, with a boundary between what is written and what is on the disk. */
export function createMemoryDatabase(data: Data = new Map(), makeshift: Makeshift = {}): MemoryDatabase {
	const inner: Shared = {
		...{ data, turns: makeshift.turns ?? turns(), takeRevs: makeshift.takeRevs ?? revsOfRow },
		...{ connections: new Set(), readers: 0, idle: [], unsynced: null },
		tell: (changes) => database.onCommit?.(changes),
	};
	const database: MemoryDatabase = {
		data,
		onCommit: null,
		connect: (conduct = AT_ONCE) => connect(inner, conduct),
		holdBack: () => void (inner.unsynced ??= []),
		sync: () => void inner.unsynced?.splice(0),
		losePower() {
			for (const undo of inner.unsynced?.splice(0).reverse() ?? []) apply(data, undo);
		},
	};
	return database;
}

interface Connection {
	news(changes: Changes): void;
}

interface Shared {
	readonly data: Data;
	readonly turns: Turns;
	readonly takeRevs: TakeRevs;
	readonly connections: Set<Connection>;
	readonly tell: (changes: Changes) => void;
	readers: number;
	/** Commits that wait until nobody is reading. */
	idle: (() => void)[];
	/** How to undo what was held back, oldest first; null where nothing is. */
	unsynced: Changes[] | null;
}

function commit(shared: Shared, changes: Changes): void {
	const undo = apply(shared.data, changes);
	shared.unsynced?.push(undo);
	shared.tell(changes);
	for (const connection of shared.connections) connection.news(changes);
}

/** A reader sees one state from its beginning to its end. */
async function nobodyReads(shared: Shared): Promise<void> {
	while (shared.readers > 0) await new Promise<void>((resolve) => shared.idle.push(resolve));
}

const never = <T>(): Promise<T> => new Promise(() => undefined);

function connect(shared: Shared, conduct: Conduct): MemoryConnection {
	const news = revisions();
	for (const { venueId, rev } of draftOn(shared.data).rows('venue').all()) news.recall(venueId, rev);
	const connection: Connection = {
		news(changes) {
			for (const [venueId, row] of changes.get('venue') ?? [])
				if (row && 'rev' in row) news.tell(venueId as VenueId, row.rev);
		},
	};
	shared.connections.add(connection);
	/** Works under way, and what of them is being written. */
	const works = new Map<Turn, Changes | null>();
	let dead = false;
	const step = async (): Promise<void> => {
		await conduct.step();
		if (dead) await never();
	};

	async function write<T>(turn: Turn, work: (tx: Tx) => Promise<T>): Promise<T> {
		await turn.granted;
		for (;;) {
			await step();
			const draft = draftOn(shared.data);
			const done = await work(new MemoryTx(draft, shared.takeRevs, step));
			if (conduct.isAgain()) continue;
			await step();
			works.set(turn, draft.changes);
			await step();
			await nobodyReads(shared);
			if (dead) return never();
			works.delete(turn);
			commit(shared, draft.changes);
			return done;
		}
	}

	return {
		kind: 'sqlite',
		async read(work) {
			shared.readers++;
			let done;
			try {
				done = await work(new MemoryTx(draftOn(shared.data), shared.takeRevs, null));
			} finally {
				shared.readers--;
				if (shared.readers === 0) for (const go of shared.idle.splice(0)) go();
			}
			return dead ? never() : done;
		},
		async write(venueId, work) {
			if (dead) return never();
			const turn = shared.turns.take(venueId);
			works.set(turn, null);
			let done;
			try {
				done = await write(turn, work);
			} finally {
				works.delete(turn);
				turn.end();
			}
			await step();
			return done;
		},
		watch: (listener) => news.watch(listener),
		async close() {
			while (works.size > 0 && !dead) await Promise.resolve();
			shared.connections.delete(connection);
		},
		die() {
			dead = true;
			shared.connections.delete(connection);
			for (const [turn, written] of works) {
				if (written && conduct.stands()) commit(shared, written);
				turn.end();
			}
			works.clear();
		},
	};
}

/** Stores are made when they are asked for: most works need two or three. */
class MemoryTx implements Tx {
	readonly #draft: Draft;
	readonly #takeRevs: TakeRevs;
	readonly #before: (() => Promise<void>) | null;
	constructor(draft: Draft, takeRevs: TakeRevs, before: (() => Promise<void>) | null) {
		this.#draft = draft;
		this.#takeRevs = takeRevs;
		this.#before = before;
	}
	get records() {
		return promised(recordStore(this.#draft, this.#takeRevs), this.#before);
	}
	get ledger() {
		return promised(ledgerStore(this.#draft), this.#before);
	}
	get attendance() {
		return promised(attendanceStore(this.#draft), this.#before);
	}
	get inbox() {
		return promised(inboxStore(this.#draft), this.#before);
	}
	get people() {
		return promised(peopleStore(this.#draft), this.#before);
	}
	get seats() {
		return promised(seatStore(this.#draft), this.#before);
	}
	get passes() {
		return promised(passStore(this.#draft), this.#before);
	}
	get claims() {
		return promised(claimStore(this.#draft), this.#before);
	}
	get liveKeys() {
		return promised(liveKeyStore(this.#draft), this.#before);
	}
	get phones() {
		return promised(phoneStore(this.#draft), this.#before);
	}
	get devices() {
		return promised(deviceStore(this.#draft), this.#before);
	}
	get pairings() {
		return promised(pairingStore(this.#draft), this.#before);
	}
	get staff() {
		return promised(staffStore(this.#draft), this.#before);
	}
	get unions() {
		return promised(unionStore(this.#draft), this.#before);
	}
	get exhibits() {
		return promised(exhibitStore(this.#draft), this.#before);
	}
	get media() {
		return promised(mediaStore(this.#draft), this.#before);
	}
	get mediaProposals() {
		return promised(mediaProposalStore(this.#draft), this.#before);
	}
	get consents() {
		return promised(consentStore(this.#draft), this.#before);
	}
	get recordings() {
		return promised(recordingStore(this.#draft), this.#before);
	}
	get reports() {
		return promised(reportStore(this.#draft), this.#before);
	}
	get audit() {
		return promised(auditStore(this.#draft), this.#before);
	}
	get meta() {
		return promised(metaStore(this.#draft), this.#before);
	}
}
