import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubStorage } from '../storage/port.ts';

export const MOVED_FILE = 'moved-to-postgresql.txt';

/** Leaves word in a data directory that its database lives elsewhere now. `place`: without who may enter. */
export function markMoved(dataDir: string, place: string, now: number): void {
	const words = `Since ${new Date(now).toISOString()} this hub's data is in PostgreSQL at ${place}.\n`;
	writeFileSync(join(dataDir, MOVED_FILE), words, { flush: true });
}

/** Null, or why no hub may start on this directory's own database. */
export function movedFault(dataDir: string): string | null {
	const file = join(dataDir, MOVED_FILE);
	if (!existsSync(file)) return null;
	const words = readFileSync(file, 'utf8').trim();
	return `${words} Set DATABASE_URL to it. To go back to the old database in ${dataDir} all the same, remove ${file}`;
}

/** In `meta` of a PostgreSQL database: its data is in a DATA_DIR again, since when and in which. */
export const MOVED_BACK = 'moved back';

export const movedBackNote = (dataDir: string, now: number): string =>
	`Since ${new Date(now).toISOString()} this hub's data is in SQLite again, in DATA_DIR ${dataDir}.`;

/** Null, or why no hub may start on this PostgreSQL database. */
export async function movedBackFault(storage: HubStorage): Promise<string | null> {
	if (storage.kind === 'sqlite') return null;
	const note = await storage.read((tx) => tx.meta.get(MOVED_BACK));
	return note === null ? null : movedBackWayOut(note);
}

export const movedBackWayOut = (note: string): string =>
	`${note} Start without DATABASE_URL. To move to PostgreSQL again, make an empty database and name that one. To go back to the old data in this one all the same, run in it: DELETE FROM meta WHERE key = '${MOVED_BACK}'`;
