import * as v from 'valibot';
import { toHex } from '../base/bytes.ts';
import type { OfferingId, VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { AuditAction } from '../domain/audit.ts';
import type { CatalogueKind } from '../domain/catalogue-form.ts';
import { usesOf, type Uses } from '../domain/catalogue-use.ts';
import type { Text } from '../domain/text.ts';
import { parseBody, RECORDS, type RecordBody } from '../sync/records.ts';
import { bodies, readCatalogue } from './catalogue.ts';
import type { CatalogueEditService, PutFault } from './catalogue-edit-shapes.ts';
import type { Context } from './context.ts';
import { checkedChange, putWithDerived } from './records.ts';
import { republishRoster } from './roster.ts';
import type { RecordChange, Tx } from './storage/port.ts';
import type { Staff } from './who.ts';

const PARENTS = { programmeId: 'programme', courseId: 'course' } as const;

export function catalogueEditService(context: Context): CatalogueEditService {
	const { storage, random } = context;
	/** In one transaction: the record, what hangs on it, and who did it. */
	const write = async <T>(venueId: VenueId, work: (tx: Tx, put: Put) => Promise<T>): Promise<T> => {
		let stale = false;
		const done = await storage.write(venueId, (tx) =>
			work(tx, async (change) => {
				stale = await putWithDerived(tx, context, venueId, [change]);
			}),
		);
		if (stale) await republishRoster(context, venueId);
		return done;
	};
	const change = (
		by: Staff,
		venueId: VenueId,
		kind: EditedKind,
		known: string | null,
		members: Readonly<Record<string, unknown>>,
		action: AuditAction,
	): Promise<Result<string, PutFault>> =>
		write<Result<string, PutFault>>(venueId, async (tx, put) => {
			const before = known === null ? null : await recordOf(tx, venueId, kind, known);
			if (known !== null && !before) return err({ fault: 'no-such-record' });
			const id = known ?? `${kind[0]!}-${toHex(random.bytes(6))}`;
			const body = defined({ ...before, ...members, id });
			const field = await faultyField(tx, venueId, kind, body);
			if (field) return err(field);
			await put(changeOf(kind, body));
			await note(tx, context, by, venueId, action, kind, body as unknown as Edited);
			return ok(id);
		});
	return {
		teachers: (venueId) =>
			storage.read(async (tx) => byName(bodies(await tx.records.ofKinds(venueId, ['teacher']), 'teacher'))),
		honorees: (venueId) =>
			storage.read(async (tx) => byName(bodies(await tx.records.ofKinds(venueId, ['honoree']), 'honoree'))),
		put: (by, venueId, kind, known, members) => {
			const action = kind === 'venue' ? 'venue-changed' : 'catalogue-put';
			return change(by, venueId, kind, known, members, action);
		},
		putPolicies: async (by, venueId, kind, id, { policy, signUp }) => {
			// A venue always has one.
			const own = kind === 'venue' ? (policy ?? {}) : policy;
			const members = { policy: own, ...(kind === 'offering' && { signUp }) };
			const done = await change(by, venueId, kind, id, members, 'policy-changed');
			return done.ok ? ok(null) : done;
		},
		remove: (by, venueId, kind, id) =>
			write<Awaited<ReturnType<CatalogueEditService['remove']>>>(venueId, async (tx, put) => {
				const record = kind === 'venue' ? null : await recordOf(tx, venueId, kind, id);
				if (!record) return err({ fault: 'no-such-record' });
				const uses = await usesNow(tx, venueId, kind, id);
				if (Object.keys(uses).length > 0) return err({ fault: 'used', uses });
				await put({ kind, id, body: null });
				await note(tx, context, by, venueId, 'catalogue-removed', kind, record);
				return ok(null);
			}),
		archive: (by, venueId, kind, id, archived) =>
			write<Result<null, 'no-such-record'>>(venueId, async (tx, put) => {
				const record = kind === 'venue' ? null : await recordOf(tx, venueId, kind, id);
				if (!record) return err('no-such-record');
				await put(changeOf(kind, defined({ ...record, archived: archived || undefined })));
				const action = archived ? 'catalogue-archived' : 'catalogue-restored';
				await note(tx, context, by, venueId, action, kind, record);
				return ok(null);
			}),
	};
}

type Put = (change: RecordChange) => Promise<void>;

/** A session stands in the schedule, and has rules of its own all the same. */
type EditedKind = CatalogueKind | 'session';

interface Named {
	readonly id: string;
	readonly name: Text;
}
/** Of a session its class, its day and its hour say which it is. */
type Edited = Pick<Named, 'id'> & Partial<Named>;

const byName = <T extends Named>(found: readonly (readonly [string, T])[]): T[] =>
	found.map(([, body]) => body).sort((a, b) => a.name.zh.localeCompare(b.name.zh, 'zh-CN'));

const changeOf = (kind: EditedKind, body: Readonly<Record<string, unknown>>): RecordChange =>
	checkedChange({ kind, id: body['id'] as string, body: body as unknown as RecordBody });

async function recordOf(tx: Tx, venueId: VenueId, kind: EditedKind, id: string): Promise<Edited | null> {
	const body = await tx.records.body(venueId, kind, id);
	return body === null ? null : parseBody(kind, JSON.parse(body));
}

const defined = (body: Readonly<Record<string, unknown>>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));

/** What the schema says against it, or a parent that is not there. */
async function faultyField(
	tx: Tx,
	venueId: VenueId,
	kind: EditedKind,
	body: Readonly<Record<string, unknown>>,
): Promise<Exclude<PutFault, { fault: 'no-such-record' }> | null> {
	const parsed = v.safeParse(RECORDS[kind], body);
	if (!parsed.success)
		return { fault: 'bad-field', field: v.getDotPath(parsed.issues[0])?.split('.')[0] ?? 'name' };
	for (const [field, parent] of Object.entries(PARENTS)) {
		const id = body[field];
		if (typeof id === 'string' && (await tx.records.body(venueId, parent, id)) === null)
			return { fault: 'no-such-parent', field };
	}
	return null;
}

async function usesNow(tx: Tx, venueId: VenueId, kind: CatalogueKind, id: string): Promise<Uses> {
	const catalogue = await readCatalogue(tx, venueId);
	const uses = catalogue ? usesOf(catalogue, kind, id) : {};
	if (kind !== 'offering') return uses;
	const offeringId = id as OfferingId;
	const people =
		(await tx.people.enrolledCount(venueId, offeringId)) +
		(await tx.seats.signUps(venueId, offeringId)).length;
	return people > 0 ? { ...uses, people } : uses;
}

/** The name it had then stays readable when it is gone. */
const note = (
	tx: Tx,
	{ clock }: Context,
	by: Staff,
	venueId: VenueId,
	action: AuditAction,
	kind: EditedKind,
	{ id, name }: Edited,
): Promise<void> =>
	tx.audit.append({
		...{ at: clock.now(), venueId, actor: `staff:${by.id}`, action, subject: `${kind}:${id}` },
		detail: JSON.stringify(name ? { of: kind, title: name } : {}),
	});
