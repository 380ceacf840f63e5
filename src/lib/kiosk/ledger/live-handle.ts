import { TookTooLong, within } from '../patience.ts';
import type { LedgerDatabase } from './database.ts';

/** Runs work on an open database, whatever becomes of the handle. */
export type OnLiveHandle = <T>(work: (database: LedgerDatabase) => PromiseLike<T>) => Promise<T>;

/** Longer than any healthy disk takes, shorter than a visitor waits. */
const PATIENCE_MS = 8000;

/**
 * Browsers close handles: when storage runs short, when their storage service dies, when another tab upgrades. Work on a
 * dead one is done once more on a fresh one from `open`; so it must be safe to run twice. What takes too long is given up,
 * its handle too.
 */
export function onLiveHandle(
	first: LedgerDatabase,
	open: () => Promise<LedgerDatabase>,
	patience = PATIENCE_MS,
): OnLiveHandle {
	let database: Promise<LedgerDatabase> = Promise.resolve(first);
	const renew = (dead: LedgerDatabase, current: Promise<LedgerDatabase>): void => {
		// Whoever comes second finds it renewed already.
		if (database !== current) return;
		dead.close();
		database = within(patience, open());
		database.catch(() => undefined);
	};
	return async (work) => {
		const current = database;
		let handle: LedgerDatabase;
		try {
			handle = await current;
		} catch {
			// It could not be opened last time: perhaps now.
			if (database === current) database = within(patience, open());
			handle = await database;
			return within(patience, work(handle));
		}
		try {
			return await within(patience, work(handle));
		} catch (error) {
			if (!(error instanceof TookTooLong) && !isDeadHandle(error)) throw error;
			renew(handle, current);
			if (error instanceof TookTooLong) throw error;
			return within(patience, work(await database));
		}
	};
}

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
export const innerOf = (error: unknown): unknown => (error as { inner?: unknown } | null)?.inner;

/** What Dexie and browsers throw when the connection under a database is gone. */
const isDeadHandle = (error: unknown): boolean =>
	['DatabaseClosedError', 'InvalidStateError', 'UnknownError'].includes(nameOf(error)) ||
	(nameOf(error) === 'AbortError' && nameOf(innerOf(error)) !== 'QuotaExceededError');
