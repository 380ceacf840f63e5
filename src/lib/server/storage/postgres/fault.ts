import pg from 'pg';
import { StorageFull, StorageOutage } from '../port.ts';

/** Server shutting down or starting, connection cut or timed out, not a primary any more: another connection may do better. */
const LOST = /^(?:08...|57P0[1-5]|25P03|25006|53300)$/;
/** The server ends one of two transactions that are in each other's way. */
const CROSSED = /^(?:40001|40P01)$/;
const DISK_FULL = '53100';
/** Out of memory, too much at once, a lock not to be had in time. */
const EXHAUSTED = /^(?:53...|55P03|58...)$/;

const codeOf = (failure: unknown): string => (failure as { code?: string } | null)?.code ?? '';

/** What a query on a connection failed of: an answer of the server, or an outage where there was none. */
export function asAnswered(failure: unknown): unknown {
	const answered = failure instanceof pg.DatabaseError && !LOST.test(codeOf(failure));
	if (answered || failure instanceof StorageOutage) return failure;
	return new StorageOutage(`PostgreSQL cannot be reached (${nameOf(failure)})`, { cause: failure });
}

export const isCrossed = (failure: unknown): boolean => CROSSED.test(codeOf(failure));

/** What the asker gets to see: what no asker can help is an outage, whatever PostgreSQL calls it. */
export function asOutage(failure: unknown): unknown {
	if (!(failure instanceof pg.DatabaseError)) return failure;
	const code = codeOf(failure);
	if (code === DISK_FULL)
		return new StorageFull('the disk of PostgreSQL is full: make room on it', { cause: failure });
	if (!EXHAUSTED.test(code) && !CROSSED.test(code)) return failure;
	return new StorageOutage(`PostgreSQL cannot do it now (${code}: ${failure.message})`, { cause: failure });
}

/** A code, or what the driver says; never an address with a password in it. */
function nameOf(failure: unknown): string {
	const several = failure instanceof AggregateError ? (failure.errors[0] as unknown) : failure;
	if (several instanceof StorageOutage && several.cause) return nameOf(several.cause);
	return codeOf(several) || (several instanceof Error ? several.message : String(several));
}

/** Why the database cannot be opened: one line with the way out. */
export function explain(failure: unknown, place: string): string {
	const wayOut = WAYS_OUT[nameOf(failure)];
	if (wayOut) return `DATABASE_URL: ${wayOut} (${place})`;
	// Such as a text too long for one query. What a wrong host or port throws has a code.
	const isOurs = (failure instanceof RangeError || failure instanceof TypeError) && codeOf(failure) === '';
	const outage = isOurs ? failure : asAnswered(failure);
	if (outage instanceof StorageOutage)
		return `DATABASE_URL: PostgreSQL at ${place} does not answer (${nameOf(outage.cause)}): start it, or correct host and port`;
	return `the database at ${place} cannot be used (${[codeOf(failure), (failure as Error).message].filter(Boolean).join(': ')})`;
}

const WAYS_OUT: Record<string, string> = {
	'28P01': 'PostgreSQL refuses this user’s password: correct it',
	'28000':
		'PostgreSQL lets this user in from nowhere near here: correct the user, or allow the hub in pg_hba.conf',
	'3D000': 'there is no such database: make it with createdb, with encoding UTF8',
	'42501':
		'this user may not make tables: GRANT CREATE ON SCHEMA public, or make the user the database’s owner',
};
