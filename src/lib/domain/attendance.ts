import type { DeviceId, EntryId } from '../base/id.ts';
import type { CheckIn, CheckOut, Correction, PresenceFact } from './fact.ts';

/** A fact as the fold sees it: where and when it happened, in corrected time. */
export interface Witnessed<F extends PresenceFact = PresenceFact> {
	readonly entryId: EntryId;
	readonly deviceId: DeviceId;
	/** Corrected time, milliseconds. */
	readonly at: number;
	readonly fact: F;
}

/** Why staff should look: more than one kiosk admitted, or a fact and a correction that did not know of each other. */
export type ConflictKind = 'admitted-twice' | 'correction-unseen' | 'corrections-disagree';

export interface Conflict {
	readonly kind: ConflictKind;
	/** The facts that disagree, in order of corrected time. */
	readonly entries: readonly EntryId[];
}

/** Attendance (出勤) of one person at one session. */
export interface Attendance {
	readonly status: 'present' | 'absent' | 'disputed';
	/**
	 * Corrected time of the first check-in that stands or that staff confirmed; of their word where there was none.
	 * Null where nothing says that they came.
	 */
	readonly since: number | null;
	readonly deviceId: DeviceId | null;
	readonly late: boolean;
	/** How many came in with the one pass, its holder included; nothing where one did. */
	readonly party?: number;
	/** Corrected time at which they left for good; null while they are here, and where nobody noted it. */
	readonly leftAt: number | null;
	/** Milliseconds for which they were out in between. */
	readonly away: number;
	readonly conflict: Conflict | null;
}

/** How many people an attendance stands for. */
export const headsOf = ({ party = 1 }: Pick<Attendance, 'party'>): number => party;

const isCheckIn = (w: Witnessed): w is Witnessed<CheckIn> => w.fact.kind === 'check-in';
const isCorrection = (w: Witnessed): w is Witnessed<Correction> => w.fact.kind === 'correction';
const isMove = (w: Witnessed): w is Witnessed<CheckIn | CheckOut> =>
	w.fact.kind === 'check-in' || w.fact.kind === 'check-out';

/** One order for a set of facts, whatever order they arrived in. */
const inTime = <W extends Witnessed>(facts: readonly W[]): W[] =>
	[...facts].sort((a, b) => a.at - b.at || (a.entryId < b.entryId ? -1 : 1));

const NOBODY: Attendance = {
	...{ status: 'absent', since: null, deviceId: null, late: false, leftAt: null, away: 0, conflict: null },
};

const came = ({ at, deviceId, fact }: Witnessed<CheckIn>): Attendance => ({
	...NOBODY,
	...{ status: 'present', since: at, deviceId, late: fact.flags.includes('late') },
	...(fact.party && { party: fact.party }),
});

/**
 * Folds all facts about one person and session. The result depends on the set, never on the order of arrival:
 * a fact stands unless some correction saw it or an undo names it; what stands decides.
 */
export function foldAttendance(facts: readonly Witnessed[]): Attendance {
	const [only] = facts;
	if (!only) return NOBODY;
	// Nearly everybody checks in once.
	if (facts.length === 1 && isCheckIn(only)) return came(only);
	const unique = [...new Map(facts.map((f) => [f.entryId, f])).values()];
	const standing = standingOf(unique);
	const corrections = standing.filter(isCorrection);
	const confirmed = confirmedBy(corrections, unique);
	const stay = follow(standing.filter(isMove), confirmed);
	const first = stay.begin && isCheckIn(stay.begin) ? stay.begin : null;
	const conflict = findConflict(stay, corrections);
	const status = statusOf(stay, corrections, conflict);
	// Two doors that let one group in have seen the same people.
	const party = Math.max(
		1,
		...[...confirmed.filter(isCheckIn), ...stay.checkIns].map((w) => w.fact.party ?? 1),
	);
	return {
		status,
		since: stay.begin?.at ?? null,
		deviceId: first?.deviceId ?? null,
		late: first?.fact.flags.includes('late') ?? false,
		...(party > 1 && status !== 'absent' && { party }),
		leftAt: status === 'absent' ? null : stay.leftAt,
		away: stay.away,
		conflict,
	};
}

/** The facts that no correction saw and no undo took back, in order of corrected time. */
export function standingOf<W extends Witnessed>(facts: readonly W[]): W[] {
	const settled = new Set(facts.flatMap(({ fact }) => settledBy(fact)));
	return inTime(facts.filter((w) => !settled.has(w.entryId)));
}

