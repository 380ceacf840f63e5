import type { Json } from '../base/canonical.ts';
import type { DeviceId, OfferingId, VenueId } from '../base/id.ts';
import { err, ok } from '../base/result.ts';
import { correctedTime } from '../domain/fact.ts';
import {
	chainStart,
	headAfter,
	nextEntry,
	type ChainHead,
	type Entry,
	type OutboxIdentity,
} from '../sync/entry.ts';
import { WIRE_VERSION } from '../sync/versions.ts';
import { SKEW_LIMIT } from '../sync/hub-time.ts';
import { receiptFor } from '../sync/ingest.ts';
import { headStatement, type EntriesResponse } from '../sync/wire.ts';
import {
	apartKey,
	asItCame,
	readBatch,
	walkChain,
	type Incoming,
	type OutboxState,
	type Step,
} from './chain.ts';
import type { Context } from './context.ts';
import { verifyByDevice } from './device-key.ts';
import { foldBatch, publishAttendance } from './effects.ts';
import { foldEmergencyBatch, publishEmergencies } from './emergency-effects.ts';
import { foldSeatBatch, movingUp, noteLeaseUse, publishSeats } from './seat-effects.ts';
import { hashTextNatively } from './hash-text.ts';
import type { LedgerService } from './hub.ts';
import { keptBehind } from './kept-behind.ts';
import { knownHubDevice, ownOutbox } from './own-identity.ts';
import { republishComings } from './roster.ts';
import type { EntryRow, HubFlag, OutboxRow, QuarantineRow } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

/** Whose batch it is and what it says of itself. */
export interface Batch {
	readonly identity: OutboxIdentity;
	readonly deviceId: DeviceId;
	/** Flags for every entry of it. */
	readonly flags: readonly HubFlag[];
	readonly entries: readonly unknown[];
	readonly said: ChainHead | null;
	/** Number of the oldest entry that its device still holds; null where it does not say. */
	readonly oldest?: number | null;
	readonly now: number;
}

/** The answer to a batch. */
export type Recorded = Pick<EntriesResponse, 'receipts' | 'rejections' | 'head' | 'resendFrom'>;

/** Most entries before a batch that are looked at where something is missing. */
const FAR_BACK = 500;

const MISSING =
	'entries quarantined: earlier ones are on neither side any more. Start this kiosk anew (it does each night): that begins a fresh outbox';

/** Devices whose keys are remembered. The oldest goes first. */
const KEYS_KEPT = 5000;

export function ledgerService({ clock, storage, log }: Context): LedgerService {
	/** A device has one key for life. */
	const keys = new Map<DeviceId, string>();
	async function keyOf(id: DeviceId): Promise<string | undefined> {
		const known = keys.get(id) ?? (await storage.read((tx) => tx.devices.get(id)))?.publicKey;
		if (known === undefined || keys.has(id)) return known;
		if (keys.size >= KEYS_KEPT) keys.delete(keys.keys().next().value!);
		keys.set(id, known);
		return known;
	}
	return {
		async ingest(device, request) {
			const { outboxId, head: said } = request;
			const key = await keyOf(device.id);
			if (!key || !verifyByDevice(headStatement(outboxId, said), request.headSignature, key))
				return err('bad-signature');
			const now = clock.now();
			const answer = await storage.write(device.venueId, (tx) =>
				recordBatch(tx, {
					identity: { venueId: device.venueId, outboxId },
					deviceId: device.id,
					flags: device.revokedAt === null ? [] : ['device-revoked'],
					entries: request.entries,
					said,
					oldest: 'oldest' in request ? request.oldest : null,
					now,
				}),
			);
			const apart = answer.receipts.filter((receipt) => receipt.outcome === 'quarantined');
			if (apart.some(({ reason }) => reason === 'missing-before'))
				log.warn({ deviceId: device.id, outboxId, apart: apart.length }, MISSING);
			else if (apart.length > 0)
				log.warn({ deviceId: device.id, outboxId, apart: apart.length }, 'entries quarantined');
			return ok({ v: WIRE_VERSION, hubTime: clock.now(), ...answer });
		},
	};
}

/** Number of the first entry that the hub would ask for again, were it given this batch; null where none. Stores nothing. */
export async function holeBefore(tx: Tx, batch: Batch): Promise<number | null> {
	return (await walkBatch(tx, batch)).resendFrom;
}

