import * as v from 'valibot';
import { err, ok, type Result } from '../../../base/result.ts';
import { localDate } from '../../../domain/venue-time.ts';
import { isTimeZone } from '../../../domain/venue.ts';
import { instantOf } from '../../../domain/venue-time.ts';
import {
	MOST_HAPPENINGS,
	named,
	type FileBroken,
	type Happening,
	type HappeningProblem,
	type Happenings,
	type Reading,
} from '../happening.ts';
import { readOwnRecords, readOwnText } from '../own-records.ts';
import { childrenOf, childText, readXml, type Element } from '../xml.ts';

/** c3 schedule v1 (c3voc.de/schedule/schema.json) and its XML twin, as frab, pretalx and others write them. */

const Loose = v.nullish(v.union([v.string(), v.number()]));
const Person = v.looseObject({ public_name: Loose, name: Loose, full_public_name: Loose });
const EventSchema = v.looseObject({
	guid: Loose,
	id: Loose,
	date: Loose,
	start: Loose,
	duration: Loose,
	title: Loose,
	subtitle: Loose,
	track: Loose,
	room: Loose,
	persons: v.nullish(v.array(v.union([Person, v.string()]))),
	status: Loose,
	x_gongzhan: v.optional(v.unknown()),
});
export type C3Event = v.InferOutput<typeof EventSchema>;
const ScheduleSchema = v.looseObject({
	schedule: v.looseObject({
		conference: v.looseObject({
			acronym: Loose,
			title: Loose,
			time_zone_name: Loose,
			days: v.array(v.looseObject({ date: Loose, rooms: v.record(v.string(), v.array(v.looseObject({}))) })),
		}),
	}),
});

export function readC3Json(text: string, reading: Reading): Result<Happenings, FileBroken> {
	let raw: unknown;
	try {
		raw = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch (failure) {
		return err({ fault: 'broken', detail: (failure as Error).message });
	}
	const read = v.safeParse(ScheduleSchema, raw);
	if (!read.success) {
		const [issue] = read.issues;
		return err({ fault: 'broken', detail: `${v.getDotPath(issue) ?? ''}: ${issue.message}` });
	}
	const { acronym, title, time_zone_name: zone, days } = read.output.schedule.conference;
	const reader = new C3Reader(words(acronym) ?? words(title), zoneOf(words(zone), reading));
	for (const { date, rooms } of days)
		for (const [room, events] of Object.entries(rooms))
			for (const event of events) {
				const parsed = v.safeParse(EventSchema, event);
				if (parsed.success) reader.add(parsed.output, room, words(date), readOwnRecords(event['x_gongzhan']));
				else reader.wrong('course', 'missing', v.getDotPath(parsed.issues[0]) ?? '');
			}
	return ok(reader.told());
}

export function readC3Xml(text: string, reading: Reading): Result<Happenings, FileBroken> {
	const read = readXml(text);
	if (!read.ok) return err({ fault: 'broken', detail: read.error });
	const [conference] = childrenOf(read.value, 'conference');
	const ofZone = conference ? childText(conference, 'time_zone_name') : null;
	const name = conference ? (childText(conference, 'acronym') ?? childText(conference, 'title')) : null;
	const reader = new C3Reader(name, zoneOf(ofZone, reading));
	for (const day of childrenOf(read.value, 'day'))
		for (const room of childrenOf(day, 'room'))
			for (const event of childrenOf(room, 'event'))
				reader.add(
					eventOf(event),
					room.attributes['name'] ?? '',
					day.attributes['date'] ?? null,
					readOwnText(childText(event, 'gz:records')),
				);
	return ok(reader.told());
}

function eventOf(element: Element): C3Event {
	const text = (name: string) => childText(element, name);
	const persons = childrenOf(element, 'persons').flatMap((list) => childrenOf(list, 'person'));
	return {
		...{ guid: element.attributes['guid'], id: element.attributes['id'], date: text('date') },
		...{ start: text('start'), duration: text('duration'), title: text('title'), subtitle: text('subtitle') },
		...{ track: text('track'), room: text('room'), status: text('status') },
		persons: persons.map((person) => person.text.trim()),
	};
}

const words = (value: string | number | null | undefined): string | null =>
	named(value === null || value === undefined ? null : String(value));

const zoneOf = (said: string | null, { zone }: Reading): string => (said && isTimeZone(said) ? said : zone);

class C3Reader {
	readonly #of: string | null;
	readonly #zone: string;
	readonly #happenings: Happening[] = [];
	readonly #problems: HappeningProblem[] = [];
	#row = 0;

	constructor(of: string | null, zone: string) {
		[this.#of, this.#zone] = [of, zone];
	}

	wrong(column: HappeningProblem['column'], fault: HappeningProblem['fault'], value: string): void {
		this.#problems.push({ row: this.#row, column, fault, value: value.slice(0, 80) });
	}

	add(event: C3Event, room: string, day: string | null, own: Happening['own']): void {
		this.#row++;
		if (this.#happenings.length === MOST_HAPPENINGS) return this.wrong('count', 'too-many', '');
		const title = words(event.title);
		if (!title) return this.wrong('course', 'missing', words(event.guid) ?? words(event.id) ?? '');
		const startsAt = this.#start(event, day);
		if (startsAt === null)
			return this.wrong('starts', 'not-a-time', words(event.date) ?? words(event.start) ?? '');
		const length = lengthOf(words(event.duration));
		if (length === null) return this.wrong('ends', 'not-a-time', words(event.duration) ?? '');
		const people = (event.persons ?? []).map((person) =>
			typeof person === 'string'
				? named(person)
				: (words(person.public_name) ?? words(person.full_public_name) ?? words(person.name)),
		);
		const key = words(event.guid) ?? `${this.#of ?? ''} ${words(event.id) ?? `${title} ${startsAt}`}`;
		this.#happenings.push({
			...{ row: this.#row, uid: `c3 ${key}`, title, startsAt, endsAt: startsAt + length, own },
			programme: words(event.track) ?? this.#of,
			offering: null,
			teacher: named(people.filter(Boolean).join('、')),
			room: named(room) ?? words(event.room),
			cancelled: /^cancell?ed$/i.test(words(event.status) ?? ''),
		});
	}

	/** `date` says it all where it is whole; else the day and the time of it, in the conference's zone. */
	#start({ date, start }: C3Event, day: string | null): number | null {
		const whole = words(date);
		const time = /^(\d{1,2}):(\d\d)/.exec(words(start) ?? '');
		if (whole && /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(whole)) {
			const at = Date.parse(whole);
			return Number.isFinite(at) && at >= 0 ? at : null;
		}
		const on = /^\d{4}-\d\d-\d\d/.exec(whole ?? day ?? '')?.[0];
		const clock = /T(\d\d):(\d\d)/.exec(whole ?? '') ?? time;
		if (!on || !clock) return null;
		try {
			const at = instantOf(on, `${clock[1]!.padStart(2, '0')}:${clock[2]!}`, this.#zone);
			return localDate(at, this.#zone) === on ? at : null;
		} catch {
			return null;
		}
	}

	told(): Happenings {
		return { happenings: this.#happenings, problems: this.#problems, notes: [] };
	}
}

const MINUTE = 60_000;

/** `HH:MM`, or `D:HH:MM`; milliseconds. */
function lengthOf(duration: string | null): number | null {
	const found = /^(?:(\d+):)?(\d{1,2}):(\d\d)$/.exec(duration ?? '');
	if (!found) return null;
	const minutes = (Number(found[1] ?? 0) * 24 + Number(found[2])) * 60 + Number(found[3]);
	return minutes > 0 ? minutes * MINUTE : null;
}
