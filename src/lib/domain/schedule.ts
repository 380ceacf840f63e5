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
export const boardOf = (catalogue: Catalogue, now: number, filter: BoardFilter = {}): BoardRow[] =>
	rowsAt(
		classesOfDay(catalogue, now).filter(
			({ programme, room }) =>
				(!filter.programmeId || programme.id === filter.programmeId) &&
				(!filter.floor || room.floor === filter.floor),
		),
		catalogue.venue,
		now,
	);

/**
 * The classes of the local day that `now` lies in, in the order of a board. It walks over every session there is: a screen
 * asks once a day and once a change.
 */
export function classesOfDay(catalogue: Catalogue, now: number): Meeting[] {
	const { from, to } = dayBounds(now, catalogue.venue.zone);
	const meetings: Meeting[] = [];
	for (const session of catalogue.sessions.values()) {
		if (session.startsAt >= to || session.endsAt <= from) continue;
		const meeting = meetingOf(catalogue, session.id);
		if (meeting) meetings.push(meeting);
	}
	return meetings.sort(byTimeThenPlace);
}

/** How these classes stand at `now`. */
export const rowsAt = (meetings: readonly Meeting[], venue: Pick<Venue, 'policy'>, now: number): BoardRow[] =>
	promoteFirstLater(
		meetings.map((meeting) => ({
			meeting,
			phase: phaseOf(meeting.session, now),
			seats: seatsOf(meeting),
			open: isOpen(meeting, venue, now),
		})),
	);

const inNumber = new Intl.Collator('en', { numeric: true });

export const byPlace = (a: Meeting, b: Meeting): number =>
	a.room.floor - b.room.floor || inNumber.compare(a.room.number ?? '', b.room.number ?? '');

const byTimeThenPlace = (a: Meeting, b: Meeting): number =>
	a.session.startsAt - b.session.startsAt || byPlace(a, b) || (a.session.id < b.session.id ? -1 : 1);

function promoteFirstLater(rows: BoardRow[]): BoardRow[] {
	if (rows.some((row) => row.phase === 'next')) return rows;
	const first = rows.find((row) => row.phase === 'later')?.meeting.session.startsAt;
	return rows.map((row) =>
		row.phase === 'later' && row.meeting.session.startsAt === first ? { ...row, phase: 'next' } : row,
	);
}

/** The first instant of the next day on which there is a class, of those asked for; null where none is put up. */
export function nextDayWithClasses(
	catalogue: Catalogue,
	now: number,
	isAsked: (meeting: Meeting) => boolean = () => true,
): number | null {
	const { to } = dayBounds(now, catalogue.venue.zone);
	let next = Infinity;
	for (const { id, startsAt, status } of catalogue.sessions.values()) {
		if (startsAt < to || status !== 'scheduled' || startsAt >= next) continue;
		const meeting = meetingOf(catalogue, id);
		if (meeting && isAsked(meeting)) next = startsAt;
	}
	return Number.isFinite(next) ? dayBounds(next, catalogue.venue.zone).from : null;
}

/** The sessions of the next day that has any, for the end of the day: “tomorrow from 09:00”. */
export function nextDayOf(catalogue: Catalogue, now: number): BoardRow[] {
	const day = nextDayWithClasses(catalogue, now);
	return day === null ? [] : boardOf(catalogue, day);
}
