import type { MemberId, SessionId, VenueId } from '../../../src/lib/base/id.ts';
import { attendedMinutes } from '../../../src/lib/domain/hours.ts';
import type {
	CitySums,
	ReportSpan,
	ReportStore,
	SessionReport,
	UnionSums,
	VisitorRow,
} from '../../../src/lib/server/storage/report-port.ts';
import { addUnion, isNothing, type UnionTotals } from '../../../src/lib/server/storage/union-totals.ts';
import type { AtOnce } from './at-once.ts';
import { keyOf, type Draft } from './data.ts';

const within = ({ day, startsAt }: SessionReport, { from, to, now }: ReportSpan): boolean =>
	day >= from && day <= to && startsAt <= now;
const byId = (a: { sessionId: string }, b: { sessionId: string }): number =>
	a.sessionId < b.sessionId ? -1 : 1;
const withoutVenue = <Row extends { venueId: VenueId }>({ venueId: _, ...row }: Row): Omit<Row, 'venueId'> =>
	row;

export function reportStore(draft: Draft): AtOnce<ReportStore> {
	const rows = draft.rows('sessionReport');
	const waiting = draft.rows('reportStale');
	const visitors = draft.rows('visitor');
	const attendance = draft.rows('attendance');
	const sessionUnions = draft.rows('sessionUnions');
	const of = (venueId: VenueId) => rows.all().filter((row) => row.venueId === venueId);
	const stale = (venueId: VenueId, ids: readonly SessionId[]): void => {
		for (const sessionId of ids) waiting.put(keyOf(venueId, sessionId), { venueId, sessionId });
	};
	/** Everybody who was present, with the session as it is reported. */
	const came = (venueId: VenueId) => {
		const reported = new Map(of(venueId).map((row) => [row.sessionId, row]));
		return attendance.all().flatMap((row) => {
			const session = row.venueId === venueId ? reported.get(row.sessionId) : undefined;
			return session && row.attendance.status === 'present' ? [{ ...row, session }] : [];
		});
	};
	const allFirst = (venueId: VenueId): VisitorRow[] => {
		const firsts = new Map<MemberId, VisitorRow>();
		const sorted = came(venueId).sort(
			(a, b) => a.session.startsAt - b.session.startsAt || byId(a.session, b.session),
		);
		for (const { memberId, session } of sorted) {
			const { startsAt: firstAt, day: firstDay, sessionId: firstSession } = session;
			if (!firsts.has(memberId)) firsts.set(memberId, { memberId, firstAt, firstDay, firstSession });
		}
		return [...firsts.values()].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
	};
	const visitorsWhere = (venueId: VenueId, is: (row: VisitorRow) => boolean): VisitorRow[] =>
		visitors
			.all()
			.filter((row) => row.venueId === venueId && is(row))
			.map(withoutVenue)
			.sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
	return {
		stale,
		staleOf(venueId, what) {
			const asked = of(venueId).filter((row) => {
				if (what === null) return true;
				return 'offeringId' in what ? row.offeringId === what.offeringId : row.courseId === what.courseId;
			});
			stale(
				venueId,
				asked.map(({ sessionId }) => sessionId),
			);
		},
		waiting: (venueId, limit) =>
			waiting
				.all()
				.filter((row) => row.venueId === venueId)
				.sort(byId)
				.slice(0, limit)
				.map(({ sessionId }) => sessionId),
		waitingCount: (venueId) =>
			waiting.all().filter((row) => venueId === null || row.venueId === venueId).length,
		venuesWaiting: () => [...new Set(waiting.all().map(({ venueId }) => venueId))].sort(),
		put(venueId, list) {
			for (const [id, row] of list) {
				rows.deleteWhere((known) => known.venueId === venueId && known.sessionId === id);
				waiting.deleteWhere((known) => known.venueId === venueId && known.sessionId === id);
				if (row) rows.put(keyOf(venueId, id), { ...row, venueId });
			}
		},
		putUnions(venueId, list) {
			for (const session of list)
				sessionUnions.put(keyOf(venueId, session.sessionId), { ...session, venueId });
		},
		unionsOf: (venueId, sessionId) =>
			byUnion(
				sessionUnions
					.all()
					.filter((row) => row.venueId === venueId && (sessionId ?? row.sessionId) === row.sessionId)
					.flatMap(({ unions }) => unions),
			),
		byUnion: (venueId, { from, to, now }) =>
			byUnion(
				sessionUnions.all().flatMap((row) => {
					if ((venueId !== null && row.venueId !== venueId) || row.startsAt > now) return [];
					if (row.day < from || row.day > to) return [];
					return row.unions.map((sums) => (row.endsAt > now ? { ...sums, minutes: 0 } : sums));
				}),
			).filter((sums) => !isNothing(sums)),
		renameUnion(from, to) {
			for (const row of sessionUnions.all()) {
				const unions = row.unions.map((sums) => (sums.union === from ? { ...sums, union: to } : sums));
				sessionUnions.put(keyOf(row.venueId, row.sessionId), { ...row, unions: byUnion(unions) });
			}
		},
		page: (venueId, after, limit) =>
			of(venueId)
				.filter(({ sessionId }) => sessionId > after)
				.sort(byId)
				.slice(0, limit)
				.map(withoutVenue),
		ofSpan: (venueId, span) =>
			of(venueId)
				.filter((row) => within(row, span))
				.sort((a, b) => a.day - b.day || byId(a, b))
				.map(withoutVenue),
		ofCity: (span, by) =>
			citySums(
				rows.all().filter((row) => within(row, span)),
				by,
				span.now,
			),
		hours(venueId, span, limit) {
			const spent = new Map<MemberId, { came: number; minutes: number }>();
			for (const { memberId, session, attendance: own } of came(venueId)) {
				if (session.kind === 'visits' || !within(session, span)) continue;
				const known = spent.get(memberId) ?? { came: 0, minutes: 0 };
				const status = session.kind === 'cancelled' ? 'cancelled' : 'scheduled';
				const minutes = attendedMinutes({ ...session, id: session.sessionId, status }, own, span.now);
				spent.set(memberId, { came: known.came + 1, minutes: known.minutes + minutes });
			}
			return [...spent]
				.map(([memberId, sums]) => ({ memberId, ...sums }))
				.sort((a, b) => b.minutes - a.minutes || (a.memberId < b.memberId ? -1 : 1))
				.slice(0, limit);
		},
		visitors: (venueId, members) => visitorsWhere(venueId, ({ memberId }) => members.includes(memberId)),
		visitorsOf: (venueId, sessionId) => visitorsWhere(venueId, (row) => row.firstSession === sessionId),
		putVisitors(venueId, list) {
			for (const row of list) visitors.put(keyOf(venueId, row.memberId), { ...row, venueId });
		},
		dropVisitors: (venueId, members) =>
			visitors.deleteWhere((row) => row.venueId === venueId && members.includes(row.memberId)),
		firstOf: (venueId, memberId) => allFirst(venueId).find((row) => row.memberId === memberId) ?? null,
		allFirst,
		allVisitors: (venueId) => visitorsWhere(venueId, () => true),
		newFaces(venueId, { from, to }) {
			const days = new Map<number, number>();
			for (const row of visitors.all())
				if ((venueId === null || row.venueId === venueId) && row.firstDay >= from && row.firstDay <= to)
					days.set(row.firstDay, (days.get(row.firstDay) ?? 0) + 1);
			return [...days].map(([day, count]) => ({ day, count })).sort((a, b) => a.day - b.day);
		},
	};
}

