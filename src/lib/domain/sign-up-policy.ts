import * as v from 'valibot';
import { Instant, integer, line } from './shapes.ts';

/** Who may sign up for an offering, when, and for how long a seat is theirs. An offering without one is filled by staff. */
export const SignUpPolicySchema = v.object({
	/** From when on, and until when. Always, and until the last session is over, where nothing is said. */
	opensAt: v.optional(Instant),
	closesAt: v.optional(Instant),
	/** Who signed up may withdraw until so many hours before the next session; later only the desk does it. */
	cancelUntil: v.optional(integer(0, 24 * 90), 0),
	/** Most people that may wait for a seat. */
	waitingList: v.optional(integer(0, 10_000), 20),
	/** Most seats for members of a union and of all below it, by its name. Others are not limited. */
	quotas: v.optional(v.record(line(60), integer(0, 100_000))),
	/** Most offerings of this venue that a member may hold or wait for. */
	mostHeld: v.optional(integer(1, 100)),
	/** Who stayed away from so many sessions within so many days is sent to the desk. */
	noShows: v.optional(v.object({ most: integer(1, 100), days: v.optional(integer(1, 730), 90) })),
});
export type SignUpPolicy = v.InferOutput<typeof SignUpPolicySchema>;
