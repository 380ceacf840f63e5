import { err, ok, type Result } from '../../../base/result.ts';
import {
	MOST_HAPPENINGS,
	named,
	type FileBroken,
	type Happening,
	type HappeningProblem,
	type Happenings,
	type PlanNote,
	type Reading,
} from '../happening.ts';
import { readOwnText } from '../own-records.ts';
import { property, propertiesOf, readComponents, type Component } from './component.ts';
import { listOf, plainText } from './content-lines.ts';
import { spanOf, timesOf, type Clock } from './event-times.ts';
import { readRule, ruleDates, type Rule } from './rule.ts';
import { inZone, zonesOf } from './zone.ts';

const DAY = 86_400_000;
/** How far an endless rule is followed. */
const HORIZON = 366 * DAY;

/** The meetings of an iCalendar file (RFC 5545), each repetition by itself. */
export function readCalendar(text: string, reading: Reading): Result<Happenings, FileBroken> {
	const read = readComponents(text);
	if (!read.ok) return err({ fault: 'broken', detail: `line ${read.error.line}: ${read.error.fault}` });
	const told: Told = { happenings: [], problems: [], notes: new Map() };
	for (const calendar of read.value)
		if (calendar.name === 'VCALENDAR') new CalendarReader(calendar, reading, told).read();
	const { happenings, problems, notes } = told;
	return ok({ happenings, problems, notes: [...notes.values()] });
}

interface Told {
	readonly happenings: Happening[];
	readonly problems: HappeningProblem[];
	readonly notes: Map<string, PlanNote>;
}

/** One calendar: its zones, and its events by UID, the repeating one first and those that stand for one repetition after it. */
class CalendarReader {
	readonly #calendar: Component;
	readonly #reading: Reading;
	readonly #told: Told;
	readonly #clock: Clock;
	readonly #allCancelled: boolean;

	constructor(calendar: Component, reading: Reading, told: Told) {
		[this.#calendar, this.#reading, this.#told] = [calendar, reading, told];
		const zones = zonesOf(calendar);
		const own = inZone(reading.zone);
		const ofCalendar = property(calendar, 'X-WR-TIMEZONE')?.value;
		const floating = (ofCalendar && (zones(ofCalendar) ?? null)) || own;
		this.#clock = (tzid) => {
			if (tzid === null) return floating;
			const zone = zones(tzid);
			if (!zone) this.#note('unknown-zone', tzid);
			return zone ?? own;
		};
		this.#allCancelled = property(calendar, 'METHOD')?.value.trim().toUpperCase() === 'CANCEL';
	}

