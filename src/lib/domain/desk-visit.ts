import type { StaffId } from '../base/id.ts';
import { decideAdmission, type AdmissionFacts, type Verdict } from './admission.ts';
import { meetingOf, type Catalogue, type Meeting } from './catalogue.ts';
import { hasLeft, isPresent, type DeskLine } from './desk-roster.ts';
import type { CheckIn, CheckOut, Correction, Flag, Undo } from './fact.ts';
import { lineageOf } from './history.ts';
import { policyFor } from './policy-for.ts';
import { tri } from './tri.ts';
import { localDay } from './venue-time.ts';

/** What staff do at a desk tablet, as facts. Whose hand it was is in each of them. */

/** Corrected time, right within ± uncertainty. */
export interface DeskMoment {
	readonly now: number;
	readonly uncertainty: number;
}

/** What the rules of the door say of somebody whom staff know: nobody asks for a pass. */
export function verdictAtDesk(
	line: DeskLine,
	meeting: Meeting,
	catalogue: Catalogue,
	{ now, uncertainty }: DeskMoment,
): Verdict {
	const { person, memberId, attendance } = line;
	const today = localDay(now, catalogue.venue.zone);
	const pass = { memberId, serial: 0, keyId: 0, firstDay: today, lastDay: today, flags: 0 };
	const stay = attendance?.status === 'present' && attendance.since !== null ? attendance : null;
	const facts: AdmissionFacts = {
		...{ now, uncertainty, today, venue: catalogue.venue, door: { session: meeting.session.id } },
		pass: person
			? { ok: true, live: 'yes', revoked: 'no', pass: { ...pass, secret: new Uint8Array(16) } }
			: { ok: true, guest: true },
		meetings: [meeting],
		lineage: lineageOf(catalogue),
		enrolled: new Set(person?.offerings),
		waiting: null,
		barred: tri(person?.barred ?? false),
		unions: undefined,
		stays: new Map(stay ? [[meeting.session.id, { here: isPresent(line), since: stay.since! }]] : []),
		history: { comings: [], since: null, earlier: null },
		seats: new Map(),
		elsewhere: null,
	};
	return decideAdmission(facts);
}

const at = (line: DeskLine, { session }: Meeting) => ({ sessionId: session.id, memberId: line.memberId });

/** Why somebody is let in: what staff say, or, where a correction must say something, what it stands for. */
export interface Reasons {
	/** Null where the rules let them in. */
	readonly override: string | null;
	readonly letIn: string;
}

/**
 * Somebody comes in, or comes back. Where a correction has taken them out, only another one that saw it brings them in
 * again. Null where they are here already.
 */
export function checkInAtDesk(
	line: DeskLine,
	meeting: Meeting,
	{ venue }: Catalogue,
	staffId: StaffId,
	{ override, letIn }: Reasons,
	{ now }: DeskMoment,
): CheckIn | Correction | null {
	if (isPresent(line)) return null;
	if (line.standing.some(({ fact }) => fact.kind === 'correction' && !fact.present))
		return correctAtDesk(line, meeting, staffId, true, override ?? letIn);
	const lateFrom = meeting.session.startsAt + policyFor(meeting, venue).lateAfter * 60_000;
	const flags: Flag[] = [
		...(line.person ? [] : ['guest' as const]),
		...(line.person && !line.enrolled ? ['walk-in' as const] : []),
		...(now >= lateFrom && !hasLeft(line) ? ['late' as const] : []),
		...(override === null ? [] : ['override' as const]),
	];
	return {
		...{ kind: 'check-in', ...at(line, meeting), serial: null, channel: 'desk', flags, staffId },
		...(override === null ? {} : { reason: override }),
	};
}

export const checkOutAtDesk = (line: DeskLine, meeting: Meeting, staffId: StaffId): CheckOut | null =>
	isPresent(line)
		? { kind: 'check-out', ...at(line, meeting), serial: null, channel: 'desk', staffId }
		: null;

/** Takes back the last coming or going that stands. Null where there is none: staff's word is corrected, not taken back. */
export function undoAtDesk(line: DeskLine, meeting: Meeting, staffId: StaffId): Undo | null {
	const last = line.standing.at(-1);
	if (last?.fact.kind !== 'check-in' && last?.fact.kind !== 'check-out') return null;
	return { kind: 'undo', ...at(line, meeting), undoes: last.entryId, channel: 'desk', staffId };
}

/** Staff's word over every fact that stands. */
export const correctAtDesk = (
	line: DeskLine,
	meeting: Meeting,
	staffId: StaffId,
	present: boolean,
	reason: string,
): Correction => ({
	...{ kind: 'correction', ...at(line, meeting), present, staffId, reason },
	saw: line.standing.map(({ entryId }) => entryId),
});

/** The sessions of the roster's days, that a desk may be opened for. */
export const meetingsBetween = (catalogue: Catalogue, from: number, to: number): Meeting[] =>
	[...catalogue.sessions.values()]
		.filter((session) => session.endsAt > from && session.startsAt < to)
		.flatMap((session) => meetingOf(catalogue, session.id) ?? [])
		.sort((a, b) => a.session.startsAt - b.session.startsAt || (a.session.id < b.session.id ? -1 : 1));
