import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asId, type VenueId } from '../../src/lib/base/id.ts';
import { cityReport, venueReport, type ReportOrder } from '../../src/lib/server/reports/read-report.ts';
import { tellSchedule } from '../../src/lib/server/interchange/api-schedule.ts';
import { checkedChange } from '../../src/lib/server/records.ts';
import { DATABASE_FILE } from '../../src/lib/server/storage/sqlite.ts';
import type { RecordKind } from '../../src/lib/sync/records.ts';
import { openHubHere } from './hub-process.ts';
import { median } from './quantile.ts';

/**
 * A city at the hub: 3,500 venues and 2,000,000 sessions in five years, opened for one venue; reports over as many as
 * 10,000,000 check-ins, beside the same numbers by the plainest SQL over the same tables in the same run.
 */
const VENUES = 3500;
const SESSIONS = 2_000_000;
const CHECK_INS = [1_000_000, 3_000_000, 10_000_000] as const;
const ROUNDS = 5;
const WARM_UP = 30;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEARS = 5;
const NOW = Date.parse('2026-11-23T02:00:00Z');
const FIRST = NOW - YEARS * 365 * DAY;
/** 1 in Shanghai is 16:00 the day before in UTC. */
const ZONE_MS = 8 * HOUR;
const CLASSES = 12;
const MEMBERS = 600;
const UNIONS_OF_CLASS = 5;
const UNIONS_OF_VENUE = 8;
/** Of the whole city, seven districts of them. */
const UNIONS = 1400;

export interface HubPart {
	readonly table: readonly Record<string, string | number>[];
	readonly goals: { readonly venueMs: number; readonly reportsOfOptimum: number };
	readonly details: Record<string, unknown>;
}

export async function measureHub(sizes: readonly number[] = CHECK_INS): Promise<HubPart> {
	const directory = mkdtempSync(join(tmpdir(), 'gongzhan-bench-'));
	const remove = (): void => rmSync(directory, { recursive: true, force: true });
	process.once('exit', remove);
	try {
		return await measure(directory, sizes);
	} finally {
		remove();
		process.off('exit', remove);
	}
}

async function measure(directory: string, sizes: readonly number[]): Promise<HubPart> {
	const growth: Record<string, number>[] = [];
	const largest = Math.max(...sizes);
	let venueMs = 0;
	let ofOptimum = 0;
	const table: Record<string, string | number>[] = [];
	for (const checkIns of sizes) {
		const place = join(directory, String(checkIns));
		mkdirSync(place);
		await (await openHubHere(place)).close();
		const share = checkIns / CHECK_INS[2];
		fill(join(place, DATABASE_FILE), Math.round(SESSIONS * share), Math.round(VENUES * share));
		const found = await ask(place, Math.round(VENUES * share));
		growth.push({ checkIns, ...found });
		if (checkIns === largest) [venueMs, ofOptimum] = [found.venueMs, found.ofOptimum];
		table.push(
			...Object.entries(found).map(([what, value]) => ({
				what: `${checkIns.toLocaleString('en')}: ${what}`,
				value,
			})),
		);
		rmSync(place, { recursive: true });
	}
	return { table, goals: { venueMs, reportsOfOptimum: ofOptimum }, details: { growth } };
}

