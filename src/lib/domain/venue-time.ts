import type { OpeningHours } from './venue.ts';

/** Venue time: local dates and times in the venue's IANA zone, never in the machine's. */

const zoned = (at: number, zone: string): Temporal.ZonedDateTime =>
	Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** Local date `YYYY-MM-DD`. */
export const localDate = (at: number, zone: string): string => zoned(at, zone).toPlainDate().toString();

/** Local time `HH:MM`. */
export const localTime = (at: number, zone: string): string =>
	zoned(at, zone).toPlainTime().toString().slice(0, 5);

/** ISO weekday, 1 = Monday. */
export const localWeekday = (at: number, zone: string): number => zoned(at, zone).dayOfWeek;

/** The instants between which it is the same local day: [from, to). Days of 23 and 25 hours are right too. */
export function dayBounds(at: number, zone: string): { from: number; to: number } {
	const start = zoned(at, zone).startOfDay();
	return { from: start.epochMilliseconds, to: start.add({ days: 1 }).epochMilliseconds };
}

export const dayStart = (at: number, zone: string): number => zoned(at, zone).startOfDay().epochMilliseconds;

/** Monday's first instant. */
export function weekStart(at: number, zone: string): number {
	const day = zoned(at, zone).startOfDay();
	return day.subtract({ days: day.dayOfWeek - 1 }).startOfDay().epochMilliseconds;
}

/** The instant of a local date and time; a time the zone skips moves forward (Temporal's “compatible”). */
export const instantOf = (date: string, time: string, zone: string): number =>
	Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;

/** The local date as days since 1970-01-01: the resolution of a pass's validity. */
export const localDay = (at: number, zone: string): number =>
	Temporal.PlainDate.from('1970-01-01').until(zoned(at, zone).toPlainDate(), { largestUnit: 'days' }).days;

/** The opening hours of the local day that `at` lies in, in order. */
export function openingsOn(hours: readonly OpeningHours[], at: number, zone: string): OpeningHours[] {
	const weekday = localWeekday(at, zone);
	return hours.filter((h) => h.days.includes(weekday)).sort((a, b) => a.from.localeCompare(b.from));
}

/** Is the venue open at `at`, and until or from when today (`HH:MM`)? Null where it does not open today. */
export function openingAt(
	hours: readonly OpeningHours[],
	at: number,
	zone: string,
): { open: boolean; from: string; to: string } | null {
	const time = localTime(at, zone);
	const today = openingsOn(hours, at, zone);
	const current = today.find((h) => time < h.to) ?? today.at(-1);
	return current
		? { open: time >= current.from && time < current.to, from: current.from, to: current.to }
		: null;
}
