import * as v from 'valibot';
import { assert } from '../base/assert.ts';
import { asId, type OfferingId, type SessionId, type VenueId } from '../base/id.ts';
import { TextSchema } from '../domain/text.ts';
import { dayBounds } from '../domain/venue-time.ts';
import { WIRE_VERSION } from '../sync/versions.ts';
import { parseBody, RECORDS, type RecordBody, type RecordKind } from '../sync/records.ts';
import { renewAsked } from './asked.ts';
import { readCatalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import { readExhibition } from './exhibition.ts';
import type { RecordService } from './record-service.ts';
import { moveUp } from './ledger.ts';
import { republishRoster } from './roster.ts';
import type { RecordChange, RecordRow, Tx } from './storage/port.ts';
import { tallyChanges } from './tally.ts';
import { readSession } from './session.ts';
import { sealingChanges } from './recordings/sealing-key.ts';
import { keyChanges, revocationChanges } from './trust.ts';
import { zoneOf } from './zone-of.ts';

/** Most records in one answer. */
export const PAGE = 2000;

type Change = { readonly kind: RecordKind; readonly id: string; readonly body: RecordBody | null };

export function recordService(context: Context): RecordService {
	const { clock, storage } = context;
	return {
		async changesSince(venueId, cursor) {
			const now = clock.now();
			return storage.read(async (tx) => {
				const rev = await tx.records.rev(venueId);
				const reset = cursor === 0 || cursor > rev || (await isBeforeAll(tx, venueId, cursor));
				const rows = await tx.records.since(venueId, reset ? 0 : cursor, PAGE);
				const more = rows.length === PAGE;
				return {
					v: WIRE_VERSION,
					hubTime: now,
					reset,
					records: (await currentOnly(tx, venueId, rows, now))
						.filter((row) => !reset || row.body !== null)
						.map((row) => ({ ...row, body: row.body === null ? null : (JSON.parse(row.body) as unknown) })),
					cursor: more ? rows.at(-1)!.rev : rev,
					more,
				};
			});
		},
		catalogue: (venueId) => storage.read((tx) => readCatalogue(tx, venueId)),
		exhibition: (venueId) => storage.read((tx) => readExhibition(tx, venueId)),
		async one(venueId, kind, id) {
			const body = await storage.read((tx) => tx.records.body(venueId, kind, id));
			return body === null ? null : parseBody(kind, JSON.parse(body));
		},
		async names() {
			const rows = await storage.read((tx) => tx.records.everyVenue());
			return rows.flatMap(({ id, body }) => {
				const named = v.safeParse(NamedSchema, JSON.parse(body));
				return named.success ? [{ id, name: named.output.name }] : [];
			});
		},
		venues: () => storage.read((tx) => tx.records.venues()),
		async publish(venueId, changes, audit) {
			const checked = changes.map(checkedChange);
			const stale = await storage.write(venueId, async (tx) => {
				if (audit) await tx.audit.append(audit);
				return putWithDerived(tx, context, venueId, checked);
			});
			if (stale) await republishRoster(context, venueId);
		},
	};
}

/** Of a venue its name alone: a city has thousands, and whoever chooses one needs nothing more. */
const NamedSchema = v.object({ name: TextSchema });

/**
 * Has every record changed since? Then the answer holds all of them, and takes back whatever else its reader has: a hub
 * that was restored numbers its records anew, so that no cursor given since the backup passes for one of its own [S15].
 */
async function isBeforeAll(tx: Tx, venueId: VenueId, cursor: number): Promise<boolean> {
	const [oldest] = await tx.records.since(venueId, 0, 1);
	return oldest === undefined || oldest.rev > cursor;
}

/**
 * Takes back who was present on another day, unless at something that has lasted since: no device needs it. Not just left out,
 * or a presence that was told and has since moved to another day would stay with those who heard of it [S14].
 */
async function currentOnly(tx: Tx, venueId: VenueId, rows: RecordRow[], now: number): Promise<RecordRow[]> {
	if (!rows.some(isOfADay)) return rows;
	const { from } = dayBounds(now, await zoneOf(tx, venueId));
	const lasting = new Map<SessionId, boolean>();
	const isCurrent = async ({ kind, body }: OfADay): Promise<boolean> => {
		const told = parseBody(kind, JSON.parse(body!));
		if (!told || told.at >= from) return told !== null;
		if (!lasting.has(told.sessionId)) {
			const session = await readSession(tx, venueId, told.sessionId);
			lasting.set(told.sessionId, session !== null && session.startsAt < from && session.endsAt > now);
		}
		return lasting.get(told.sessionId)!;
	};
	const current: RecordRow[] = [];
	for (const row of rows) {
		const isOver = isOfADay(row) && row.body !== null && !(await isCurrent(row));
		current.push(isOver ? { ...row, body: null } : row);
	}
	return current;
}

type OfADay = RecordRow & { readonly kind: 'presence' | 'taken-back' };
const isOfADay = (row: RecordRow): row is OfADay => row.kind === 'presence' || row.kind === 'taken-back';

/** The body as its schema writes it: one order of members, so that equal bodies are equal texts. */
export function checkedChange({ kind, id, body }: Change): RecordChange {
	if (body === null) return { kind, id, body };
	const parsed = v.safeParse(RECORDS[kind], body);
	const issue = parsed.issues?.[0];
	assert(parsed.success, `${kind} ${id}: ${issue && v.getDotPath(issue)}: ${issue?.message}`);
	return { kind, id, body: JSON.stringify(parsed.output) };
}

/**
 * Sessions bring their tallies; a venue brings the hub’s keys and the list of dead passes. Resolves to whether the rosters must be
 * written anew, since policies ask for other things than before.
 */
export async function putWithDerived(
	tx: Tx,
	{ keyring, clock }: Context,
	venueId: VenueId,
	changes: readonly RecordChange[],
): Promise<boolean> {
	await noteForReports(tx, venueId, changes);
	await tx.records.put(venueId, changes);
	const sessions = changes.filter((c) => c.kind === 'session').map((c) => asId<SessionId>(c.id));
	const derived = await tallyChanges(tx, venueId, sessions);
	const venue = changes.find((change) => change.kind === 'venue' && change.body !== null);
	const body = venue && parseBody('venue', JSON.parse(venue.body!));
	if (body) {
		derived.push(...(await keyChanges(tx, keyring, venueId, body.name)));
		derived.push(...(await revocationChanges(tx, keyring, venueId, clock.now())));
		derived.push(...(await sealingChanges(tx, keyring, venueId, body)));
	}
	await tx.records.put(venueId, derived);
	const stale = await renewAsked(tx, venueId, changes);
	// More seats than before: whoever waits for one moves up.
	const offerings = changes.filter((c) => c.kind === 'offering').map((c) => asId<OfferingId>(c.id));
	await moveUp(tx, venueId, offerings, clock.now());
	return stale;
}

/** What reports say hangs on a class's teacher and course, and on the venue's zone and hours. Before the changes are written. */
async function noteForReports(tx: Tx, venueId: VenueId, changes: readonly RecordChange[]): Promise<void> {
	for (const { kind, id, body } of changes)
		if (kind === 'offering') await tx.reports.staleOf(venueId, { offeringId: id });
		else if (kind === 'course') await tx.reports.staleOf(venueId, { courseId: id });
		else if (kind === 'venue' && (await tx.records.body(venueId, kind, id)) !== body)
			await tx.reports.staleOf(venueId, null);
}