/** What a fact says is no longer to be counted by itself. */
export const settledBy = (fact: PresenceFact): readonly EntryId[] => {
	if (fact.kind === 'correction') return fact.saw;
	return fact.kind === 'undo' ? [fact.undoes] : [];
};

/** Comings and goings as one stay. */
interface Stay {
	/** The first coming, or the word of staff where that is the first that is known. */
	readonly begin: Witnessed | null;
	/** Check-ins of somebody who was here already, and the ones they repeat. What staff have seen, none repeats. */
	readonly twice: readonly Witnessed<CheckIn>[];
	readonly checkIns: readonly Witnessed<CheckIn>[];
	readonly leftAt: number | null;
	readonly away: number;
}

/**
 * `confirmed`: what staff's word says that the stay began with, where it did not begin before, and when somebody came back
 * who had left.
 */
function follow(
	moves: readonly Witnessed<CheckIn | CheckOut>[],
	confirmed: readonly Witnessed<CheckIn | Correction>[],
): Stay {
	const seen = new Set<Witnessed>(confirmed);
	const twice = new Set<Witnessed<CheckIn>>();
	let begin: Witnessed | null = null;
	let last: Witnessed<CheckIn> | null = null;
	let [leftAt, away]: [number | null, number] = [null, 0];
	for (const move of inTime<Witnessed>([...moves, ...confirmed])) {
		if (move.fact.kind === 'check-out') {
			leftAt ??= move.at;
			continue;
		}
		if (begin && seen.has(move) && (leftAt === null || !isCheckIn(move))) continue;
		const stands = isCheckIn(move) && !seen.has(move) ? move : null;
		if (begin && leftAt === null) {
			if (last && stands) twice.add(last).add(stands);
			last ??= stands;
			continue;
		}
		// Who leaves before the first check-in that we know of came some other way: that is no absence.
		if (begin && leftAt !== null) away += move.at - leftAt;
		leftAt = null;
		begin ??= move;
		last = stands;
	}
	return { begin, twice: [...twice], checkIns: moves.filter(isCheckIn), leftAt, away };
}

/**
 * What corrections to “present” confirm, first the first: the check-ins that they saw, for they have been here since then, not
 * since somebody looked; the word itself where it saw none.
 */
function confirmedBy(
	corrections: readonly Witnessed<Correction>[],
	facts: readonly Witnessed[],
): Witnessed<CheckIn | Correction>[] {
	const seen = new Set(corrections.filter((w) => w.fact.present).flatMap((w) => w.fact.saw));
	const words = facts.filter(isCorrection).filter((w) => seen.has(w.entryId) || corrections.includes(w));
	const undone = new Set(facts.flatMap(({ fact }) => (fact.kind === 'undo' ? [fact.undoes] : [])));
	const confirmed = words.flatMap((word): Witnessed<CheckIn | Correction>[] => {
		if (!word.fact.present) return [];
		const saw = new Set(word.fact.saw);
		const checkIns = facts.filter(isCheckIn).filter((w) => saw.has(w.entryId));
		const kept = checkIns.filter((w) => !undone.has(w.entryId));
		if (kept.length > 0) return kept;
		return checkIns.length > 0 ? checkIns : [word];
	});
	return inTime([...new Set(confirmed)]);
}

function findConflict({ checkIns, twice }: Stay, corrections: Witnessed<Correction>[]): Conflict | null {
	const entries = (facts: readonly Witnessed[]) => inTime(facts).map((w) => w.entryId);
	if (new Set(corrections.map((w) => w.fact.present)).size > 1)
		return { kind: 'corrections-disagree', entries: entries([...checkIns, ...corrections]) };
	if (checkIns.length > 0 && corrections.some((w) => !w.fact.present))
		return { kind: 'correction-unseen', entries: entries([...checkIns, ...corrections]) };
	if (twice.length > 0) return { kind: 'admitted-twice', entries: entries(twice) };
	return null;
}

function statusOf(
	{ checkIns }: Stay,
	corrections: Witnessed<Correction>[],
	conflict: Conflict | null,
): Attendance['status'] {
	if (conflict && conflict.kind !== 'admitted-twice') return 'disputed';
	if (checkIns.length > 0) return 'present';
	return corrections[0]?.fact.present ? 'present' : 'absent';
}
