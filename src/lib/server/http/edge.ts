import type { Hosted } from './handoff.ts';
import { openLimits, type Limits } from './limits.ts';
import { openStreams, type Streams } from './streams.ts';

/** What the app's requests share: the hosted hub, and the state that only the edge needs. One per process. */
export interface Edge extends Hosted {
	readonly limits: Limits;
	readonly streams: Streams;
}

export const openEdge = (hosted: Hosted): Edge => ({
	...hosted,
	limits: openLimits(),
	streams: openStreams(hosted),
});
