import type { Component } from './component.ts';
import { property, propertiesOf } from './component.ts';
import { zoneNamed } from './zone-names.ts';
import { listOf } from './content-lines.ts';
import { readRule, ruleDates, type Rule } from './rule.ts';

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
	readonly rule: Rule | null;
	/** Onsets beside the rule's. */
	readonly others: readonly Temporal.PlainDateTime[];
	readonly offset: number;
	/** Before it, minutes: what an `UNTIL` in UTC is local by. */
	readonly offsetBefore: number;
}

/** The offset of the observance that began last; before the first one, the first one's. */
function byRules(zone: Component): ToInstant | null {
	const observances = zone.components.flatMap((one): Observance[] => {
		const start = localTime(property(one, 'DTSTART')?.value ?? '');
		const offset = offsetMinutes(property(one, 'TZOFFSETTO')?.value ?? '');
		if (!start || offset === null) return [];
		const rule = readRule(property(one, 'RRULE')?.value ?? '');
		const offsetBefore = offsetMinutes(property(one, 'TZOFFSETFROM')?.value ?? '') ?? offset;
		return [{ start, offset, offsetBefore, ...onsetsOf(one, start, rule.ok ? rule.value : null) }];
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

/** What is counted is counted here, once; no zone changes its clocks as often as this follows it. */
const MOST_YEARS = 200;

function onsetsOf(one: Component, start: Temporal.PlainDateTime, rule: Rule | null) {
	const dates = propertiesOf(one, 'RDATE').flatMap(({ value }) => listOf(value).map(localTime));
	const counted =
		rule?.count == null
			? []
			: ruleDates(rule, start, start.toPlainDate().add({ years: Math.min(rule.count, MOST_YEARS) }));
	const others = [...counted, ...dates.filter((date) => date !== null)];
	return { others, rule: counted.length > 0 ? null : rule };
}

function lastOnset(one: Observance, local: Temporal.PlainDateTime): Temporal.PlainDateTime | null {
	const onsets = [one.start, ...one.others, ...ruleOnsets(one, local)];
	let last: Temporal.PlainDateTime | null = null;
	for (const onset of onsets)
		if (Temporal.PlainDateTime.compare(onset, local) <= 0)
			if (!last || Temporal.PlainDateTime.compare(onset, last) > 0) last = onset;
	return last;
}

/** Those of its rule in the year asked for, or in the last one that the rule has, and the year before: they come once a year. */
function ruleOnsets({ start, rule, offsetBefore }: Observance, local: Temporal.PlainDateTime) {
	if (!rule) return [];
	const ends = rule.until === null ? null : untilOf(rule.until, offsetBefore);
	const last = ends && Temporal.PlainDateTime.compare(ends, local) < 0 ? ends : local;
	const from = start.with({ year: Math.max(start.year, last.year - 1) });
	return ruleDates(rule, from, last.toPlainDate()).filter(
		(onset) => Temporal.PlainDateTime.compare(onset, last) <= 0,
	);
}

/** `UNTIL` on the clock that is read before an onset; a date counts to its end. Null where it is no time. */
function untilOf(text: string, offsetBefore: number): Temporal.PlainDateTime | null {
	const time = localTime(text);
	if (!time) return null;
	if (/Z$/i.test(text.trim())) return time.add({ minutes: offsetBefore });
	return /T/i.test(text) ? time : time.add({ days: 1 }).subtract({ seconds: 1 });
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
