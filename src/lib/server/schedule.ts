import { toHex } from '../base/bytes.ts';
import { asId, type OfferingId, type SessionId, type VenueId } from '../base/id.ts';
import { err, ok } from '../base/result.ts';
import type { Clash } from '../domain/clashes.ts';
import { sessionIdFor } from '../domain/course.ts';
import { markOf, planChanges, planUndo } from '../domain/schedule-change.ts';
import { readCatalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import type { Staff } from './who.ts';
import type { ScheduleEdit, ScheduleService } from './schedule-shapes.ts';
import { IMPORT_UNDONE, IMPORTED, importUndo, putImportBack, SUBJECT, takeImport } from './import-edit.ts';
import { checkedChange, putWithDerived } from './records.ts';
import { republishRoster } from './roster.ts';
import type { AuditLine, Tx } from './storage/port.ts';

/** How long an edit can be found, and taken back: the audit of a busy venue is long. */
const LOOKED_BACK = 90 * 86_400_000;
/** Of edits, whatever else the venue's audit tells of. */
const MOST = 2000;
const EDITED = 'schedule-edited';
const UNDONE = 'schedule-undone';

export function scheduleService(context: Context): ScheduleService {
	const { storage, clock, random } = context;
	return {
		plan: (venueId, wanted) =>
			storage.read(async (tx) => {
				const catalogue = await readCatalogue(tx, venueId);
				if (!catalogue) return err({ at: 0, fault: 'no-such-venue' as const });
				return planChanges(catalogue, wanted, clock.now());
			}),
		change: (by, venueId, wanted, seen = [], shown) =>
			storage.write(venueId, async (tx) => {
				const catalogue = await readCatalogue(tx, venueId);
				if (!catalogue) return err({ at: 0, fault: 'no-such-venue' as const, clashes: [] });
				const planned = planChanges(catalogue, wanted, clock.now());
				if (!planned.ok) return err({ ...planned.error, clashes: [] });
				const { changes, clashes } = planned.value;
				if (shown !== undefined && shown !== markOf(changes))
					return err({ at: 0, fault: 'changed-since' as const, clashes });
				if (clashes.some((clash) => !isAmong(seen, clash)))
					return err({ at: 0, fault: 'clashes' as const, clashes });
				const edit = {
					...{ editId: toHex(random.bytes(8)), at: clock.now(), by: by.name },
					...{ did: wanted.map((change) => change.do), changes, undone: false },
				};
				if (changes.length > 0) await put(tx, context, by, venueId, edit, EDITED);
				return ok(edit);
			}),
		undo: async (by, venueId, editId, seen = []) => {
			let stale = false;
			const done = await storage.write<Awaited<ReturnType<ScheduleService['undo']>>>(venueId, async (tx) => {
				const subject = subjectOf(editId);
				const edits = await editsOf(tx, venueId, clock.now(), MOST);
				const edit = edits.find(({ line }) => line.subject === subject);
				const catalogue = await readCatalogue(tx, venueId);
				if (!edit || edit.undone || !catalogue) return err({ fault: 'no-such-edit' as const, clashes: [] });
				const { did, changes: made, records = [], file = '' } = toldBy(edit.line);
				const imported =
					edit.line.action === IMPORTED
						? await importUndo(tx, venueId, catalogue, { changes: made, records })
						: null;
				if (imported && imported.changes.length + imported.records.length === 0)
					return err({ fault: 'all-kept' as const, clashes: [] });
				const planned = imported ? ok(imported) : planUndo(catalogue, made);
				if (!planned.ok) return err({ fault: planned.error, clashes: [] });
				const { changes, clashes } = planned.value;
				if (clashes.some((clash) => !isAmong(seen, clash)))
					return err({ fault: 'clashes' as const, clashes });
				if (!imported) await put(tx, context, by, venueId, { editId, did, changes }, UNDONE);
				else stale = await putImportBack(tx, context, by, venueId, { editId, file }, imported);
				return ok({ kept: imported?.kept ?? [] });
			});
			if (stale) await republishRoster(context, venueId);
			return done;
		},
		take: async (venueId, plan, brought) => {
			const { editId, stale } = await storage.write(venueId, (tx) =>
				takeImport(tx, context, venueId, plan, brought),
			);
			if (stale) await republishRoster(context, venueId);
			return editId;
		},
		edits: (venueId, limit) =>
			storage.read(async (tx) => (await editsOf(tx, venueId, clock.now(), limit)).map(asEdit)),
	};
}

const isAmong = (seen: readonly Clash[], { over, with: other, session }: Clash): boolean =>
	seen.some((clash) => clash.over === over && clash.with === other && clash.session === session);

/** Publishes the changes with what hangs on them, and writes down who made them. */
async function put(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	{ editId, did, changes }: Pick<ScheduleEdit, 'editId' | 'did' | 'changes'>,
	action: typeof EDITED | typeof UNDONE,
): Promise<void> {
	const records = changes.map(({ id, after }) => checkedChange({ kind: 'session', id, body: after }));
	await putWithDerived(tx, context, venueId, records);
	await tx.audit.append({
		...{ at: context.clock.now(), venueId, actor: `staff:${by.id}`, action, subject: subjectOf(editId) },
		detail: JSON.stringify({ by: by.name, did, changes }),
	});
}

const subjectOf = (editId: string): string => SUBJECT + editId;

/** A line of the audit that tells of an edit, newest first. What it tells can be long, and is read where it is wanted. */
interface EditLine {
	readonly line: AuditLine;
	readonly undone: boolean;
}

async function editsOf(tx: Tx, venueId: VenueId, now: number, limit: number): Promise<EditLine[]> {
	const edited = { venueId, actions: [EDITED, IMPORTED], from: now - LOOKED_BACK };
	const lines = await tx.audit.find(edited, limit);
	const oldest = lines.at(-1);
	if (!oldest) return [];
	const undone = await tx.audit.find({ venueId, actions: [UNDONE, IMPORT_UNDONE], from: oldest.at }, MOST);
	const gone = new Set(undone.map(({ subject }) => subject));
	return lines
		.filter(({ subject }) => subject.startsWith(SUBJECT))
		.map((line) => ({ line, undone: gone.has(line.subject) }));
}

type Told = Omit<ScheduleEdit, 'editId' | 'at' | 'undone'>;
const toldBy = ({ detail }: AuditLine): Told => JSON.parse(detail ?? '{}') as Told;

const asEdit = ({ line, undone }: EditLine): ScheduleEdit => ({
	...toldBy(line),
	...{ editId: line.subject.slice(SUBJECT.length), at: line.at, undone },
});

/** An id for a session that staff add: what it would be called by its class and time, and is nobody else's. */
export function newSessionId(
	offeringId: OfferingId,
	date: string,
	time: string,
	taken: (id: SessionId) => boolean,
): SessionId {
	const named = sessionIdFor(offeringId, date, time);
	for (let n = 1; ; n++) {
		const id = n === 1 ? named : asId<SessionId>(`${named}-${n}`);
		if (!taken(id)) return id;
	}
}
