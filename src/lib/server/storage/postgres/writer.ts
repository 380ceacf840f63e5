import type { VenueId } from '../../../base/id.ts';
import { StorageOutage, type Tx } from '../port.ts';
import { noting, type Changed } from '../revisions.ts';
import { txOver } from '../sql/tx.ts';
import { workQueue, type Brackets } from '../work-queue.ts';
import type { Connection, Pool } from './connection.ts';
import { isCrossed } from './fault.ts';
import { beginWrite } from './locks.ts';
import { sqlOver, type Statements } from './sql.ts';

/** Times that a group of works is begun before its failure is told. */
const TURNS = 4;
const PAUSE_MS = 100;

/** Writes the rows of one venue, or of all, one work after another; those that wait share a commit. */
export interface Writer {
	/** Resolves after the commit, with the revisions that the work has made. */
	write<T>(work: (tx: Tx) => Promise<T>): Promise<{ value: T; changed: Changed }>;
	drained(): Promise<void>;
}

/** `announce` is told of each commit that has changed records. */
export function writer(
	venueId: VenueId | null,
	pool: Pool,
	statements: Statements,
	announce: (changed: Changed) => void,
): Writer {
	const group = transaction(pool, beginWrite(venueId), announce);
	const queue = workQueue(group.brackets);
	const tx = txOver(sqlOver(group.connection, statements));
	return {
		write: (work) =>
			queue.add(async () => {
				const changed: Changed = new Map();
				const value = await work(noting(tx, changed));
				// Only here has the work succeeded: one that is undone is told to nobody.
				for (const [venue, rev] of changed) group.changed.set(venue, rev);
				return { value, changed };
			}),
		drained: () => queue.drained(),
	};
}

/** One transaction after another, each on a connection of its own out of the pool. */
function transaction(pool: Pool, begin: string, announce: (changed: Changed) => void) {
	const changed: Changed = new Map();
	let taken: Connection | null = null;
	let savepoint = false;
	let committing = false;
	let pause = 0;
	const connection = (): Connection => {
		if (!taken) throw new Error('the transaction is over');
		return taken;
	};
	const brackets: Brackets = {
		async begin() {
			changed.clear();
			savepoint = committing = false;
			if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
			pause = 0;
			taken = await pool.take();
			await taken.query(begin);
		},
		async mark() {
			await connection().query(savepoint ? 'RELEASE work; SAVEPOINT work' : 'SAVEPOINT work');
			savepoint = true;
		},
		undo: async () => void (await connection().query('ROLLBACK TO work')),
		// Released by the next mark, or by the commit: one round trip less.
		keep: () => undefined,
		async commit() {
			committing = true;
			const { command } = await connection().query('COMMIT');
			// A transaction that holds a failed statement is rolled back by COMMIT, without an error.
			if (command !== 'COMMIT') throw new Error('a statement of this transaction failed: nothing is kept');
			connection().release();
			taken = null;
			announce(changed);
		},
		async rollback() {
			const left = taken;
			taken = null;
			await left?.query('ROLLBACK').catch(() => undefined);
			left?.release();
		},
		again(failure, turn) {
			if (committing || turn >= TURNS) return false;
			if (!(failure instanceof StorageOutage) && !isCrossed(failure)) return false;
			pause = turn * PAUSE_MS;
			return true;
		},
	};
	return { brackets, connection, changed };
}