/** What is to be done with a batch, and what the hub knew of its outbox before. Reads only. */
async function walkBatch(tx: Tx, batch: Batch) {
	const row = await tx.ledger.outbox(batch.identity.venueId, batch.identity.outboxId);
	const incoming = readBatch(batch.entries, row?.head ?? null);
	const known = await outboxState(tx, batch, row, incoming);
	// What was kept apart behind a hole that is filled comes first, where the batch comes from behind it.
	const hasKept = !known.foreign && [...known.apart.values()].includes('missing-before');
	const early = hasKept ? await keptBehind(tx, batch, known.head, firstOf(incoming)) : [];
	const state = { ...known, head: headBehind(early, known.head) };
	const walk = walkChain(incoming, state, hashTextNatively);
	// Only a device that has written more than it sends now can have sent more before.
	const mayLack = !known.foreign && (batch.said?.seq ?? 0) > walk.head.seq;
	const late = mayLack ? await keptBehind(tx, batch, walk.head) : [];
	return { row, state, ...walk, early, late, head: headBehind(late, walk.head) };
}

const headBehind = (entries: readonly Entry[], before: ChainHead): ChainHead => {
	const last = entries.at(-1);
	return last ? headAfter(last) : before;
};

const seqOf = (item: Incoming): number => (item.ok ? item.entry.seq : item.rejection.seq);

const firstOf = (incoming: readonly Incoming[]): number =>
	incoming.reduce((first, item) => Math.min(first, seqOf(item)), Infinity);

/** Stores entries, their effects, their receipts and the outbox's head inside the caller's transaction [S3]. */
export async function recordBatch(tx: Tx, batch: Batch): Promise<Recorded> {
	const { identity, deviceId, now } = batch;
	const { row, state, steps, early, late, head, resendFrom, missing } = await walkBatch(tx, batch);
	const stored = steps.flatMap((step) => (step.do === 'store' ? [step.entry] : []));
	const entries = [...early, ...stored, ...late];
	const { outcomes, rows } = await foldBatch(tx, identity.venueId, deviceId, entries);
	const seats = await foldSeatBatch(tx, identity.venueId, entries);
	const emergencies = await foldEmergencyBatch(tx, identity.venueId, entries);
	for (const [id, outcome] of [...seats.outcomes, ...emergencies]) outcomes.set(id, outcome);
	await tx.ledger.append(entries.map((entry) => entryRow(entry, batch, outcomes.get(entry.entryId)!)));
	await keepApart(tx, batch, steps, state);
	if (missing) await auditOf(tx, batch, 'entries-missing', missing);
	if (!state.foreign) {
		const said = await latestSaid(tx, batch, row);
		await tx.ledger.putOutbox({ ...identity, deviceId, head, said, saidAt: batch.said && now });
	}
	await noteLeaseUse(tx, identity.venueId, deviceId, entries);
	if (rows.length > 0) {
		await publishAttendance(tx, identity.venueId, rows, now);
		const met = rows.map(({ memberId }) => memberId);
		await republishComings(tx, identity.venueId, met, now);
	}
	if (seats.offerings.size > 0) {
		// A fact that changes nothing for devices is news to staff all the same.
		if (!(await publishSeats(tx, identity.venueId, seats.offerings, now)))
			await tx.records.touch(identity.venueId);
		await moveUp(tx, identity.venueId, seats.offerings, now);
	}
	await publishEmergencies(tx, batch, entries);
	return {
		receipts: steps.flatMap((step) => {
			if (step.do === 'store') return [receiptFor(step.entry, outcomes.get(step.entry.entryId)!)];
			if (step.do === 'quarantine') return [receiptFor(step.entry, 'quarantined', step.reason)];
			return step.do === 'receipt' ? [step.receipt] : [];
		}),
		rejections: steps.flatMap((step) => (step.do === 'reject' ? [step.rejection] : [])),
		head,
		resendFrom,
	};
}

/** Whoever waits for a seat that is free moves up: a fact of the hub's own, so that it is never taken back. */
export async function moveUp(
	tx: Tx,
	venueId: VenueId,
	offerings: Iterable<OfferingId>,
	now: number,
): Promise<void> {
	const facts = await movingUp(tx, venueId, offerings, now);
	if (facts.length === 0) return;
	const subjects = facts.map(({ fact }) => `${fact.offeringId} ${fact.memberId}`);
	const { identity, head } = await ownOutbox(tx, venueId, `${now} ${subjects.join()}`);
	const entries: Entry[] = [];
	for (const { fact, at } of facts) {
		const before = entries.at(-1);
		const timing = { wall: at, mono: 0, offset: 0, uncertainty: 0 };
		entries.push(nextEntry(identity, before ? headAfter(before) : head, fact, timing));
	}
	const deviceId = await knownHubDevice(tx);
	await recordBatch(tx, { identity, deviceId, flags: [], entries, said: null, now });
}

