import { isPresenceRow } from '../../../src/lib/server/storage/ledger-port.ts';
import { foldAttendance, type Attendance, type Witnessed } from '../../../src/lib/domain/attendance.ts';
import { applyChanges } from '../../../src/lib/kiosk/cache/changes.ts';
import type { Hub } from '../../../src/lib/server/hub.ts';
import type {
	AttendanceRow,
	EntryRow,
	OutboxRow,
	QuarantineRow,
} from '../../../src/lib/server/storage/ledger-port.ts';
import type { AuditLine } from '../../../src/lib/server/storage/port.ts';
import { verifyLedger } from '../../../src/lib/server/verify-ledger.ts';
import { venueId } from '../../hub/small-venue.ts';
import { blankCache, cacheOn, type CacheDisk } from '../kiosk/cache.ts';
import { conflictFault } from './conflicts.ts';
import { checkMachine } from './machines.ts';
import { SESSIONS } from '../venue.ts';
import type { World } from '../world.ts';

/** All that the hub holds of the venue. */
export interface Holdings {
	readonly outboxes: readonly OutboxRow[];
	readonly entries: readonly EntryRow[];
	readonly apart: readonly QuarantineRow[];
	readonly attendance: readonly AttendanceRow[];
	readonly audit: readonly AuditLine[];
}

export const holdingsOf = (hub: Hub): Promise<Holdings> =>
	hub.storage.read(async (tx) => {
		const outboxes = await tx.ledger.outboxes(venueId);
		const entries: EntryRow[] = [];
		for (const outbox of outboxes) entries.push(...(await tx.ledger.page(outbox, 1, 10_000)));
		const attendance: AttendanceRow[] = [];
		const sessions = new Set([
			...SESSIONS,
			...entries.filter(isPresenceRow).map(({ fact }) => fact.sessionId),
		]);
		for (const session of sessions) attendance.push(...(await tx.attendance.ofSession(venueId, session)));
		const apart = await tx.ledger.quarantined(venueId, 10_000);
		return { outboxes, entries, apart, attendance, audit: await tx.audit.latest(venueId, 10_000) };
	});

/** [S3, S5] What a receipt was given for is there, and the receipt is the same: at once, and after each restart. */
export async function checkKept({ sim, witness }: World, hub: Hub): Promise<void> {
	const { entries, apart } = await holdingsOf(hub);
	const stored = new Map(entries.map((row) => [row.hash, row.outcome]));
	const strange = new Set(apart.map((row) => row.hash));
	for (const [hash, outcome] of witness.receipts) {
		const kept = outcome === 'quarantined' ? strange.has(hash) : stored.get(hash) === outcome;
		const { entryId } = witness.written.get(hash)!;
		if (!kept)
			sim.violated(`[S5] the receipt of ${entryId} says ${outcome}, but the hub holds no such thing`);
	}
}

/** Everything that must be true when faults have stopped and everyone has had the time to speak. */
export async function checkAtEnd(world: World): Promise<void> {
	const hub = world.host.up();
	if (!hub) return world.sim.violated('the hub is not up');
	const holdings = await holdingsOf(hub);
	await checkKept(world, hub);
	checkTicks(world, holdings);
	checkApart(world, holdings);
	checkAttendance(world, holdings);
	checkCorrections(world, holdings);
	for (const fault of (await verifyLedger(hub)).faults) world.sim.violated(`the ledger is broken: ${fault}`);
	const records = await recordsOf(hub);
	const devices = await hub.devices.list(venueId);
	for (const machine of world.machines)
		await checkMachine(
			world,
			machine,
			records,
			devices.find(({ id }) => id === machine.deviceId)!,
		);
}

/** Every tick is one fact; where its machine was cloned it may be kept apart instead. */
function checkTicks({ sim, witness, forked }: World, { entries, apart }: Holdings): void {
	for (const [hash, { entryId, outboxId }] of witness.ticks) {
		const facts = entries.filter((row) => row.hash === hash).length;
		const isApart = forked.has(outboxId) && apart.some((row) => row.hash === hash);
		const isSafe = isApart || witness.burnt.has(hash);
		if (facts > 1 || (facts === 1 && isApart)) sim.violated(`[S3] ${entryId} is more than one fact`);
		if (facts === 0 && !isSafe) sim.violated(`[S5] a tick was shown for ${entryId}, and the hub has no fact`);
	}
	for (const { hash, entryId, fact } of entries)
		if (fact.kind === 'check-in' && fact.staffId === null && !witness.written.has(hash))
			sim.violated(`nobody has ever written ${entryId}`);
}

/** [S6] Only what a cloned machine wrote is kept apart, and staff are told. */
function checkApart({ sim, forked }: World, { apart, audit }: Holdings): void {
	for (const { outboxId, seq, reason } of apart) {
		if (reason !== 'unreadable' && !forked.has(outboxId))
			sim.violated(`[S6] ${outboxId}.${seq} of a sound machine is kept apart: ${reason}`);
		const told = audit.some(
			(line) => line.action === 'entries-quarantined' && line.subject === `outbox:${outboxId}`,
		);
		if (!told) sim.violated(`[S6] nobody was told that ${outboxId}.${seq} is kept apart`);
	}
}

/** One attendance a person and session: the fold of the facts, in whatever order they came. */
function checkAttendance({ sim }: World, { entries, attendance }: Holdings): void {
	const facts = new Map<string, Witnessed[]>();
	for (const { entryId, deviceId, at, fact } of entries.filter(isPresenceRow)) {
		const key = `${fact.sessionId}/${fact.memberId}`;
		facts.set(key, [...(facts.get(key) ?? []), { entryId, deviceId, at, fact }]);
	}
	const seen = new Set<string>();
	for (const { sessionId, memberId, attendance: stored } of attendance) {
		const key = `${sessionId}/${memberId}`;
		if (seen.has(key)) sim.violated(`${key} has two attendances`);
		seen.add(key);
		const known = facts.get(key) ?? [];
		const backwards: Attendance = foldAttendance([...known].reverse());
		if (JSON.stringify(backwards) !== JSON.stringify(stored))
			sim.violated(`the attendance of ${key} is not the fold of its facts`);
		const fault = conflictFault(stored, known);
		if (fault) sim.violated(`${key}: ${fault}`);
	}
	for (const key of facts.keys()) if (!seen.has(key)) sim.violated(`${key} has facts and no attendance`);
}

/** [S5] A correction speaks of the facts that staff had before their eyes, and of no other. */
function checkCorrections({ sim, witness }: World, { entries }: Holdings): void {
	for (const { entryId, fact } of entries) {
		const seen = fact.kind === 'correction' ? witness.seenByStaff.get(fact.reason) : undefined;
		if (fact.kind !== 'correction' || !seen) continue;
		const unseen = fact.saw.find((id) => !seen.includes(id));
		if (unseen) sim.violated(`[S5] the correction ${entryId} overrules ${unseen}, which staff had not seen`);
	}
}

/** What a kiosk that asks for everything would hold. */
async function recordsOf(hub: Hub): Promise<CacheDisk> {
	const disk = blankCache();
	const cache = cacheOn(disk);
	for (let cursor = 0; ;) {
		const answer = await hub.records.changesSince(venueId, cursor);
		await applyChanges(cache, answer);
		cursor = answer.cursor;
		if (!answer.more) return disk;
	}
}
