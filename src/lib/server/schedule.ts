import { toHex } from '../base/bytes.ts';
import { asId, type SessionId, type VenueId } from '../base/id.ts';
import { err, ok } from '../base/result.ts';
import type { Clash } from '../domain/clashes.ts';
import type { Session } from '../domain/course.ts';
import { planChanges, undoOf } from '../domain/schedule-change.ts';
import { parseBody } from '../sync/records.ts';
import { readCatalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import type { Staff } from './who.ts';
import type { ScheduleEdit, ScheduleService } from './schedule-shapes.ts';
import { checkedChange, putWithDerived } from './records.ts';
import type { AuditLine, Tx } from './storage/port.ts';

/** Lines of the audit in which edits are looked for. */
const LOOKED_AT = 2000;
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
		change: (by, venueId, wanted, seen = []) =>
			storage.write(venueId, async (tx) => {
				const catalogue = await readCatalogue(tx, venueId);
				if (!catalogue) return err({ at: 0, fault: 'no-such-venue' as const, clashes: [] });
				const planned = planChanges(catalogue, wanted, clock.now());
				if (!planned.ok) return err({ ...planned.error, clashes: [] });
				const { changes, clashes } = planned.value;
				if (clashes.some((clash) => !isAmong(seen, clash)))
					return err({ at: 0, fault: 'clashes' as const, clashes });
				const edit = {
					...{ editId: toHex(random.bytes(8)), at: clock.now(), by: by.name },
					...{ did: wanted.map((change) => change.do), changes, undone: false },
				};
				if (changes.length > 0) await put(tx, context, by, venueId, edit, EDITED);
				return ok(edit);
			}),
		undo: (by, venueId, editId) =>
			storage.write(venueId, async (tx) => {
				const edit = (await editsOf(tx, venueId)).find((known) => known.editId === editId);
				if (!edit || edit.undone) return err('no-such-edit' as const);
				const current = new Map<SessionId, Session | null>();
				for (const { id } of edit.changes) current.set(id, await sessionNow(tx, venueId, id));
				const changes = undoOf(edit.changes, (id) => current.get(id) ?? null);
				if (!changes) return err('changed-since' as const);
				await put(tx, context, by, venueId, { ...edit, changes }, UNDONE);
				return ok(null);
			}),
		edits: (venueId, limit) => storage.read(async (tx) => (await editsOf(tx, venueId)).slice(0, limit)),
	};
}

const isAmong = (seen: readonly Clash[], { over, with: other, session }: Clash): boolean =>
	seen.some((clash) => clash.over === over && clash.with === other && clash.session === session);

async function sessionNow(tx: Tx, venueId: VenueId, id: SessionId): Promise<Session | null> {
	const body = await tx.records.body(venueId, 'session', id);
	return body === null ? null : parseBody('session', JSON.parse(body));
}

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
		...{ at: context.clock.now(), venueId, actor: `staff:${by.id}`, action, subject: `schedule:${editId}` },
		detail: JSON.stringify({ by: by.name, did, changes }),
	});
}

async function editsOf(tx: Tx, venueId: VenueId): Promise<ScheduleEdit[]> {
	const lines = await tx.audit.latest(venueId, LOOKED_AT);
	const undone = new Set(lines.filter(({ action }) => action === UNDONE).map(({ subject }) => subject));
	return lines
		.filter(({ action }) => action === EDITED)
		.map((line) => asEdit(line, undone.has(line.subject)));
}

function asEdit({ at, subject, detail }: AuditLine, undone: boolean): ScheduleEdit {
	const told = JSON.parse(detail ?? '{}') as Pick<ScheduleEdit, 'by' | 'did' | 'changes'>;
	return { ...told, editId: subject.slice('schedule:'.length), at, undone };
}

/** An id for a session that staff add: says of which class it is and when, and is nobody else's. */
export function newSessionId(
	offeringId: string,
	date: string,
	time: string,
	taken: (id: SessionId) => boolean,
): SessionId {
	const stem = `${offeringId.slice(0, 44).replace(/-$/, '')}-${date}-${time.replace(':', '')}`;
	for (let n = 1; ; n++) {
		const id = asId<SessionId>(n === 1 ? stem : `${stem}-${n}`);
		if (!taken(id)) return id;
	}
}