/** Rows as the hub writes them, by way of SQL: a city's five years through the front door would take a day. */
function fill(file: string, sessions: number, venues: number): void {
	const db = new DatabaseSync(file);
	db.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -200000; BEGIN');
	const venue = db.prepare('INSERT INTO venue (venue_id, rev) VALUES (?, ?)');
	const record = db.prepare('INSERT INTO record (venue_id, kind, id, rev, body) VALUES (?, ?, ?, ?, ?)');
	const report = db.prepare(
		`INSERT INTO session_report VALUES (?, ?, 'class', ?, ?, ?, ?, ?, ?, ?, ?, ?, 30, 25, 5, 4, 1, 450)`,
	);
	const came = db.prepare(
		`INSERT INTO attendance (venue_id, session_id, member_id, status, since, late, device_id, conflict) VALUES (?, ?, ?, 'present', ?, 0, NULL, NULL)`,
	);
	const visitor = db.prepare('INSERT INTO visitor VALUES (?, ?, ?, ?, ?)');
	const union = db.prepare('INSERT INTO union_turnout VALUES (?, ?, ?, ?, ?, ?, 5, 1, 1, 0, 0, 90)');
	const month = db.prepare('INSERT INTO union_month VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?)');
	const each = Math.floor(sessions / venues);
	for (let v = 0; v < venues; v++) {
		const id = venueName(v);
		let rev = 0;
		const put = (kind: RecordKind, name: string, body: object): void => {
			// As the hub writes it, or it would be news at the next start.
			const text =
				kind === 'session'
					? JSON.stringify(body)
					: checkedChange({ kind, id: name, body: body as never }).body;
			record.run(id, kind, name, ++rev, text);
		};
		venue.run(id, each + 2 * CLASSES + 3);
		put('venue', id, venueBody(id));
		put('room', 'room', { id: 'room', name: { zh: '教室' }, floor: 1, seats: 30 });
		put('programme', 'evening', { id: 'evening', name: { zh: '职工夜校' }, tint: 'red' });
		for (let c = 0; c < CLASSES; c++) {
			put('course', `course-${c}`, { id: `course-${c}`, programmeId: 'evening', name: { zh: `课程${c}` } });
			put('offering', `class-${c}`, offeringBody(c));
		}
		const met = new Set<number>();
		const months = new Map<string, number>();
		for (let s = 0; s < each; s++) {
			const startsAt = FIRST + Math.floor((s / each) * YEARS * 365) * DAY + (9 + (s % 12)) * HOUR - ZONE_MS;
			const local = new Date(startsAt + ZONE_MS);
			const day = Number(local.toISOString().slice(0, 10).replaceAll('-', ''));
			const name = `s-${String(s).padStart(6, '0')}`;
			const c = s % CLASSES;
			const times = { startsAt, endsAt: startsAt + 1.5 * HOUR };
			put('session', name, {
				id: name,
				offeringId: `class-${c}`,
				roomId: 'room',
				...times,
				status: 'scheduled',
			});
			report.run(
				...[id, name, day, local.getUTCDay() || 7, local.getUTCHours(), startsAt, times.endsAt],
				...['evening', `course-${c}`, `class-${c}`, `老师${c}`],
			);
			for (let u = 0; u < UNIONS_OF_CLASS; u++) {
				const name = unionName(v, (s + 3 * u) % UNIONS_OF_VENUE);
				union.run(id, `s-${String(s).padStart(6, '0')}`, name, day, startsAt, times.endsAt);
				const key = `${Math.floor(day / 100)} ${name}`;
				months.set(key, (months.get(key) ?? 0) + 1);
			}
			for (let m = 0; m < 5; m++) {
				const who = (s * 7 + m * 13) % MEMBERS;
				const member = `${v.toString(16).padStart(8, '0')}${who.toString(16).padStart(8, '0')}`;
				came.run(id, name, member, startsAt);
				if (!met.has(who)) visitor.run(id, member, startsAt, day, name);
				met.add(who);
			}
		}
		for (const [key, n] of months) {
			const [at, name] = key.split(' ') as [string, string];
			month.run(id, Number(at), name, 5 * n, n, n, 90 * n);
		}
	}
	const unit = db.prepare('INSERT INTO union_unit (unit_id, name, parent_id) VALUES (?, ?, ?)');
	for (let d = 0; d < 7; d++) unit.run(`d${d}`, `第${d}区总工会`, null);
	for (let u = 0; u < UNIONS; u++) unit.run(`u${u}`, `第${u}工会`, `d${u % 7}`);
	db.exec('COMMIT; ANALYZE; PRAGMA journal_mode = WAL');
	db.close();
}

const venueName = (n: number): VenueId => asId<VenueId>(`venue-${String(n).padStart(4, '0')}`);
const unionName = (v: number, n: number): string =>
	`第 ${(v * 3 + n * 17) % UNIONS} 工会`.replaceAll(' ', '');
const venueBody = (id: string) => ({
	...{
		id,
		name: { zh: `第 ${id} 馆` },
		kind: 'palace',
		zone: 'Asia/Shanghai',
		openingHours: [],
		modules: {},
	},
	...{ policy: {}, idle: {}, scanner: 'both', languages: ['zh'] },
});
const offeringBody = (c: number) => ({
	...{ id: `class-${c}`, courseId: `course-${c}`, name: { zh: '一班' }, capacity: 30 },
	teacher: { name: { zh: `老师${c}` } },
});

const time = async (work: () => unknown): Promise<number> => {
	const began = performance.now();
	await work();
	return performance.now() - began;
};
const round = (value: number): number => Math.round(value * 100) / 100;

