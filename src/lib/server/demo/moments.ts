import type { Session } from '../../domain/course.ts';
import { dayBounds, localDate } from '../../domain/venue-time.ts';
import { DEMO, fillingOf, type DemoOffering, type Filling } from './content.ts';
import { seeded } from './seeded.ts';
import { overlaps } from '../../domain/clashes.ts';
import { cancel, freeRooms, move, sessionOf } from './timetable.ts';

/**
 * What a newcomer must find today at whatever hour the demo is loaded: a class running, one that opens the door in
 * a moment, one later, one cancelled, moved, full and nearly full. Where the timetable has none, a class meets once more.
 */

const MINUTE = 60_000;
const { zone } = DEMO.venue;

interface Moment {
	readonly name: string;
	/** Is this session it? Called for sessions of today that are not over. */
	holds(session: Session, now: number, day: Day): boolean;
	/** Spans in which an extra meeting would be it, best first. */
	spans(now: number, day: Day): Span[];
	/** Which offerings may meet once more for it, best first. */
	readonly from: readonly Filling[];
	/** What becomes of the extra meeting. */
	alter?(session: Session, today: readonly Session[], date: string): Session;
}

interface Span {
	readonly startsAt: number;
	readonly endsAt: number;
}

interface Day {
	readonly from: number;
	readonly to: number;
}

const upTo = (at: number, minutes: number): number => Math.ceil(at / (minutes * MINUTE)) * minutes * MINUTE;

/** `minutes` from `startsAt`, pushed back into the day where it would leave it; half an hour at least. */
function within(day: Day, startsAt: number, minutes: number): Span {
	const start = Math.max(day.from, Math.min(startsAt, day.to - 30 * MINUTE));
	return { startsAt: start, endsAt: Math.min(day.to, start + minutes * MINUTE) };
}

const runningSpan = (now: number, day: Day): Span => within(day, upTo(now, 5) - 30 * MINUTE, 90);
const soonSpan = (now: number, day: Day): Span => within(day, upTo(now + 10 * MINUTE, 5), 60);
const laterSpan = (now: number): Span => {
	const startsAt = upTo(now + 100 * MINUTE, 30);
	return { startsAt, endsAt: startsAt + 60 * MINUTE };
};
const fits = (span: Span, day: Day): boolean => span.endsAt <= day.to;
const scheduled = (session: Session): boolean => session.status === 'scheduled';
const filling = (session: Session): Filling =>
	fillingOf(DEMO.offerings.find((offering) => offering.id === session.offeringId)!);
/** Ahead where the day has room, else while it lasts. */
const anyTime = (now: number, day: Day): Span[] => [
	...[laterSpan(now)].filter((span) => fits(span, day)),
	soonSpan(now, day),
	runningSpan(now, day),
];

const MOMENTS: readonly Moment[] = [
	{
		name: 'soon',
		holds: (s, now, day) => {
			const late = s.startsAt - soonSpan(now, day).startsAt;
			return scheduled(s) && filling(s) !== 'full' && late >= -3 * MINUTE && late <= 5 * MINUTE;
		},
		spans: (now, day) => [soonSpan(now, day)],
		from: ['free', 'few'],
	},
	{
		name: 'running',
		holds: (s, now, day) =>
			scheduled(s) && s.startsAt <= now && s.endsAt >= Math.min(now + 20 * MINUTE, day.to),
		spans: (now, day) => [runningSpan(now, day)],
		from: ['few', 'free'],
	},
	{
		name: 'later',
		holds: (s, now) => scheduled(s) && s.startsAt > now + 45 * MINUTE,
		spans: (now, day) => [laterSpan(now)].filter((span) => fits(span, day)),
		from: ['full', 'free'],
	},
	{ name: 'full', holds: (s) => scheduled(s) && filling(s) === 'full', spans: anyTime, from: ['full'] },
	{ name: 'few', holds: (s) => scheduled(s) && filling(s) === 'few', spans: anyTime, from: ['few'] },
	{
		name: 'cancelled',
		holds: (s) => s.status === 'cancelled',
		spans: anyTime,
		from: ['free'],
		alter: (s, _today, date) => cancel(s, date),
	},
	{
		name: 'moved',
		holds: (s) => scheduled(s) && s.movedFrom !== undefined,
		spans: anyTime,
		from: ['free'],
		alter: move,
	},
];

/** The names of the moments that `today` lacks at `now`. Empty after `withMoments`, but for `later` late at night. */
export const missingMoments = (today: readonly Session[], now: number): string[] => {
	const day = dayBounds(now, zone);
	return MOMENTS.filter((moment) => !isThere(moment, today, now, day)).map((moment) => moment.name);
};

const isThere = (moment: Moment, today: readonly Session[], now: number, day: Day): boolean =>
	today.some((s) => s.endsAt > now && moment.holds(s, now, day));

/** `today` with an extra meeting for each moment it lacks. Where nothing lacks, nothing changes. */
export function withMoments(today: readonly Session[], now: number): Session[] {
	const day = dayBounds(now, zone);
	const date = localDate(now, zone);
	const sessions = [...today];
	for (const moment of MOMENTS) {
		if (isThere(moment, sessions, now, day)) continue;
		const extra = extraMeeting(moment, sessions, now, day);
		if (extra) sessions.push(moment.alter ? moment.alter(extra, [...sessions, extra], date) : extra);
	}
	return sessions;
}

function extraMeeting(moment: Moment, sessions: readonly Session[], now: number, day: Day): Session | null {
	for (const span of moment.spans(now, day)) {
		const rooms = freeRooms(span, sessions);
		const offerings = candidates(moment, sessions, span, now);
		const usual = (o: DemoOffering) => rooms.find((id) => o.meets.some((meets) => meets.roomId === id));
		const large = (o: DemoOffering) => rooms.find((id) => seatsOf(id) >= o.capacity);
		for (const roomFor of [usual, large]) {
			const offering = offerings.find((o) => roomFor(o) !== undefined);
			if (offering) return sessionOf(offering, roomFor(offering)!, span.startsAt, span.endsAt);
		}
	}
	return null;
}

const seatsOf = (roomId: string): number => DEMO.rooms.find((room) => room.id === roomId)?.seats ?? 0;

/**
 * Offerings of the wanted fillings whose teacher and class are free then: first those that do not meet today anyway,
 * in an order that differs by date.
 */
function candidates(moment: Moment, sessions: readonly Session[], span: Span, now: number): DemoOffering[] {
	const busy = sessions.filter((s) => overlaps(s, span)).map((s) => s.offeringId);
	const teaching = DEMO.offerings.filter((o) => busy.includes(o.id)).map((o) => o.teacher.name.zh);
	const start = seeded(`${moment.name} ${localDate(now, zone)}`).below(DEMO.offerings.length);
	const turned = [...DEMO.offerings.slice(start), ...DEMO.offerings.slice(0, start)];
	const today = new Set<string>(sessions.map((s) => s.offeringId));
	return moment.from.flatMap((filling) =>
		turned
			.filter((o) => fillingOf(o) === filling && !teaching.includes(o.teacher.name.zh))
			.sort((a, b) => Number(today.has(a.id)) - Number(today.has(b.id))),
	);
}
