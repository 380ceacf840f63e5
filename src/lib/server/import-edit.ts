import { toHex } from '../base/bytes.ts';
import { asId, type OfferingId, type SessionId, type VenueId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Offering } from '../domain/course.ts';
import { planImportUndo, type ImportMade, type ImportUndo, type Peopled } from '../domain/import-undo.ts';
import { cameTo } from '../domain/schedule-change.ts';
import { bodies } from './catalogue.ts';
import type { Context } from './context.ts';
import { checkedChange, putWithDerived } from './records.ts';
import type { ScheduleService } from './schedule-shapes.ts';
import type { Tx } from './storage/port.ts';
import { KINDS } from './timetable-plan.ts';
import type { Staff } from './who.ts';

/** An import of a timetable as one edit of the schedule: what it leaves behind to be taken back by, and how that is done. */

export const IMPORTED = 'timetable-imported';
export const IMPORT_UNDONE = 'timetable-undone';
export const SUBJECT = 'schedule:';

/** Resolves to the edit's id, and whether rosters must be written anew. */
export async function takeImport(
	tx: Tx,
	context: Context,
	venueId: VenueId,
	{ changes, offerings, fresh }: Parameters<ScheduleService['take']>[1],
	{ actor, by, file }: Parameters<ScheduleService['take']>[2],
): Promise<{ readonly editId: string | null; readonly stale: boolean }> {
	const rows = await tx.records.ofKinds(venueId, [...KINDS, 'tally']);
	const tallies = new Map(bodies(rows, 'tally').map(([id, tally]) => [asId<SessionId>(id), tally]));
	const before = new Map(rows.map(({ kind, id, body }) => [`${kind} ${id}`, body]));
	const put = changes.map(checkedChange).filter(({ kind, id, body }) => before.get(`${kind} ${id}`) !== body);
	if (put.length === 0) return { editId: null, stale: false };
	const made = put.map(({ kind, id, body }) => {
		const known = before.get(`${kind} ${id}`) ?? null;
		return { kind, id, before: known === null ? null : parsed(known), after: parsed(body!) };
	});
	const bare = made
		.filter(({ kind }) => kind === 'session')
		.map(({ kind: _, ...change }) => {
			const came = cameTo({ tallies }, asId<SessionId>(change.id));
			return came > 0 ? { ...change, came } : change;
		});
	const records = made.filter(({ kind }) => kind !== 'session');
	const editId = toHex(context.random.bytes(8));
	await tx.audit.append({
		...{ at: context.clock.now(), venueId, actor, action: IMPORTED, subject: SUBJECT + editId },
		detail: JSON.stringify({
			...{ by, file: file.slice(0, 120), offerings, fresh, did: ['import'] },
			...{ changes: bare, records },
		}),
	});
	return { editId, stale: await putWithDerived(tx, context, venueId, put) };
}

const parsed = (body: string): unknown => JSON.parse(body);

/** What taking it back comes to, as the venue stands now. */
export async function importUndo(
	tx: Tx,
	venueId: VenueId,
	catalogue: Catalogue,
	made: ImportMade,
): Promise<ImportUndo> {
	return planImportUndo(catalogue, made, await peopledOf(tx, venueId, made));
}

async function peopledOf(tx: Tx, venueId: VenueId, made: ImportMade): Promise<Peopled> {
	const joined = new Set<OfferingId>();
	const held = new Set<OfferingId>();
	const records = new Map(
		made.records.flatMap((one) =>
			one.kind === 'offering' ? [[asId<OfferingId>(one.id), one] as const] : [],
		),
	);
	const taught = made.changes.flatMap(({ after }) => (after ? [after.offeringId] : []));
	for (const id of new Set([...records.keys(), ...taught])) {
		const enrolled = await tx.people.enrolledCount(venueId, id);
		const signUps = await tx.seats.signUps(venueId, id);
		if (enrolled > 0 || signUps.some(({ status }) => status !== 'withdrawn')) joined.add(id);
		const record = records.get(id);
		const [before, after] = [record?.before, record?.after] as (Offering | null | undefined)[];
		// Seats that people have are not taken from under them.
		const isCut = before && after && before.capacity < Math.min(after.capacity, enrolled);
		const isSignedUpFor = !before && enrolled + signUps.length > 0;
		if (record && (isCut || isSignedUpFor)) held.add(id);
	}
	return { joined, held };
}

/** Does it, and writes down what went and what stays. Resolves to whether rosters must be written anew. */
export async function putImportBack(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	{ editId, file }: { readonly editId: string; readonly file: string },
	{ changes, records, kept }: ImportUndo,
): Promise<boolean> {
	const sessions = changes.map(({ id, after }) => checkedChange({ kind: 'session', id, body: after }));
	const others = records.map(({ kind, id, after }) => checkedChange({ kind, id, body: after }));
	const offerings = records.filter(({ kind }) => kind === 'offering').length;
	await tx.audit.append({
		...{ at: context.clock.now(), venueId, actor: `staff:${by.id}`, action: IMPORT_UNDONE },
		subject: SUBJECT + editId,
		detail: JSON.stringify({ by: by.name, file, sessions: sessions.length, offerings, kept: kept.length }),
	});
	return putWithDerived(tx, context, venueId, [...sessions, ...others]);
}