/** Each number of ours beside the plainest statement for it, turn by turn. */
async function ask(place: string, venues: number) {
	const hub = await openHubHere(place);
	const plain = new DatabaseSync(join(place, DATABASE_FILE), { readOnly: true });
	const order: ReportOrder = { from: '2021-11-01', to: '2026-11-30', now: NOW, names: true };
	const id = venueName(Math.floor(venues / 2));
	const catalogue = (await hub.records.catalogue(id))!;
	const [from, to] = [20211101, 20261130];
	const ofVenue =
		plain.prepare(`SELECT day / 100 AS month, weekday, hour, course_id, teacher, count(*) AS held,
		sum(enrolled) AS enrolled, sum(came) AS came, sum(seated) AS seated, sum(minutes) AS minutes FROM session_report
		WHERE venue_id = ? AND day BETWEEN ? AND ? GROUP BY 1, 2, 3, 4, 5`);
	const hours = plain.prepare(`SELECT a.member_id, count(*) AS came,
		sum(max(0, min(coalesce(a.left_at, s.ends_at), s.ends_at, ?)
			- iif(a.since < s.ends_at, max(a.since, s.starts_at), s.starts_at) - a.away) / 60000) AS spent
		FROM session_report s JOIN attendance a ON a.venue_id = s.venue_id AND a.session_id = s.session_id
		WHERE s.venue_id = ? AND s.day BETWEEN ? AND ? AND s.kind <> 'visits' AND a.status = 'present'
		GROUP BY 1 ORDER BY 3 DESC LIMIT 100`);
	const faces =
		plain.prepare(`SELECT first_day, count(*) FROM visitor WHERE venue_id = ? AND first_day BETWEEN ? AND ?
		GROUP BY 1`);
	const SUMS = `count(*) AS held, sum(capacity) AS capacity, sum(enrolled) AS enrolled, sum(came) AS came,
		sum(seated) AS seated, sum(late) AS late, sum(minutes) AS minutes FROM session_report WHERE day BETWEEN ? AND ?`;
	const bySlot = plain.prepare(`SELECT day / 100, weekday, hour, ${SUMS} GROUP BY 1, 2, 3`);
	const byProgramme = plain.prepare(`SELECT venue_id, programme_id, ${SUMS} GROUP BY 1, 2`);
	const cityFaces = plain.prepare(
		'SELECT first_day, count(*) FROM visitor WHERE first_day BETWEEN ? AND ? GROUP BY 1',
	);
	const unionSums = `union_name, sum(enrolled) AS enrolled, sum(came) AS came, sum(seated) AS seated, sum(late) AS late,
		sum(visits) AS visits, sum(minutes) AS minutes`;
	const venueUnions = plain.prepare(`SELECT ${unionSums} FROM union_turnout
		WHERE venue_id = ? AND day BETWEEN ? AND ? GROUP BY 1`);
	const cityUnions = plain.prepare(
		`SELECT ${unionSums} FROM union_month WHERE month BETWEEN ? AND ? GROUP BY 1`,
	);
	const tree = plain.prepare('SELECT unit_id, name, parent_id FROM union_unit');
	const raw = plain.prepare(`SELECT count(*) FROM attendance WHERE status = 'present' GROUP BY venue_id`);
	const took: Record<'open' | 'api' | 'venue' | 'venuePlain' | 'city' | 'cityPlain', number[]> = {
		...{ open: [], api: [], venue: [], venuePlain: [], city: [], cityPlain: [] },
	};
	// A hub that has run for a while: its code is compiled.
	for (let n = 0; n < WARM_UP; n++) await venueReport(hub.storage, venueName(n % venues), catalogue, order);
	for (let n = 0; n < ROUNDS; n++) {
		const other = venueName((n * 37) % venues);
		took.open.push(await time(() => hub.records.catalogue(other)));
		took.api.push(await time(() => tellSchedule(hub, other, {})));
		took.venuePlain.push(
			await time(() => [
				...[ofVenue.all(id, from, to), hours.all(NOW, id, from, to), faces.all(id, from, to)],
				...[venueUnions.all(id, from, to), tree.all()],
			]),
		);
		took.venue.push(await time(() => venueReport(hub.storage, id, catalogue, order)));
		took.cityPlain.push(
			await time(() => [
				...[bySlot.all(from, to), byProgramme.all(from, to), cityFaces.all(from, to)],
				...[cityUnions.all(Math.floor(from / 100), Math.floor(to / 100)), tree.all()],
			]),
		);
		took.city.push(await time(() => cityReport(hub.storage, order)));
	}
	const facts = await time(() => raw.all());
	plain.close();
	await hub.close();
	const [venue, city] = [median(took.venue), median(took.city)];
	return {
		venueMs: round(median(took.open)),
		apiMs: round(median(took.api)),
		venueReportMs: round(venue),
		venuePlainMs: round(median(took.venuePlain)),
		cityReportMs: round(city),
		cityPlainMs: round(median(took.cityPlain)),
		countingTheFactsMs: round(facts),
		ofOptimum: round(Math.max(venue / median(took.venuePlain), city / median(took.cityPlain))),
	};
}
