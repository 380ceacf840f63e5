import { fromHex } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import type { VenueId } from '../base/id.ts';
import { maskName } from '../domain/masking.ts';
import { rosterLookup, sealRoster } from '../domain/roster.ts';
import { currentPass } from './current-pass.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { HubStorage, RecordChange, Tx } from './storage/port.ts';

/** The sealed roster records of these members at a venue. Who has no pass that works has none. */
export async function rosterChanges(
	tx: Tx,
	venueId: VenueId,
	members: readonly MemberRow[],
	now: number,
): Promise<RecordChange[]> {
	const changes: RecordChange[] = [];
	for (const member of members) {
		const pass = await currentPass(tx, member.memberId, now);
		if (!pass) continue;
		const secret = fromHex(pass.secret)!;
		const offerings = await tx.people.offeringsOf(venueId, member.memberId);
		const entry = { name: maskName(member.name), offerings, barred: member.barred };
		const body = offerings.length > 0 ? JSON.stringify(sealRoster(entry, secret, venueId)) : null;
		changes.push({ kind: 'roster', id: rosterLookup(secret, venueId), body });
	}
	return changes;
}

/** Members sealed in one transaction: sealing takes about a millisecond each, and others want to write too. */
const CHUNK = 50;

/**
 * Brings a venue's roster records up to date after enrollments, names or passes have changed. Records that say the same
 * as before are the same bytes and are no change. Needed in bulk only: single passes keep their own records right.
 */
export async function republishRoster(
	{ storage, clock }: { storage: HubStorage; clock: Clock },
	venueId: VenueId,
	onProgress: (done: number) => void = () => {},
): Promise<void> {
	const before = await storage.read((tx) => tx.records.ofKinds(venueId, ['roster']));
	const kept = new Set<string>();
	let last: string | null = '';
	for (let done = 0; last !== null;) {
		const after: string = last;
		const chunk = await storage.write(venueId, async (tx) => {
			const members = await tx.people.enrolledAnywhere(venueId, after, CHUNK);
			const changes = await rosterChanges(tx, venueId, members, clock.now());
			await tx.records.put(venueId, changes);
			return { members, ids: changes.map((change) => change.id) };
		});
		for (const id of chunk.ids) kept.add(id);
		last = chunk.members.length === CHUNK ? chunk.members.at(-1)!.memberId : null;
		onProgress((done += chunk.members.length));
		// Sealing keeps the processor busy: let requests in between.
		await new Promise((resolve) => setImmediate(resolve));
	}
	// Only what was there before we began: a pass issued meanwhile has brought its own record.
	const gone = before.filter((row) => !kept.has(row.id));
	await storage.write(venueId, (tx) =>
		tx.records.put(
			venueId,
			gone.map(({ id }) => ({ kind: 'roster', id, body: null })),
		),
	);
}
