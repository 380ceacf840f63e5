import type { ProgrammeId } from '../base/id.ts';
import { meetingOf, visitsToday, type Catalogue, type Meeting } from './catalogue.ts';
import { windowOf } from './check-in-window.ts';
import { policyFor } from './policy-for.ts';
import { dayBounds } from './venue-time.ts';
import type { Venue } from './venue.ts';

/** Where a session stands in the day. */
export type Phase = 'now' | 'next' | 'later' | 'over';

/** What a board says about seats, so that full and nearly full look different. */
export type Seats = 'free' | 'few' | 'full';

export interface BoardRow {
	readonly meeting: Meeting;
	readonly phase: Phase;
	readonly seats: Seats;
	/** Check-in is open at this moment. */
	readonly open: boolean;
}

/** A session that starts within this is “next”. */
const NEXT_WITHIN = 90 * 60_000;
/** “Few” is at most a tenth of the seats, and at least one. */
const FEW_SHARE = 0.1;

export function phaseOf(session: { startsAt: number; endsAt: number }, now: number): Phase {
	if (now >= session.endsAt) return 'over';
	if (now >= session.startsAt) return 'now';
	return session.startsAt - now <= NEXT_WITHIN ? 'next' : 'later';
}

export function seatsOf(meeting: Meeting): Seats {
	const free = meeting.offering.capacity - meeting.tally.enrolled;
	if (free <= 0) return 'full';
	return free <= Math.max(1, Math.floor(meeting.offering.capacity * FEW_SHARE)) ? 'few' : 'free';
}

/** Is check-in open for this session under its policy, by a clock that is taken at its word? */
export const isOpen = (meeting: Meeting, venue: Pick<Venue, 'policy'>, now: number): boolean =>
	meeting.session.status === 'scheduled' &&
	windowOf(meeting, policyFor(meeting, venue), { now, uncertainty: 0 }) === 'open';

/** The sessions of the local day that `now` lies in, in order of their start; last the day's visits, where they are counted. */
export function meetingsOfDay(catalogue: Catalogue, now: number): Meeting[] {
	const { from, to } = dayBounds(now, catalogue.venue.zone);
	const classes = [...catalogue.sessions.values()]
		.filter((session) => session.startsAt < to && session.endsAt > from)
		.flatMap((session) => meetingOf(catalogue, session.id) ?? [])
		.sort((a, b) => a.session.startsAt - b.session.startsAt || (a.session.id < b.session.id ? -1 : 1));
	const visits = visitsToday(catalogue, now);
	return visits ? [...classes, visits] : classes;
}

export interface BoardFilter {
	readonly programmeId?: ProgrammeId | null;
	readonly floor?: number | null;
}

/**
 * The sessions of the local day that `now` lies in, earliest first, then by floor and room.
 * Where the first session is yet to come within the day but later than “next” allows, it is next all the same:
 * a lobby always says what comes next.
 */
export function boardOf(catalogue: Catalogue, now: number, filter: BoardFilter = {}): BoardRow[] {
	const { from, to } = dayBounds(now, catalogue.venue.zone);
	const rows: BoardRow[] = [];
	for (const session of catalogue.sessions.values()) {
		if (session.startsAt >= to || session.endsAt <= from) continue;
		const meeting = meetingOf(catalogue, session.id);
		if (!meeting) continue;
		if (filter.programmeId && meeting.programme.id !== filter.programmeId) continue;
		if (filter.floor && meeting.room.floor !== filter.floor) continue;
		rows.push({
			meeting,
			phase: phaseOf(session, now),
			seats: seatsOf(meeting),
			open: isOpen(meeting, catalogue.venue, now),
		});
	}
	rows.sort(byTimeThenPlace);
	return promoteFirstLater(rows);
}

function byTimeThenPlace(a: BoardRow, b: BoardRow): number {
	return (
		a.meeting.session.startsAt - b.meeting.session.startsAt ||
		a.meeting.room.floor - b.meeting.room.floor ||
		(a.meeting.room.number ?? '').localeCompare(b.meeting.room.number ?? '') ||
		(a.meeting.session.id < b.meeting.session.id ? -1 : 1)
	);
}

function promoteFirstLater(rows: BoardRow[]): BoardRow[] {
	if (rows.some((row) => row.phase === 'next')) return rows;
	const first = rows.find((row) => row.phase === 'later')?.meeting.session.startsAt;
	return rows.map((row) =>
		row.phase === 'later' && row.meeting.session.startsAt === first ? { ...row, phase: 'next' } : row,
	);
}

/** The first sessions of the next day that has any, for the end of the day: “tomorrow from 09:00”. */
export function nextDayOf(catalogue: Catalogue, now: number): BoardRow[] {
	const { to } = dayBounds(now, catalogue.venue.zone);
	const next = Math.min(
		...[...catalogue.sessions.values()]
			.filter((s) => s.startsAt >= to && s.status === 'scheduled')
			.map((s) => s.startsAt),
	);
	return Number.isFinite(next) ? boardOf(catalogue, dayBounds(next, catalogue.venue.zone).from) : [];
}
