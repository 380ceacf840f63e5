import { lookAround, openAdmission, type Admission } from './admission.ts';
import type { Hosted } from './handoff.ts';
import { openLimits, type Limits } from './limits.ts';
import { openStreams, type Streams } from './streams.ts';
import { meetingPoint } from './together.ts';

/** What the app's requests share: the hosted hub, and the state that only the edge needs. One per process. */
export interface Edge extends Hosted {
	readonly limits: Limits;
	readonly streams: Streams;
	/** Absent where requests come one at a time. */
	readonly admission?: Admission;
	/** The storage could not do something, and nobody has seen it work since. */
	ailing?: boolean;
	/** Waited for before a write that many may ask for at once. Absent where requests come one at a time. */
	together?(): Promise<void>;
}

export const openEdge = (hosted: Hosted): Edge => ({
	...hosted,
	limits: openLimits(),
	streams: openStreams(hosted),
	admission: openAdmission(() => hosted.hub.clock.monotonic(), lookAround),
	together: meetingPoint(),
});
