import type { Component } from './component.ts';
import { property } from './component.ts';
import { zoneNamed } from './zone-names.ts';
import { readRule, ruleDates } from './rule.ts';

/** How local times of one TZID become instants, milliseconds. */
export type ToInstant = (local: Temporal.PlainDateTime) => number;

export const inZone =
	(zone: string): ToInstant =>
	(local) =>
		local.toZonedDateTime(zone).epochMilliseconds;

/**
 * What the TZIDs of a calendar mean: by name where the name is known, else by the rules that the calendar itself gives
 * (VTIMEZONE). Null where neither helps.
 */
export function zonesOf(calendar: Component): (tzid: string) => ToInstant | null {
	const given = new Map<string, Component>();
	for (const one of calendar.components)
		if (one.name === 'VTIMEZONE') given.set(property(one, 'TZID')?.value.trim() ?? '', one);
	const known = new Map<string, ToInstant | null>();
	const find = (tzid: string): ToInstant | null => {
		const rules = given.get(tzid.trim());
		const lic = rules && (property(rules, 'X-LIC-LOCATION')?.value ?? property(rules, 'TZURL')?.value);
		const zone = zoneNamed(tzid) ?? (lic ? zoneNamed(lic.replace(/\.ics$/, '')) : null);
		if (zone) return inZone(zone);
		return rules ? byRules(rules) : null;
	};
	return (tzid) => {
		if (!known.has(tzid)) known.set(tzid, find(tzid));
		return known.get(tzid)!;
	};
}

interface Observance {
	readonly start: Temporal.PlainDateTime;
	readonly rule: string | null;
	readonly offset: number;
}

/** The offset of the observance that began last; before the first one, the first one's. */
function byRules(zone: Component): ToInstant | null {
	const observances = zone.components.flatMap((one): Observance[] => {
		const start = localTime(property(one, 'DTSTART')?.value ?? '');
		const offset = offsetMinutes(property(one, 'TZOFFSETTO')?.value ?? '');
		if (!start || offset === null) return [];
		return [{ start, offset, rule: property(one, 'RRULE')?.value ?? null }];
	});
	const [first] = observances;
	if (!first) return null;
	return (local) => {
		let best = first;
		let began: Temporal.PlainDateTime | null = null;
		for (const one of observances) {
			const onset = lastOnset(one, local);
			if (onset && (!began || Temporal.PlainDateTime.compare(onset, began) > 0)) [best, began] = [one, onset];
		}
		return local.toZonedDateTime('UTC').epochMilliseconds - best.offset * 60_000;
	};
}

function lastOnset(
	{ start, rule }: Observance,
	local: Temporal.PlainDateTime,
): Temporal.PlainDateTime | null {
	if (Temporal.PlainDateTime.compare(start, local) > 0) return null;
	const read = rule === null ? null : readRule(rule);
	if (!read?.ok) return start;
	// Of this year or the one before: rules of zones come once a year.
	const from = start.with({ year: Math.max(start.year, local.year - 1) });
	const dates = ruleDates({ ...read.value, count: null }, from, local.toPlainDate().add({ days: 1 }));
	return dates.findLast((one) => Temporal.PlainDateTime.compare(one, local) <= 0) ?? start;
}

function offsetMinutes(value: string): number | null {
	const found = /^([+-])(\d\d):?(\d\d)/.exec(value.trim());
	if (!found) return null;
	return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}

/** `20261123T190000`, or `20261123` for its midnight; null where it is no day of the calendar. */
export function localTime(value: string): Temporal.PlainDateTime | null {
	const found = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?)?Z?$/.exec(value.trim());
	if (!found) return null;
	const [year, month, day, hour = 0, minute = 0, second = 0] = found
		.slice(1)
		.map((part) => Number(part ?? 0));
	try {
		return Temporal.PlainDateTime.from(
			{ year: year!, month: month!, day: day!, hour, minute, second: Math.min(second, 59) },
			{ overflow: 'reject' },
		);
	} catch {
		return null;
	}
}
