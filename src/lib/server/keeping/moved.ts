import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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
