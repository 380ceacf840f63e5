import type { DeviceId, EntryId, StaffId } from '../base/id.ts';
import { foldAttendance, standingOf, type Attendance, type Witnessed } from './attendance.ts';
import type { PresenceFact } from './fact.ts';

/** Why the attendance of one person at one session is in doubt, as data: what happened, what counts now, and why. */

/** A fact with what the hub knows of its way here. */
export interface Account extends Witnessed {
	/** When the hub took it, milliseconds of hub time. */
	readonly receivedAt: number;
	/** `at` is right within ± this many milliseconds. */
	readonly uncertainty: number;
	/** The fact's own flags and those of the hub. */
	readonly flags: readonly string[];
}

export const DOUBT_KINDS = [
	'twice-at-two',
	'twice-at-one',
	/** Staff said “not here” before a check-in from earlier had arrived. */
	'arrived-late',
	/** Checked in after staff had said “not here”. */
	'came-after',
	'corrections-disagree',
] as const;
export type DoubtKind = (typeof DOUBT_KINDS)[number];

/** What makes one fact less certain than others. */
export const CAVEATS = ['offline', 'clock-uncertain', 'clock-skewed', 'device-revoked'] as const;
export type Caveat = (typeof CAVEATS)[number];

/** One fact as it is told. */
export interface Scene {
	readonly entryId: EntryId;
	readonly kind: PresenceFact['kind'];
	/** What it says of whether they came. An undo says that they did not. */
	readonly present: boolean;
	readonly at: number;
	readonly receivedAt: number;
	readonly deviceId: DeviceId;
	readonly staffId: StaffId | null;
	/** Staff's reason for a correction. */
	readonly reason: string | null;
	readonly caveats: readonly Caveat[];
	/** No correction has seen it, and no undo taken it back. */
	readonly stands: boolean;
}

export interface Doubt {
	readonly kind: DoubtKind;
	/** Every fact in order of corrected time: those that are settled too, since they are part of the story. */
	readonly scenes: readonly Scene[];
	/** The clocks are too uncertain to say which of the check-ins was first. */
	readonly orderUnsure: boolean;
	/** What counts until staff decide. */
	readonly outcome: Attendance;
}

/** A kiosk that can reach its hub delivers within a minute [S10]; what took longer was made offline. */
const DELIVERED_WITHIN = 2 * 60_000;
/** More than people notice on a clock. */
const UNCERTAIN = 60_000;

/** Null where nothing is in doubt. Depends on the set of accounts, never on their order. */
export function explainDoubt(accounts: readonly Account[]): Doubt | null {
	const outcome = foldAttendance(accounts);
	if (!outcome.conflict) return null;
	const unique = [...new Map(accounts.map((account) => [account.entryId, account])).values()];
	const inOrder = unique.sort((a, b) => a.at - b.at || (a.entryId < b.entryId ? -1 : 1));
	const standing = standingOf(inOrder);
	// Who left and came back has check-ins that nobody doubts.
	const inConflict = new Set(outcome.conflict.entries);
	const disputed = standing.filter(({ entryId }) => inConflict.has(entryId));
	return {
		kind: kindOf(outcome, disputed),
		scenes: inOrder.map((account) => sceneOf(account, standing.includes(account))),
		orderUnsure: isOrderUnsure(disputed),
		outcome,
	};
}

function kindOf({ conflict }: Attendance, disputed: readonly Account[]): DoubtKind {
	if (conflict?.kind === 'corrections-disagree') return 'corrections-disagree';
	const checkIns = disputed.filter(({ fact }) => fact.kind === 'check-in');
	if (conflict?.kind === 'admitted-twice')
		return new Set(checkIns.map(placeOf)).size > 1 ? 'twice-at-two' : 'twice-at-one';
	const lastWord = Math.max(...disputed.filter(({ fact }) => fact.kind === 'correction').map(({ at }) => at));
	return checkIns.some(({ at }) => at <= lastWord) ? 'arrived-late' : 'came-after';
}

/** A member of the staff is a place of their own, whatever machine they sit at. */
const placeOf = ({ fact, deviceId }: Account): string => fact.staffId ?? deviceId;

function sceneOf({ entryId, deviceId, at, receivedAt, fact, uncertainty, flags }: Account, stands: boolean) {
	const found: Record<Caveat, boolean> = {
		// What staff write is written at the hub, even where it tells of something earlier.
		offline: fact.staffId === null && receivedAt - at > DELIVERED_WITHIN + uncertainty,
		'clock-uncertain': uncertainty > UNCERTAIN || flags.includes('time-unknown'),
		'clock-skewed': flags.includes('clock-skewed'),
		'device-revoked': flags.includes('device-revoked'),
	};
	return {
		...{ entryId, deviceId, at, receivedAt, stands, kind: fact.kind, staffId: fact.staffId },
		present: saysPresent(fact),
		reason: fact.kind === 'correction' ? fact.reason : null,
		caveats: CAVEATS.filter((caveat) => found[caveat]),
	};
}

/** Of any two that follow each other. */
function isOrderUnsure(disputed: readonly Account[]): boolean {
	const checkIns = disputed.filter(({ fact }) => fact.kind === 'check-in');
	return checkIns.slice(1).some((second, n) => {
		const first = checkIns[n]!;
		return second.at - first.at < first.uncertainty + second.uncertainty;
	});
}

/** What a fact says of whether someone came. */
export const saysPresent = (fact: PresenceFact): boolean =>
	fact.kind === 'correction' ? fact.present : fact.kind !== 'undo';
