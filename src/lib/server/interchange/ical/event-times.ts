import type { Column, HappeningFault } from '../../../domain/timetable.ts';
import { property, type Component } from './component.ts';
import { listOf, type Property } from './content-lines.ts';
import { inZone, localTime, type ToInstant } from './zone.ts';

/** When an event is: dates, local times, UTC, times in a named zone, and times that float (RFC 5545, 3.3.4–3.3.6). */

/** How times of a TZID are read; null: of no zone at all. */
export type Clock = (tzid: string | null) => ToInstant;

export interface Time {
	readonly at: number;
	readonly local: Temporal.PlainDateTime;
	readonly toInstant: ToInstant;
	/** A day, not a time of it. */
	readonly isDay: boolean;
	readonly floating: boolean;
	/** Of a period, milliseconds. */
	readonly length: number | null;
}

/** The times of a property that may hold several; what is no time is left out. */
export function timesOf({ params, value }: Property, clock: Clock): Time[] {
	return listOf(value).flatMap((part): Time[] => {
		const [from = '', to] = part.split('/');
		const time = timeOf(from, params, clock);
		if (!time) return [];
		if (to === undefined) return [time];
		const end = timeOf(to, params, clock);
		const length = end ? end.at - time.at : durationOf(to);
		return length === null || length < 0 ? [] : [{ ...time, length }];
	});
}

function timeOf(value: string, params: Property['params'], clock: Clock): Time | null {
	const local = localTime(value);
	if (!local) return null;
	const isUtc = /Z$/i.test(value.trim());
	const isDay = params['VALUE'] === 'DATE' || !/T/i.test(value);
	const tzid = params['TZID'] ?? null;
	const toInstant = isUtc ? inZone('UTC') : clock(isDay ? null : tzid);
	const floating = !isUtc && !isDay && tzid === null;
	return { at: toInstant(local), local, toInstant, isDay, floating, length: null };
}

/** `P1DT2H30M`, `PT90M`, `P2W`: milliseconds. Null where it is none, or goes back. */
export function durationOf(value: string): number | null {
	const found = /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(value.trim());
	if (!found || value.trim().length < 3) return null;
	const [weeks, days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
	return ((((weeks! * 7 + days!) * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000;
}

export interface Span {
	readonly start: Time;
	readonly length: number;
	readonly floating: boolean;
	/** Nothing says when it ends. */
	readonly noEnd: boolean;
}

export interface SpanFault {
	readonly column: Column;
	readonly fault: HappeningFault;
	readonly value: string;
}

const HOUR = 3_600_000;
const LONGEST = 31 * 24 * HOUR;

export function spanOf(event: Component, clock: Clock): Span | SpanFault {
	const began = property(event, 'DTSTART');
	if (!began) return { column: 'starts', fault: 'missing', value: '' };
	const [start] = timesOf(began, clock);
	if (!start || start.at < 0) return { column: 'starts', fault: 'not-a-time', value: began.value };
	const ended = property(event, 'DTEND');
	const lasts = property(event, 'DURATION');
	const [end] = ended ? timesOf(ended, clock) : [];
	if (ended && !end) return { column: 'ends', fault: 'not-a-time', value: ended.value };
	const day = start.toInstant(start.local.add({ days: 1 })) - start.at;
	const given = end ? end.at - start.at : lasts ? durationOf(lasts.value) : undefined;
	if (given === null) return { column: 'ends', fault: 'not-a-time', value: lasts!.value };
	const length = given || (start.isDay ? day : HOUR);
	if (length < 0 || length > LONGEST)
		return { column: 'ends', fault: 'ends-before-it-begins', value: (ended ?? lasts)!.value };
	return { start, length, floating: start.floating, noEnd: !given && !start.isDay };
}
