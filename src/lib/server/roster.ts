import { fromHex } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import type { MemberId, OfferingId, SessionId, VenueId } from '../base/id.ts';
import { maskName } from '../domain/masking.ts';
import { rosterLookup, sealRoster, type RosterEntry } from '../domain/roster.ts';
import { unionsOf, type UnionUnit } from '../domain/union.ts';
import { askedAt } from './asked.ts';
import { readCatalogue } from './catalogue.ts';
import { currentPass } from './current-pass.ts';
import { historyOf, sessionsThatCount } from './history.ts';
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
	const asked = members.length > 0 ? await askedAt(tx, venueId) : null;
	const tree = asked?.union ? await tx.unions.all() : [];
	const catalogue = asked?.history ? await readCatalogue(tx, venueId) : null;
	for (const member of members) {
		const { memberId } = member;
		const pass = await currentPass(tx, memberId, now);
		if (!pass) continue;
		const secret = fromHex(pass.secret)!;
		const waiting = (await tx.seats.signUpsOf(venueId, memberId)).filter(
			({ status }) => status === 'waiting',
		);
		const history = catalogue && (await historyOf(tx, catalogue, memberId, asked!.ever, now));
		const entry: RosterEntry = {
			name: maskName(member.name),
			offerings: await tx.people.offeringsOf(venueId, memberId),
			barred: member.barred,
			waiting: waiting.map(({ offeringId }) => offeringId),
			...(asked?.union && unionsTold(tree, member.union)),
			...(history && { history: asTold(history) }),
		};
		const body = saysAnything(entry) ? JSON.stringify(sealRoster(entry, secret, venueId)) : null;
		changes.push({ kind: 'roster', id: rosterLookup(secret, venueId), body });
	}
	return changes;
}

function unionsTold(tree: readonly UnionUnit[], union: string | null): Pick<RosterEntry, 'union' | 'above'> {
	const [, ...above] = unionsOf(tree, union);
	return { union, ...(above.length > 0 && { above }) };
}

const asTold = ({ since, comings, earlier }: Awaited<ReturnType<typeof historyOf>>) => ({
	since,
	comings: comings.map(({ sessionId, offeringId, at }): [SessionId, OfferingId, number] => [
		sessionId,
		offeringId,
		at,
	]),
	earlier: [...earlier].sort(([a], [b]) => (a < b ? -1 : 1)),
});

/** Kiosks take it that of somebody without a record there is nothing to say. */
const saysAnything = ({ offerings, waiting, barred, history }: RosterEntry): boolean =>
	barred ||
	offerings.length + waiting.length > 0 ||
	(history?.comings.length ?? 0) + (history?.earlier.length ?? 0) > 0;

/** Brings the records of these members up to date where something at the venue depends on how often they came. */
export async function republishComings(
	tx: Tx,
	venueId: VenueId,
	memberIds: Iterable<MemberId>,
	now: number,
): Promise<void> {
	if (!(await askedAt(tx, venueId)).history) return;
	await tx.records.put(
		venueId,
		await rosterChanges(tx, venueId, await membersOf(tx, new Set(memberIds)), now),
	);
}

async function membersOf(tx: Tx, ids: Iterable<MemberId>): Promise<MemberRow[]> {
	const members: MemberRow[] = [];
	for (const id of ids) {
		const member = await tx.people.member(id);
		if (member) members.push(member);
	}
	return members;
}

/** Of whom a record may tell that they came, where something depends on it. They need not be on any list. */
async function whoCame(tx: Tx, venueId: VenueId, now: number): Promise<MemberId[]> {
	const asked = await askedAt(tx, venueId);
	const catalogue = asked.history ? await readCatalogue(tx, venueId) : null;
	const came = new Set<MemberId>();
	for (const { id } of catalogue ? sessionsThatCount(catalogue, asked.ever, now) : [])
		for (const { memberId } of await tx.attendance.ofSession(venueId, id)) came.add(memberId);
	return [...came].sort();
}

/** Members sealed in one transaction: sealing takes about a millisecond each, and others want to write too. */
const CHUNK = 50;

/**
 * Brings a venue's roster records up to date after enrollments, names or passes have changed. Records that say the same
 * as before are the same bytes and are no change. Needed in bulk only: single passes keep their own records right.
 * `only`: those of whom something has changed; the records of others stay as they are.
 */
export async function republishRoster(
	{ storage, clock }: { storage: HubStorage; clock: Clock },
	venueId: VenueId,
	onProgress: (done: number) => void = () => {},
	only?: (member: MemberRow) => boolean,
): Promise<void> {
	const isMeant = only ?? (() => true);
	const before = await storage.read((tx) => tx.records.ofKinds(venueId, ['roster']));
	const kept = new Set<string>();
	let last: string | null = '';
	for (let done = 0; last !== null;) {
		const after: string = last;
		const chunk = await storage.write(venueId, async (tx) => {
			const members = await tx.people.onRoster(venueId, after, CHUNK);
			const changes = await rosterChanges(tx, venueId, members.filter(isMeant), clock.now());
			await tx.records.put(venueId, changes);
			return { members, ids: changes.map((change) => change.id) };
		});
		for (const id of chunk.ids) kept.add(id);
		last = chunk.members.length === CHUNK ? chunk.members.at(-1)!.memberId : null;
		onProgress((done += chunk.members.length));
		// Sealing keeps the processor busy: let requests in between.
		await new Promise((resolve) => setImmediate(resolve));
	}
	const came = await storage.read((tx) => whoCame(tx, venueId, clock.now()));
	for (let from = 0; from < came.length; from += CHUNK) {
		const chunk = came.slice(from, from + CHUNK);
		const changes = await storage.write(venueId, async (tx) => {
			const told = await rosterChanges(
				tx,
				venueId,
				(await membersOf(tx, chunk)).filter(isMeant),
				clock.now(),
			);
			await tx.records.put(venueId, told);
			return told;
		});
		for (const { id } of changes) kept.add(id);
		await new Promise((resolve) => setImmediate(resolve));
	}
	if (only) return;
	// Only what was there before we began: a pass issued meanwhile has brought its own record.
	const gone = before.filter((row) => !kept.has(row.id));
	await storage.write(venueId, (tx) =>
		tx.records.put(
			venueId,
			gone.map(({ id }) => ({ kind: 'roster', id, body: null })),
		),
	);
}
