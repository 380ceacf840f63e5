import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beginNewLife } from '../../../src/lib/server/storage/sql/new-life.ts';
import type { Sql, SqlValue } from '../../../src/lib/server/storage/sql/sql.ts';
import type { HubStorage, Tx } from '../../../src/lib/server/storage/port.ts';
import { DATABASE_FILE, openSqlite } from '../../../src/lib/server/storage/sqlite.ts';
import type { Conduct } from '../../contract/memory-storage/storage.ts';
import type { Sim } from '../sim.ts';
import type { Store } from './store.ts';

/** How long commits are held back from the disk where nobody waits for it. */
const HELD_BACK = 20_000;

/**
 * The hub's real SQLite. Files as they are when a process is killed go to a new directory, so that what goes on in the
 * old one is a ghost's; where the power is cut, files as they were when last a commit was waited for.
 */
export function sqliteStore(sim: Sim, directory: string, staged: string): Store {
	const opened: HubStorage[] = [];
	let generation = 0;
	const place = (): string => join(directory, String(generation));
	const synced = join(directory, 'synced');
	const putBack = (from: string): void => {
		generation++;
		copy(from, place());
	};
	copy(staged, place());
	copy(staged, synced);
	let syncedAt = 0;
	const sync = (): void => {
		if (sim.mutation === 'unsynced-hub' && sim.scheduler.now - syncedAt < HELD_BACK) return;
		syncedAt = sim.scheduler.now;
		copy(place(), synced);
	};
	return {
		mostProcesses: 1,
		connect(conduct) {
			const storage = openSqlite(place());
			if (!storage.ok) throw new Error(`the hub does not open again: ${storage.error}`);
			opened.push(storage.value);
			let dead = false;
			const die = (): void => {
				if (dead) return;
				dead = true;
				putBack(place());
			};
			return { storage: mortal(storage.value, conduct, () => dead, sync), die };
		},
		losePower: () => putBack(synced),
		backUp() {
			const image = join(directory, `backup-${generation}-${sim.scheduler.now}`);
			copy(place(), image);
			return () => {
				putBack(image);
				// Done before anything else happens: the processes start again later.
				void newLife(place(), sim.time()).then(() => copy(place(), synced));
			};
		},
		async close() {
			for (const storage of opened) await storage.close();
		},
	};
}

/** Without what SQLite makes of them by itself. */
function copy(from: string, to: string): void {
	mkdirSync(to, { recursive: true });
	for (const name of [DATABASE_FILE, `${DATABASE_FILE}-wal`])
		if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
		else rmSync(join(to, name), { force: true });
}

/** What a restore does to the database that it puts back. */
async function newLife(directory: string, now: number): Promise<void> {
	const db = new DatabaseSync(join(directory, DATABASE_FILE));
	const sql: Pick<Sql, 'get' | 'run'> = {
		get: async <Row>(text: string, ...values: SqlValue[]) =>
			(db.prepare(text).get(...values) as Row | undefined) ?? null,
		run: async (text, ...values) => void db.prepare(text).run(...values),
	};
	await beginNewLife(sql as Sql, now, 'simulated');
	db.close();
}

const never = <T>(): Promise<T> => new Promise(() => undefined);

/** A process's storage that steps as told, and after death neither does nor answers anything. */
function mortal(storage: HubStorage, conduct: Conduct, isDead: () => boolean, sync: () => void): HubStorage {
	const step = async (): Promise<void> => {
		await conduct.step();
		if (isDead()) throw new Error('this process is dead');
	};
	/** The answer, unless it is a dead process's. */
	const heard = async <T>(answer: Promise<T>): Promise<T> => {
		try {
			const value = await answer;
			return isDead() ? await never() : value;
		} catch (error) {
			if (isDead()) return never();
			throw error;
		}
	};
	return {
		...storage,
		read: (work) => heard(storage.read(work)),
		write: (venueId, work) =>
			heard(
				(async () => {
					await step();
					const done = await storage.write(venueId, (tx) => work(stepping(tx, step)));
					if (!isDead()) sync();
					await step();
					return done;
				})(),
			),
		close: async () => undefined,
	};
}

/** The same transaction, with a step before each statement. */
const stepping = (tx: Tx, step: () => Promise<void>): Tx =>
	Object.fromEntries(
		Object.entries(tx).map(([name, store]) => [name, stepped(store as Record<string, Statement>, step)]),
	) as unknown as Tx;

type Statement = (...args: unknown[]) => Promise<unknown>;

const stepped = (store: Record<string, Statement>, step: () => Promise<void>): Record<string, Statement> =>
	Object.fromEntries(
		Object.entries(store).map(([name, statement]) => [
			name,
			async (...args) => {
				await step();
				return statement(...args);
			},
		]),
	);
