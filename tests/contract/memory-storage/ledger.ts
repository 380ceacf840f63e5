import type { OutboxId, SessionId, VenueId } from '../../../src/lib/base/id.ts';
import type { AttendanceStore, LedgerStore } from '../../../src/lib/server/storage/ledger-port.ts';
import { headsOf } from '../../../src/lib/domain/attendance.ts';
import { personOf, subjectOf } from '../../../src/lib/domain/fact.ts';
import { keyOf, type Draft } from './data.ts';
import type { AtOnce } from './at-once.ts';

interface OfOutbox {
	readonly venueId: VenueId;
	readonly outboxId: OutboxId;
	readonly seq: number;
}

const inRange =
	(outbox: { venueId: VenueId; outboxId: OutboxId }, from: number, to: number) =>
	({ venueId, outboxId, seq }: OfOutbox): boolean =>
		venueId === outbox.venueId && outboxId === outbox.outboxId && seq >= from && seq <= to;

export function ledgerStore(draft: Draft): AtOnce<LedgerStore> {
	const outboxes = draft.rows('outbox');
	const entries = draft.rows('entry');
	const kept = draft.rows('quarantine');
	return {
		outbox: (venueId, outboxId) => outboxes.get(keyOf(venueId, outboxId)) ?? null,
		isElsewhere: (venueId, outboxId) =>
			outboxes.all().some((row) => row.outboxId === outboxId && row.venueId !== venueId),
		outboxes: (venueId) =>
			outboxes
				.all()
				.filter((row) => row.venueId === venueId)
				.sort((a, b) => (b.saidAt ?? -1) - (a.saidAt ?? -1)),
		putOutbox(row) {
			const key = keyOf(row.venueId, row.outboxId);
			const { deviceId } = outboxes.get(key) ?? row;
			outboxes.put(key, { ...row, deviceId });
		},
		stored: (outbox, from, to) =>
			entries
				.all()
				.filter(inRange(outbox, from, to))
				.map(({ seq, hash, outcome }) => ({ seq, hash, outcome })),
		apart: (outbox, from, to) =>
			kept
				.all()
				.filter(inRange(outbox, from, to))
				.map(({ seq, hash, reason, deviceId }) => ({ seq, hash, reason, deviceId })),
		append(rows) {
			for (const row of rows) entries.insert(keyOf(row.venueId, row.outboxId, row.seq), row);
		},
		quarantine(rows) {
			for (const row of rows) {
				const key = keyOf(row.venueId, row.outboxId, row.seq, row.hash);
				if (!kept.get(key)) kept.insert(key, row);
			}
		},
		about(venueId, people) {
			const asked = new Set(people.map(({ subject, memberId }) => keyOf(subject, memberId)));
			return entries
				.all()
				.filter(
					(row) => row.venueId === venueId && asked.has(keyOf(subjectOf(row.fact), personOf(row.fact) ?? '')),
				);
		},
		ofSubject: (venueId, subject) =>
			entries.all().filter((row) => row.venueId === venueId && subjectOf(row.fact) === subject),
		page: (outbox, from, limit) =>
			entries
				.all()
				.filter(inRange(outbox, from, Infinity))
				.sort((a, b) => a.seq - b.seq)
				.slice(0, limit),
		quarantined: (venueId, limit) =>
			kept
				.all()
				.filter((row) => row.venueId === venueId)
				.sort((a, b) => b.receivedAt - a.receivedAt)
				.slice(0, limit),
	};
}

export function attendanceStore(draft: Draft): AtOnce<AttendanceStore> {
	const rows = draft.rows('attendance');
	const enrollments = draft.rows('enrollment');
	const records = draft.rows('record');
	const ofSession = (venueId: VenueId, sessionId: SessionId) =>
		rows.all().filter((row) => row.venueId === venueId && row.sessionId === sessionId);
	return {
		of: (venueId, { sessionId, memberId }) =>
			rows.get(keyOf(venueId, sessionId, memberId))?.attendance ?? null,
		ofSession: (venueId, sessionId) =>
			ofSession(venueId, sessionId).map(({ memberId, attendance }) => ({ sessionId, memberId, attendance })),
		ofMember: (memberId, at) => {
			const published = new Set(
				records
					.all()
					.filter((row) => row.kind === 'session' && row.body !== null)
					.map((row) => keyOf(row.venueId, row.id)),
			);
			return rows
				.all()
				.filter(
					(row) =>
						row.memberId === memberId &&
						(at === undefined || row.venueId === at) &&
						(row.sessionId.startsWith('visit-') || published.has(keyOf(row.venueId, row.sessionId))),
				);
		},
		among: (venueId, memberId, sessionIds) =>
			sessionIds.flatMap((sessionId) => {
				const row = rows.get(keyOf(venueId, sessionId, memberId));
				return row ? [{ sessionId, memberId, attendance: row.attendance }] : [];
			}),
		put(venueId, list) {
			for (const row of list) rows.put(keyOf(venueId, row.sessionId, row.memberId), { venueId, ...row });
		},
		turnout: (venueId, sessionId, offeringId) => {
			const present = ofSession(venueId, sessionId).filter((row) => row.attendance.status === 'present');
			const here = present.filter((row) => row.attendance.leftAt === null);
			const walkIns = present.filter(
				({ memberId }) => !enrollments.get(keyOf(venueId, offeringId, memberId)),
			);
			const heads = (list: typeof present) => list.reduce((n, row) => n + headsOf(row.attendance), 0);
			const came = heads(present);
			return { came, here: heads(here), walkIns: came - present.length + walkIns.length };
		},
		conflicts(venueId, sessionIds) {
			const counts = new Map<SessionId, number>();
			for (const id of sessionIds) {
				const count = ofSession(venueId, id).filter((row) => row.attendance.conflict).length;
				if (count > 0) counts.set(id, count);
			}
			return counts;
		},
	};
}
