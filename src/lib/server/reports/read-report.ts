import type { VenueId } from '../../base/id.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { NOTHING, sumBy, sumOf, type Sums } from '../../domain/turnout.ts';
import { OF_PEOPLE, unionsByMost, unionTree } from '../../domain/union-turnout.ts';
import type { UnionUnit } from '../../domain/union.ts';
import { localDate } from '../../domain/venue-time.ts';
import { visitsOf } from '../../domain/visits.ts';
import type { HubStorage, Tx } from '../storage/port.ts';
import type { ReportSpan, UnionSums } from '../storage/report-port.ts';
import { counted, type Counted } from './counted.ts';
import { dateOfDay, dayNumber } from './fold-report.ts';
import { renewReports } from './renew-reports.ts';
import { soFar } from './so-far.ts';
import { teacherLines } from './teacher-lines.ts';

/** What a report tells of a venue, or of the whole city. Names are in Chinese, as on the board. */

export const DIMENSIONS = [
	'programme',
	'course',
	'teacher',
	'weekday',
	'hour',
	'venue',
	...OF_PEOPLE,
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface Line {
	readonly key: string;
	/** Of those who name no union, and of unions in no tree: empty, and told by the key (union-turnout.ts). */
	readonly name: string;
	readonly sums: Sums;
	/** How many lines above hold this one too. */
	readonly depth?: number;
}

export interface PersonLine {
	readonly name: string;
	readonly number: string;
	readonly came: number;
	readonly minutes: number;
}

export interface Report {
	/** First and last day, `YYYY-MM-DD`. */
	readonly from: string;
	readonly to: string;
	readonly total: Sums;
	readonly newFaces: number;
	/** Days, weeks (their Mondays) or months, in order, none left out. */
	readonly every: 'day' | 'week' | 'month';
	readonly trend: readonly (Line & { readonly newFaces: number })[];
	/** 人次 by ISO weekday and hour of the start. */
	readonly heat: readonly (readonly number[])[];
	/** The most people first; weekdays, hours and the tree of unions in their order. */
	readonly by: Readonly<Partial<Record<Dimension, readonly Line[]>>>;
	/** Who spent most time in classes; empty where names are not asked for. */
	readonly hours: readonly PersonLine[];
	/** Sessions that changed and are not counted anew yet. */
	readonly waiting: number;
}

export interface ReportOrder {
	readonly from: string;
	readonly to: string;
	readonly now: number;
	readonly names: boolean;
}

/** Sessions that are folded again before an answer; more are told as waiting. */
const RENEWED_AT_ONCE = 4000;
const MOST_PEOPLE = 100;

export const spanOf = ({ from, to, now }: ReportOrder): ReportSpan => ({
	...{ from: dayNumber(from), to: dayNumber(to), now },
});

export async function venueReport(
	storage: HubStorage,
	venueId: VenueId,
	catalogue: Catalogue,
	order: ReportOrder,
): Promise<Report> {
	const waiting = await renewReports(storage, venueId, RENEWED_AT_ONCE);
	const span = spanOf(order);
	return storage.read(async (tx) => {
		const rows: Counted[] = [];
		const unions = await tx.reports.byUnion(venueId, span);
		for (const row of await tx.reports.ofSpan(venueId, span)) {
			const isOn = row.kind === 'class' && row.endsAt > order.now;
			const on = isOn ? await soFar(tx, venueId, row, order.now) : null;
			rows.push(counted(on?.row ?? row));
			if (on) unions.push(...on.unions);
		}
		const faces = await tx.reports.newFaces(venueId, span);
		const lines = (keyOf: (row: Counted) => string, nameOf: (key: string) => string): Line[] =>
			byMost([...sumBy(rows, keyOf)].map(([key, sums]) => ({ key, name: nameOf(key), sums })));
		const visits = visitsOf(catalogue.venue, `visit-${order.from}` as never);
		const nameIn = (known: ReadonlyMap<string, { name: { zh: string } }>) => (key: string) =>
			known.get(key)?.name.zh ??
			(key === 'visits' ? (visits?.course.name.zh ?? catalogue.venue.name.zh) : key);
		return {
			...{ from: order.from, to: order.to, waiting },
			...summary(rows, faces, order),
			by: {
				programme: lines((row) => row.programmeId, nameIn(catalogue.programmes)),
				course: lines((row) => row.courseId, nameIn(catalogue.courses)),
				teacher: byMost(teacherLines(rows, catalogue)),
				weekday: inOrder(rows, ({ weekday }) => weekday),
				hour: inOrder(rows, ({ hour }) => hour),
				...unionsIn(await tx.unions.all(), unions),
			},
			hours: order.names ? await people(tx, venueId, span) : [],
		};
	});
}

/** The league of venues, and what they are together. Whoever reads it waits for nothing: what changed a moment ago may be missing. */
export async function cityReport(storage: HubStorage, order: ReportOrder): Promise<Report> {
	const span = spanOf(order);
	return storage.read(async (tx) => {
		const slots = await tx.reports.ofCity(span, 'slot');
		const parts = await tx.reports.ofCity(span, 'programme');
		const faces = await tx.reports.newFaces(null, span);
		const rows = slots.map((slot) => ({ ...slot, day: slot.month * 100 + 1 }));
		const venues = [...sumBy(parts, ({ key }) => key)];
		const names = new Map<string, string>();
		for (const [key] of venues) names.set(key, await nameOf(tx, key, 'venue', key));
		// Each venue names its own: what is called the same is the same, whatever its id.
		const named: (Sums & { readonly name: string })[] = [];
		for (const part of parts)
			named.push({ ...part, name: await nameOf(tx, part.key, 'programme', part.programmeId) });
		return {
			...{ from: order.from, to: order.to, waiting: await tx.reports.waitingCount(null) },
			...summary(rows, faces, order, 'month'),
			by: {
				venue: byMost(venues.map(([key, sums]) => ({ key, name: names.get(key)!, sums }))),
				programme: byMost(
					[...sumBy(named, ({ name }) => name)].map(([name, sums]) => ({ key: name, name, sums })),
				),
				weekday: inOrder(rows, ({ weekday }) => weekday),
				hour: inOrder(rows, ({ hour }) => hour),
				...unionsIn(await tx.unions.all(), await tx.reports.byUnion(null, span)),
			},
			hours: [],
		};
	});
}

/** Which of its two tables there are depends on the tree: one without branches is the same as the other. */
function unionsIn(
	units: readonly UnionUnit[],
	sums: readonly UnionSums[],
): Pick<Report['by'], 'district' | 'union'> {
	const turnout = [
		...sumBy(
			sums.map((one) => ({ ...NOTHING, ...one })),
			({ union }) => union,
		),
	];
	const named = turnout.map(([name, of]) => ({ name, sums: of }));
	const tree = unionTree(units, named);
	const isTree = units.some(({ parentId }) => parentId !== null);
	return { ...(isTree ? { district: tree } : {}), union: unionsByMost(named) };
}

async function nameOf(tx: Tx, venueId: string, kind: 'venue' | 'programme', id: string): Promise<string> {
	const body = await tx.records.body(venueId as VenueId, kind, id);
	return body === null ? id : (JSON.parse(body) as { name: { zh: string } }).name.zh;
}

async function people(tx: Tx, venueId: VenueId, span: ReportSpan): Promise<PersonLine[]> {
	const lines: PersonLine[] = [];
	for (const { memberId, came, minutes } of await tx.reports.hours(venueId, span, MOST_PEOPLE)) {
		const member = await tx.people.member(memberId);
		if (member) lines.push({ name: member.name, number: member.number, came, minutes });
	}
	return lines;
}

const byMost = (lines: readonly Line[]): Line[] =>
	[...lines].sort(
		(a, b) => b.sums.came - a.sums.came || b.sums.held - a.sums.held || (a.key < b.key ? -1 : 1),
	);

function inOrder<Row extends Sums>(rows: readonly Row[], keyOf: (row: Row) => number): Line[] {
	const sums = [...sumBy(rows, keyOf)].sort(([a], [b]) => a - b);
	return sums.map(([key, of]) => ({ key: String(key), name: String(key), sums: of }));
}

type Slot = Sums & { readonly day: number; readonly weekday: number; readonly hour: number };

function summary(
	rows: readonly Slot[],
	faces: readonly { day: number; count: number }[],
	{ from, to, now }: ReportOrder,
	least: Report['every'] = 'day',
) {
	const days =
		Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days + 1;
	const every: Report['every'] = least === 'month' || days > 190 ? 'month' : days > 45 ? 'week' : 'day';
	const starts = startsOf(every, from, to, now);
	const known = new Map<number, string>();
	const startAt = (day: number): string => {
		let start = known.get(day);
		if (start === undefined) known.set(day, (start = startOf(every, dateOfDay(day))));
		return start;
	};
	const sums = sumBy(rows, ({ day }) => startAt(day));
	const fresh = new Map<string, number>();
	for (const { day, count } of faces) {
		const start = startAt(day);
		fresh.set(start, (fresh.get(start) ?? 0) + count);
	}
	const heat = Array.from({ length: 7 }, () => Array<number>(24).fill(0));
	for (const { weekday, hour, came } of rows) heat[weekday - 1]![hour]! += came;
	return {
		total: sumOf(rows),
		newFaces: faces.reduce((sum, { count }) => sum + count, 0),
		every,
		trend: starts.map((start) => ({
			...{ key: start, name: start, sums: sums.get(start) ?? NOTHING, newFaces: fresh.get(start) ?? 0 },
		})),
		heat,
	};
}

function startOf(every: Report['every'], date: string): string {
	if (every === 'day') return date;
	if (every === 'month') return `${date.slice(0, 7)}-01`;
	const day = Temporal.PlainDate.from(date);
	return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

/** The future has no bars. */
function startsOf(every: Report['every'], from: string, to: string, now: number): string[] {
	const today = localDate(now + 14 * 3_600_000, 'UTC');
	const last = Temporal.PlainDate.from(to < today ? to : today);
	const starts: string[] = [];
	const step = every === 'day' ? { days: 1 } : every === 'week' ? { weeks: 1 } : { months: 1 };
	for (let day = Temporal.PlainDate.from(startOf(every, from)); ; day = day.add(step)) {
		if (Temporal.PlainDate.compare(day, last) > 0) return starts;
		starts.push(day.toString());
	}
}
