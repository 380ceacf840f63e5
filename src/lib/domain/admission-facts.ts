import type { OfferingId, RoomId, SessionId } from '../base/id.ts';
import type { Meeting } from './catalogue.ts';
import type { Flag } from './fact.ts';
import type { History, Lineage } from './history.ts';
import type { Live, Pass, PassFault } from './pass.ts';
import type { CheckInPolicy } from './policy.ts';
import type { Text } from './text.ts';
import type { Tri } from './tri.ts';

/** Whose door it is: a session's, a room's, or (null) one for every class. */
export type Door = { readonly session: SessionId } | { readonly room: RoomId } | null;

/** What somebody shows: a pass of ours, a code that is none, or only a name. */
export type Shown =
	| { readonly ok: false; readonly fault: PassFault }
	| {
			readonly ok: true;
			readonly pass: Pass;
			readonly revoked: Tri;
			/** Shown by the phone that it was given to, just now. Of a printed pass: no. */
			readonly live?: Live;
			/** Most people who may come in with it, its holder included. 1 where it does not say. */
			readonly party?: number;
			/** What staff should know of the code itself. */
			readonly marks?: readonly Flag[];
			readonly guest?: never;
	  }
	| { readonly ok: true; readonly guest: true };

/** Seats that are left for people who have none. Null: nobody can say here. */
export interface SeatsLeft {
	/** In the whole class. */
	readonly free: number | null;
	/** That this machine holds and may give away; null where it holds no leases, and `free` decides. */
	readonly leased: number | null;
}

/** One person's comings and goings at a session, as they stand. */
export interface Stay {
	readonly here: boolean;
	/** Corrected time at which they first came. */
	readonly since: number;
}

/**
 * What is known of the visitor and the moment. Gathered by the edges, each from its own storage: kiosk/visit-facts.ts from
 * cache, ledger and the sealed roster, server/admission-facts.ts from the hub's tables. Null and “unknown” mean that whoever
 * asks cannot say, and never that the answer is no.
 */
export interface AdmissionFacts {
	/** Corrected time, milliseconds, right within ± uncertainty. */
	readonly now: number;
	readonly uncertainty: number;
	/** The venue's local date, as days since 1970-01-01. */
	readonly today: number;
	readonly venue: { readonly id: string; readonly zone: string; readonly policy: CheckInPolicy };
	readonly pass: Shown;
	readonly door: Door;
	/** Sessions of the day, in order of their start. */
	readonly meetings: readonly Meeting[];
	readonly lineage: ReadonlyMap<OfferingId, Lineage>;
	/** Offerings the person has a seat in. */
	readonly enrolled: ReadonlySet<OfferingId> | null;
	/** Offerings on whose waiting list the person is. */
	readonly waiting: ReadonlySet<OfferingId> | null;
	readonly barred: Tri;
	/** Names of the person's union and of all above it, itself first; none where they are in none; undefined where nobody can say. */
	readonly unions: readonly string[] | undefined;
	/** Of whoever came to a session of the day. */
	readonly stays: ReadonlyMap<SessionId, Stay>;
	readonly history: History;
	/** By session; where one is missing, nobody can say. */
	readonly seats: ReadonlyMap<SessionId, SeatsLeft>;
	/** Names of other venues at which the person is enrolled. */
	readonly elsewhere: readonly Text[] | null;
}
