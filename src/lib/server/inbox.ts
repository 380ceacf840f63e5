import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import { explainDoubt, saysPresent } from '../domain/doubt.ts';
import { correctedTime, isPresenceFact } from '../domain/fact.ts';
import { readSession } from './session.ts';
import { accountOf } from './account.ts';
import type { Context } from './context.ts';
import type { InboxService } from './hub.ts';
import { readApart, type CountableEntry } from './inbox-apart.ts';
import { decideApart } from './inbox-count.ts';
import { settle } from './inbox-settle.ts';
import type {
	ApartEntry,
	ApartGroup,
	ConflictPage,
	Decided,
	Named,
	OpenConflict,
	Page,
} from './inbox-shapes.ts';
import { membersOf, namesOf, staffIn } from './names.ts';
import { isPresenceRow, type QuarantineRow } from './storage/ledger-port.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

export function inboxService(context: Context): InboxService {
	const { storage } = context;
	return {
		open: (venueId) =>
			storage.read(async (tx) => ({
				conflicts: await tx.inbox.conflictCount(venueId),
				apart: await tx.inbox.apartCount(venueId),
			})),
		conflicts: (venueId, page) => storage.read((tx) => conflictPage(tx, venueId, page)),
		apart: (venueId, deviceId) =>
			storage.read(async (tx) => {
				const groups = await apartGroups(tx, venueId);
				return deviceId ? groups.filter((group) => group.deviceId === deviceId) : groups;
			}),
		apartEntries: (venueId, outbox, until, { offset, limit }) =>
			storage.read(async (tx) => {
				const rows = await tx.inbox.apart(venueId, outbox, until, offset, limit);
				return apartEntries(tx, venueId, rows);
			}),
		facts: (venueId, sessionIds) => storage.read((tx) => tx.inbox.factCount(venueId, sessionIds)),
		decided: (venueId, page) => storage.read((tx) => decidedPage(tx, venueId, page)),
		settle: (by, venueId, word) => storage.write(venueId, (tx) => settle(tx, context, by, venueId, word)),
		decideApart: (by, venueId, verdict, what, reason) =>
			decideApart(context, by, venueId, verdict, what, reason),
	};
}

const named = (memberId: MemberId, members: ReadonlyMap<MemberId, MemberRow>): Named => ({
	memberId,
	name: members.get(memberId)?.name ?? null,
	number: members.get(memberId)?.number ?? null,
});

async function conflictPage(
	tx: Tx,
	venueId: VenueId,
	{ offset, limit, sessionId }: Page & { sessionId?: SessionId },
): Promise<ConflictPage> {
	const counts = await tx.inbox.conflictCounts(venueId);
	const wanted = sessionId ? counts.filter((count) => count.sessionId === sessionId) : counts;
	const dated = await Promise.all(
		wanted.map(async (count) => ({ ...count, startsAt: await startOf(tx, venueId, count.sessionId) })),
	);
	const when = ({ startsAt, latest }: (typeof dated)[number]) => startsAt ?? latest ?? 0;
	dated.sort((a, b) => when(b) - when(a) || (a.sessionId < b.sessionId ? -1 : 1));
	const sessions: ConflictPage['sessions'][number][] = [];
	let [before, room] = [0, limit];
	for (const { sessionId, startsAt, count } of dated) {
		const skip = Math.max(0, offset - before);
		before += count;
		if (skip >= count || room <= 0) continue;
		const rows = await tx.inbox.conflicts(venueId, sessionId, skip, room);
		room -= rows.length;
		const conflicts = await openConflicts(
			tx,
			venueId,
			sessionId,
			rows.map((row) => row.memberId),
		);
		sessions.push({ sessionId, startsAt, count, conflicts });
	}
	return { total: before, sessions };
}

async function startOf(tx: Tx, venueId: VenueId, sessionId: SessionId): Promise<number | null> {
	return (await readSession(tx, venueId, sessionId))?.startsAt ?? null;
}