	#note(note: PlanNote['note'], value: string): void {
		this.#told.notes.set(`${note} ${value}`, { note, value });
	}

	#wrong(
		{ line }: Component,
		column: HappeningProblem['column'],
		fault: HappeningProblem['fault'],
		value = '',
	) {
		this.#told.problems.push({ row: line, column, fault, value: value.slice(0, 80) });
	}

	read(): void {
		const events = this.#calendar.components.filter(({ name }) => name === 'VEVENT');
		const byUid = Map.groupBy(
			events,
			(event) => property(event, 'UID')?.value.trim() || `line ${event.line}`,
		);
		for (const [uid, same] of byUid) {
			const latest = latestOf(same);
			const repeated = latest.filter((event) => !property(event, 'RECURRENCE-ID'));
			const instead = latest.filter((event) => property(event, 'RECURRENCE-ID'));
			const taken = new Set<number>();
			for (const event of instead) this.#instead(uid, event, taken);
			for (const event of repeated) this.#event(uid, event, taken);
		}
	}

	/** An event that stands for one repetition. `taken`: takes the instant it stands for. */
	#instead(uid: string, event: Component, taken: Set<number>): void {
		const stood = property(event, 'RECURRENCE-ID')!;
		if (stood.params['RANGE'])
			return this.#wrong(event, 'date', 'bad-rule', `RANGE=${stood.params['RANGE']}`);
		const [at] = timesOf(stood, this.#clock);
		if (!at) return this.#wrong(event, 'date', 'not-a-time', stood.value);
		taken.add(at.at);
		const span = this.#span(event);
		if (span) this.#put(`${uid} ${at.at}`, event, span.start.at, span.length);
	}

	#event(uid: string, event: Component, taken: ReadonlySet<number>): void {
		const span = this.#span(event);
		if (!span) return;
		const repeats = propertiesOf(event, 'RRULE');
		const extra = propertiesOf(event, 'RDATE');
		const { start, length } = span;
		if (repeats.length === 0 && extra.length === 0) return this.#put(uid, event, start.at, length);
		const starts = new Map<number, { length: number; day: string }>();
		const add = (at: number, local: Temporal.PlainDateTime, lasts: number): void =>
			void starts.set(at, { length: lasts, day: local.toPlainDate().toString() });
		add(start.at, start.local, length);
		for (const { value } of repeats) {
			const rule = readRule(value);
			if (!rule.ok) return this.#wrong(event, 'weekdays', 'bad-rule', rule.error);
			for (const local of this.#repeats(event, rule.value, start)) add(start.toInstant(local), local, length);
		}
		for (const one of extra)
			for (const time of timesOf(one, this.#clock)) add(time.at, time.local, time.length ?? length);
		const except = propertiesOf(event, 'EXDATE').flatMap((one) => timesOf(one, this.#clock));
		const out = new Set(except.map(({ at }) => at));
		const days = new Set(
			except.filter(({ isDay }) => isDay).map(({ local }) => local.toPlainDate().toString()),
		);
		for (const [at, one] of [...starts].sort(([a], [b]) => a - b))
			if (!taken.has(at) && !out.has(at) && !days.has(one.day))
				this.#put(`${uid} ${at}`, event, at, one.length);
	}

	#repeats(event: Component, rule: Rule, start: Start): Temporal.PlainDateTime[] {
		const far = Math.max(start.at, this.#reading.now) + HORIZON;
		let last = far;
		if (rule.until !== null) {
			// A UTC instant, or a local time or date that counts to its end.
			const until = /Z$/i.test(rule.until)
				? timesOf({ name: 'UNTIL', params: {}, value: rule.until, line: event.line }, this.#clock)[0]?.at
				: untilLocal(rule.until, start);
			if (until === undefined) {
				this.#wrong(event, 'until', 'not-a-time', rule.until);
				return [];
			}
			last = Math.min(until, start.at + 5 * HORIZON);
		} else if (rule.count === null)
			this.#note('endless', named(plainText(property(event, 'SUMMARY')?.value ?? '')) ?? '');
		else last = start.at + 5 * HORIZON;
		const lastDay = start.local.add({ milliseconds: last - start.at, days: 1 }).toPlainDate();
		return ruleDates(rule, start.local, lastDay).filter((local) => start.toInstant(local) <= last);
	}

	#span(event: Component) {
		const span = spanOf(event, this.#clock);
		if ('fault' in span) {
			this.#wrong(event, span.column, span.fault, span.value);
			return null;
		}
		if (span.floating) this.#note('floating', '');
		if (span.noEnd) this.#note('no-end', named(plainText(property(event, 'SUMMARY')?.value ?? '')) ?? '');
		return span;
	}

	#put(uid: string, event: Component, startsAt: number, length: number): void {
		if (this.#told.happenings.length === MOST_HAPPENINGS) return this.#wrong(event, 'count', 'too-many');
		const text = (name: string): string | null => named(plainText(property(event, name)?.value ?? ''));
		const title = text('SUMMARY');
		if (!title) return this.#wrong(event, 'course', 'missing');
		const [category] = listOf(property(event, 'CATEGORIES')?.value ?? '');
		const status = property(event, 'STATUS')?.value.trim().toUpperCase();
		this.#told.happenings.push({
			...{ row: event.line, uid, title, startsAt, endsAt: startsAt + length },
			programme: named(category && plainText(category)),
			offering: null,
			teacher: personIn(property(event, 'ORGANIZER')?.params['CN']),
			room: text('LOCATION'),
			cancelled: this.#allCancelled || status === 'CANCELLED',
			own: readOwnText(plainText(property(event, 'X-GONGZHAN')?.value ?? '')),
		});
	}
}

type Start = Extract<ReturnType<typeof spanOf>, { start: unknown }>['start'];

function untilLocal(value: string, start: Start): number | undefined {
	const [time] = timesOf({ name: 'UNTIL', params: {}, value, line: 0 }, () => start.toInstant);
	return time?.isDay ? start.toInstant(time.local.add({ days: 1 })) - 1 : time?.at;
}

/** An address is nobody's name. */
const personIn = (name: string | undefined): string | null => (name?.includes('@') ? null : named(name));

/** Of those that say the same repetition, the one that was changed last. */
function latestOf(events: readonly Component[]): Component[] {
	const latest = new Map<string, Component>();
	const sequence = (event: Component): number => Number(property(event, 'SEQUENCE')?.value ?? 0) || 0;
	for (const event of events) {
		const key = property(event, 'RECURRENCE-ID')?.value ?? '';
		const known = latest.get(key);
		if (!known || sequence(event) >= sequence(known)) latest.set(key, event);
	}
	return [...latest.values()];
}
