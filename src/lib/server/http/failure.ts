import type { RequestEvent } from '@sveltejs/kit';
import type { Log } from '../log.ts';
import type { StorageOutage } from '../storage/port.ts';

/** Writes a bug to the log under a number, which is all that the asker gets to know of it. */
export function noteFailure(log: Log, { route }: RequestEvent, error: unknown): string {
	const id = crypto.randomUUID().slice(0, 8);
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	log.error({ id, route: route.id, error: text }, 'request failed');
	return id;
}

/** Seconds after which asking again is worth while when the storage could not do it. */
export const OUTAGE_RETRY_S = 5;

/** The storage cannot do it now: that is no bug of ours, the hub says so at its health address, and what nobody could store is still with whoever sent it. */
export function noteOutage({ locals, route }: RequestEvent, error: StorageOutage): 'full' | 'away' {
	locals.edge.ailing = true;
	locals.edge.log.warn({ route: route.id, error: error.message }, 'storage outage');
	return error.full ? 'full' : 'away';
}