/**
 * What the device says of its outbox [S9]. A request that was delayed on the way tells of an earlier place on the same
 * chain: that takes nothing back.
 */
async function latestSaid(
	tx: Tx,
	{ identity, said }: Batch,
	row: OutboxRow | null,
): Promise<ChainHead | null> {
	if (!said || !row?.said || said.seq >= row.said.seq) return said;
	const apart = await tx.ledger.apart(identity, said.seq, said.seq);
	const onChain = [
		chainStart(identity),
		...(await tx.ledger.stored(identity, said.seq, said.seq)),
		...apart.filter((row) => row.reason === 'unreadable'),
	];
	return onChain.some(({ seq, hash }) => seq === said.seq && hash === said.hash) ? row.said : said;
}

/** Everything the walk must know, read in three queries whatever the batch's size. */
async function outboxState(
	tx: Tx,
	{ identity, deviceId, oldest }: Batch,
	row: OutboxRow | null,
	incoming: readonly Incoming[],
): Promise<OutboxState & { head: ChainHead }> {
	const seqs = incoming.map(seqOf);
	const first = firstOf(incoming);
	const to = seqs.reduce((last, seq) => Math.max(last, seq), 0);
	// Further to the left: is what they follow kept apart?
	const from = Math.min(first - 1, Math.max((row?.head.seq ?? 0) + 1, first - FAR_BACK));
	const stored = seqs.length > 0 ? await tx.ledger.stored(identity, from, to) : [];
	// What another device sent under this outbox's name says nothing of this one's entries.
	const apart = (seqs.length > 0 ? await tx.ledger.apart(identity, from, to) : []).filter(
		(row) => row.deviceId === deviceId,
	);
	const decided = new Set<string>();
	for (const { seq, hash, reason } of apart)
		if (
			reason === 'missing-before' &&
			(await tx.inbox.decision(identity.venueId, { outboxId: identity.outboxId, seq, hash }))
		)
			decided.add(apartKey(seq, hash));
	const others = row ? row.deviceId !== deviceId : false;
	const elsewhere = row === null && (await tx.ledger.isElsewhere(identity.venueId, identity.outboxId));
	return {
		identity,
		head: row && !others ? row.head : chainStart(identity),
		oldest: oldest ?? null,
		foreign: elsewhere ? 'wrong-venue' : others ? 'other-content' : null,
		stored: new Map(
			stored.map(({ seq, hash, outcome }) => [
				seq,
				{
					hash,
					receipt: receiptFor({ entryId: `${identity.outboxId}.${seq}` as Entry['entryId'], seq }, outcome),
				},
			]),
		),
		apart: new Map(apart.map(({ seq, hash, reason }) => [apartKey(seq, hash), reason])),
		decided,
	};
}

function entryRow(entry: Entry, batch: Batch, outcome: EntryRow['outcome']): EntryRow {
	const skewed = Math.abs(entry.timing.offset) > SKEW_LIMIT;
	return {
		...entry,
		deviceId: batch.deviceId,
		at: correctedTime(entry.timing),
		receivedAt: batch.now,
		flags: skewed ? [...batch.flags, 'clock-skewed'] : batch.flags,
		outcome,
	};
}

/** Quarantines, and raises one alert a batch for what is new. */
async function keepApart(tx: Tx, batch: Batch, steps: readonly Step[], known: OutboxState): Promise<void> {
	const { identity, deviceId, now: receivedAt } = batch;
	const base = { ...identity, deviceId, receivedAt };
	const rows = steps.flatMap((step): QuarantineRow[] => {
		if (step.do === 'quarantine') {
			const { entry, reason } = step;
			return [{ ...base, seq: entry.seq, hash: entry.hash, reason, body: asItCame(entry) }];
		}
		if (step.do !== 'reject' || known.apart.has(apartKey(step.rejection.seq, step.hash))) return [];
		const { hash, raw, rejection } = step;
		return [{ ...base, seq: rejection.seq, hash, reason: 'unreadable', body: asItCame(raw) }];
	});
	if (rows.length === 0) return;
	await tx.ledger.quarantine(rows);
	await tx.records.touch(identity.venueId);
	const told = rows.map(({ seq, reason }) => ({ seq, reason })).slice(0, 20);
	await auditOf(tx, batch, 'entries-quarantined', told);
}

const auditOf = (tx: Tx, { identity, deviceId, now }: Batch, action: string, detail: Json): Promise<void> =>
	tx.audit.append({
		...{ at: now, venueId: identity.venueId, actor: `device:${deviceId}`, action },
		subject: `outbox:${identity.outboxId}`,
		detail: JSON.stringify(detail),
	});
