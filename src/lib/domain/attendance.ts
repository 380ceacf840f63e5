import type { DeviceId, EntryId } from '../base/id.ts';
import type { CheckIn, Correction } from './fact.ts';

/** A fact as the fold sees it: where and when it happened, in corrected time. */
export interface Witnessed<F extends CheckIn | Correction = CheckIn | Correction> {
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
	readonly conflict: Conflict | null;
}

const isCheckIn = (w: Witnessed): w is Witnessed<CheckIn> => w.fact.kind === 'check-in';
const isCorrection = (w: Witnessed): w is Witnessed<Correction> => w.fact.kind === 'correction';

/** One order for a set of facts, whatever order they arrived in. */
const inTime = <W extends Witnessed>(facts: readonly W[]): W[] =>
	[...facts].sort((a, b) => a.at - b.at || (a.entryId < b.entryId ? -1 : 1));

const NOBODY: Attendance = { status: 'absent', since: null, deviceId: null, late: false, conflict: null };

const came = ({ at, deviceId, fact }: Witnessed<CheckIn>): Attendance => ({
	...{ status: 'present', since: at, deviceId, late: fact.flags.includes('late'), conflict: null },
});

/**
 * Folds all facts about one person and session. The result depends on the set, never on the order of arrival:
 * a fact stands unless some correction saw it; what stands decides.
 */
export function foldAttendance(facts: readonly Witnessed[]): Attendance {
	const [only] = facts;
	if (!only) return NOBODY;
	// Nearly everybody checks in once.
	if (facts.length === 1 && isCheckIn(only)) return came(only);
	const unique = [...new Map(facts.map((f) => [f.entryId, f])).values()];
	const seen = new Set(unique.filter(isCorrection).flatMap((w) => w.fact.saw));
	const standing = inTime(unique.filter((w) => !seen.has(w.entryId)));
	const checkIns = standing.filter(isCheckIn);
	const corrections = standing.filter(isCorrection);
	const first = checkIns[0] ?? confirmedBy(corrections, unique);
	const conflict = findConflict(checkIns, corrections);
	return {
		status: statusOf(checkIns, corrections, conflict),
		since: first?.at ?? corrections.find((w) => w.fact.present)?.at ?? null,
		deviceId: first?.deviceId ?? null,
		late: first?.fact.flags.includes('late') ?? false,
		conflict,
	};
}

/** The first check-in that a correction to “present” saw: they have been here since then, not since somebody looked. */
function confirmedBy(
	corrections: readonly Witnessed<Correction>[],
	facts: readonly Witnessed[],
): Witnessed<CheckIn> | null {
	const saw = new Set(corrections.filter((w) => w.fact.present).flatMap((w) => w.fact.saw));
	return inTime(facts.filter((w) => saw.has(w.entryId)).filter(isCheckIn))[0] ?? null;
}

function findConflict(checkIns: Witnessed<CheckIn>[], corrections: Witnessed<Correction>[]): Conflict | null {
	const entries = (facts: Witnessed[]) => inTime(facts).map((w) => w.entryId);
	if (new Set(corrections.map((w) => w.fact.present)).size > 1)
		return { kind: 'corrections-disagree', entries: entries([...checkIns, ...corrections]) };
	if (checkIns.length > 0 && corrections.some((w) => !w.fact.present))
		return { kind: 'correction-unseen', entries: entries([...checkIns, ...corrections]) };
	if (checkIns.length > 1) return { kind: 'admitted-twice', entries: entries(checkIns) };
	return null;
}

function statusOf(
	checkIns: Witnessed<CheckIn>[],
	corrections: Witnessed<Correction>[],
	conflict: Conflict | null,
): Attendance['status'] {
	if (conflict && conflict.kind !== 'admitted-twice') return 'disputed';
	if (checkIns.length > 0) return 'present';
	return corrections[0]?.fact.present ? 'present' : 'absent';
}
