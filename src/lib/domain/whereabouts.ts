import type { EntryId, MemberId, SessionId } from '../base/id.ts';

/** Who is here, as far as one device can tell: from what it wrote itself and from what the hub has told. */

/** A coming or going that a device wrote into its own ledger. */
export interface KnownMove {
	readonly kind: 'check-in' | 'check-out';
	readonly entryId: EntryId;
	readonly sessionId: SessionId;
	readonly memberId: MemberId;
	/** Corrected time. */
	readonly at: number;
	/** Taken back on this device. */
	readonly undone: boolean;
	/** Taken back by staff, elsewhere: the hub's word of it includes that already. */
	readonly overruled?: boolean;
}

/** What the hub told of someone at a session, folded from every fact that it had. Corrected times. */
export interface Told {
	readonly at: number;
	readonly leftAt?: number | undefined;
	readonly movedAt?: number | undefined;
}

export interface Whereabouts {
	readonly here: boolean;
	/** When they first came. */
	readonly since: number;
	/** Their last coming or going. */
	readonly movedAt: number;
}

/**
 * The later of both words decides; null where neither says that they came. `own` are this device's moves of one person
 * at one session, in any order.
 */
export function whereabouts(own: readonly KnownMove[], told: Told | null): Whereabouts | null {
	const standing = standingMoves(own);
	const heard = told && unlessUndone(told, own);
	const [first, last] = [standing[0], standing.at(-1)];
	if (!last || !first) return heard;
	const written: Whereabouts = {
		...{ here: last.kind === 'check-in', since: first.at, movedAt: last.at },
	};
	if (!heard) return written;
	const later = heard.movedAt > written.movedAt ? heard : written;
	return { ...later, since: Math.min(heard.since, written.since) };
}

/** What was not taken back, in order of time. */
const standingMoves = (own: readonly KnownMove[]): KnownMove[] =>
	own.filter((move) => !move.undone && !move.overruled).sort((a, b) => a.at - b.at);

/** The hub may not have heard yet of what was taken back here. */
function unlessUndone({ at, leftAt, movedAt }: Told, own: readonly KnownMove[]): Whereabouts | null {
	const undone = new Set(own.filter((move) => move.undone).map((move) => move.at));
	if (undone.has(at)) return null;
	if (leftAt === undefined || undone.has(leftAt)) {
		const back = movedAt !== undefined && !undone.has(movedAt) ? movedAt : at;
		return { here: true, since: at, movedAt: back };
	}
	return { here: false, since: at, movedAt: leftAt };
}

/** Scanning again within this offers to take the check-in back; later, where the class asks for it, to leave. */
export const UNDO_WITHIN = 60_000;

/** What somebody who scans again may want instead of hearing that they are in. */
export type SecondThought = { readonly act: 'undo'; readonly undoes: EntryId } | { readonly act: 'leave' };

/** Only what this device wrote itself can be taken back on it. `now`: corrected time. */
export function secondThought(
	own: readonly KnownMove[],
	{ here, movedAt }: Whereabouts,
	now: number,
	checkOut: 'off' | 'ask',
): SecondThought | null {
	if (!here) return null;
	const last = standingMoves(own).at(-1);
	if (Math.abs(now - movedAt) <= UNDO_WITHIN)
		return last?.kind === 'check-in' && last.at === movedAt ? { act: 'undo', undoes: last.entryId } : null;
	return checkOut === 'ask' ? { act: 'leave' } : null;
}