function byUnion(list: readonly UnionSums[]): UnionSums[] {
	const totals: UnionTotals = new Map();
	for (const sums of list) addUnion(totals, sums);
	return [...totals.values()].sort((a, b) => (a.union < b.union ? -1 : 1));
}

function citySums(
	rows: readonly (SessionReport & { venueId: VenueId })[],
	by: 'programme' | 'slot',
	now: number,
): CitySums[] {
	const sums = new Map<string, CitySums>();
	for (const row of rows) {
		const { venueId, programmeId, weekday, hour } = row;
		const head =
			by === 'programme'
				? { key: venueId as string, month: 0, weekday: 0, hour: 0, programmeId: programmeId as string }
				: { key: '', month: Math.floor(row.day / 100), weekday, hour, programmeId: '' };
		const name = JSON.stringify(head);
		const known = sums.get(name);
		const held = row.kind === 'class';
		sums.set(name, {
			...head,
			held: (known?.held ?? 0) + (held ? 1 : 0),
			cancelled: (known?.cancelled ?? 0) + (row.kind === 'cancelled' ? 1 : 0),
			capacity: (known?.capacity ?? 0) + (held ? row.capacity : 0),
			enrolled: (known?.enrolled ?? 0) + (held ? row.enrolled : 0),
			came: (known?.came ?? 0) + row.came,
			seated: (known?.seated ?? 0) + (held ? row.seated : 0),
			late: (known?.late ?? 0) + row.late,
			minutes: (known?.minutes ?? 0) + (row.kind === 'visits' || row.endsAt > now ? 0 : row.minutes),
			visits: (known?.visits ?? 0) + (row.kind === 'visits' ? row.came : 0),
		});
	}
	return [...sums.values()];
}
