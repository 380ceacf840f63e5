import type { RequestEvent } from '@sveltejs/kit';
import type { Log } from '../log.ts';

/** Writes a bug to the log under a number, which is all that the asker gets to know of it. */
export function noteFailure(log: Log, { route }: RequestEvent, error: unknown): string {
	const id = crypto.randomUUID().slice(0, 8);
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	log.error({ id, route: route.id, error: text }, 'request failed');
	return id;
}
