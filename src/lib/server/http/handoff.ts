import type { Hub } from '../hub.ts';
import type { Log } from '../log.ts';

/**
 * What the process that owns the hub gives to the app it serves. The app is a bundle of its own, with its own copy of every
 * module, so the two meet at a place that both can see.
 */
export interface Hosted {
	readonly hub: Hub;
	readonly log: Log;
	/** Aborts when the process is asked to stop: streams that would never end, end. */
	readonly stopping: AbortSignal;
	/** Where phones reach this hub, without a trailing slash; null: wherever the request came to. */
	readonly publicOrigin: string | null;
}

const PLACE = Symbol.for('gongzhan.hub');
type Meeting = { [PLACE]?: Hosted };

export function offerHub(hosted: Hosted): void {
	(globalThis as Meeting)[PLACE] = hosted;
}

/** Null where nobody offered one, as under `vite dev`. */
export const takeHub = (): Hosted | null => (globalThis as Meeting)[PLACE] ?? null;