async function openConflicts(
	tx: Tx,
	venueId: VenueId,
	sessionId: SessionId,
	ids: readonly MemberId[],
): Promise<OpenConflict[]> {
	const asked = ids.map((memberId) => ({ subject: sessionId, memberId }));
	const rows = (await tx.ledger.about(venueId, asked)).filter(isPresenceRow);
	const names = await namesOf(tx, venueId, staffIn(rows));
	const members = await membersOf(tx, ids);
	return ids.flatMap((memberId) => {
		const doubt = explainDoubt(rows.filter((row) => row.fact.memberId === memberId).map(accountOf));
		if (!doubt) return [];
		const scenes = doubt.scenes.map((scene) => ({
			...scene,
			where: names.get(scene.staffId ?? scene.deviceId) ?? '',
		}));
		return [{ ...doubt, scenes, sessionId, ...named(memberId, members) }];
	});
}

/** One line a machine, however many reasons it has given. */
async function apartGroups(tx: Tx, venueId: VenueId): Promise<ApartGroup[]> {
	const devices = new Map((await tx.devices.ofVenue(venueId)).map((device) => [device.deviceId, device]));
	const counts = await tx.inbox.apartCounts(venueId);
	const groups = Map.groupBy(counts, ({ outboxId, deviceId }) => `${outboxId} ${deviceId}`);
	return [...groups.values()].map((parts) => {
		const { outboxId, deviceId } = parts[0]!;
		const inOrder = [...parts].sort((a, b) => a.firstSeq - b.firstSeq);
		return {
			...{ outboxId, deviceId, device: devices.get(deviceId)?.name ?? '' },
			revoked: devices.get(deviceId)?.revokedAt != null,
			count: parts.reduce((sum, { count }) => sum + count, 0),
			reasons: inOrder.map(({ reason, count }) => ({ reason, count })),
			firstReceivedAt: Math.min(...parts.map((part) => part.firstReceivedAt)),
			lastReceivedAt: Math.max(...parts.map((part) => part.lastReceivedAt)),
		};
	});
}

async function apartEntries(tx: Tx, venueId: VenueId, rows: readonly QuarantineRow[]): Promise<ApartEntry[]> {
	const read = rows.map((row) => ({ row, entry: readApart(row) }));
	const members = await membersOf(
		tx,
		read.flatMap(({ entry }) => (entry ? [entry.fact.memberId] : [])),
	);
	const entries: ApartEntry[] = [];
	for (const { row, entry } of read) {
		const { outboxId, seq, hash, reason, receivedAt } = row;
		const says = entry && { ...named(entry.fact.memberId, members), ...(await sayingOf(tx, venueId, entry)) };
		entries.push({ outboxId, seq, hash, reason, receivedAt, says });
	}
	return entries;
}

async function sayingOf(tx: Tx, venueId: VenueId, { fact, timing }: CountableEntry) {
	const what = { kind: fact.kind, at: correctedTime(timing) };
	if (!isPresenceFact(fact))
		return {
			...{ ...what, present: fact.kind === 'sign-up' },
			...{ sessionId: null, offeringId: fact.offeringId, current: null },
		};
	const current = (await tx.attendance.of(venueId, fact))?.status ?? 'absent';
	return { ...what, present: saysPresent(fact), sessionId: fact.sessionId, offeringId: null, current };
}

async function decidedPage(
	tx: Tx,
	venueId: VenueId,
	{ offset, limit }: Page,
): Promise<{ total: number; lines: Decided[] }> {
	const rows = await tx.inbox.decisions(venueId, offset, limit);
	const names = await namesOf(
		tx,
		venueId,
		rows.map((row) => row.staffId),
	);
	const members = await membersOf(
		tx,
		rows.flatMap((row) => row.memberId ?? []),
	);
	const lines = rows.map((row) => ({
		...row,
		by: names.get(row.staffId) ?? '',
		device: names.get(row.deviceId) ?? '',
		name: (row.memberId && members.get(row.memberId)?.name) ?? null,
		number: (row.memberId && members.get(row.memberId)?.number) ?? null,
	}));
	return { total: await tx.inbox.decisionCount(venueId), lines };
}
