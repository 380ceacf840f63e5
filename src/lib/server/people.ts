import { toHex } from '../base/bytes.ts';
import { asId, type MemberId, type OfferingId, type SessionId, type VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Hub } from './hub.ts';
import { heldAgainstKnown, importedRow, type ImportedMember, type KnownPeople } from './known-people.ts';
import { republishRoster } from './roster.ts';
import { publishSeats } from './seat-effects.ts';
import type { Tx } from './storage/port.ts';
import { tallyChanges } from './tally.ts';

export interface ImportedPeople {
	readonly members: readonly ImportedMember[];
	readonly enrollments: readonly { readonly memberNumber: string; readonly offeringId: OfferingId }[];
}

export type ImportProgress = (done: number, total: number) => void;

/** Who brought a list, and in which file. */
export interface Brought {
	readonly by: string;
	readonly file: string;
}

/**
 * Adds or updates members and enrolls them, all or nothing, then brings tallies and roster up to date.
 * Offerings must be published before. The error is one line naming row, fault and way out. What somebody `brought` is
 * written down, and renames nobody: a number that is here under another name is a slip, or another person.
 */
export async function importPeople(
	hub: Pick<Hub, 'storage' | 'clock' | 'random'>,
	venueId: VenueId,
	people: ImportedPeople,
	onProgress: ImportProgress = () => {},
	brought: Brought | null = null,
): Promise<Result<{ members: number; enrollments: number }, string>> {
	const fault = findFault(people.members);
	if (fault) return err(fault);
	const total = people.members.length + people.enrollments.length;
	try {
		await hub.storage.write(null, async (tx) => {
			let done = 0;
			const step = (): void => {
				if (++done % 100 === 0 || done === total) onProgress(done, total);
			};
			if (brought) await noteBrought(tx, hub, venueId, people, brought);
			const byNumber = await putMembers(tx, hub, people.members, step);
			const now = hub.clock.now();
			await enrollAll(tx, venueId, people.enrollments, byNumber, now, step);
			const sessions = await tx.records.ofKinds(venueId, ['session']);
			const ids = sessions.map((row) => asId<SessionId>(row.id));
			await tx.records.put(venueId, await tallyChanges(tx, venueId, ids));
		});
	} catch (failure) {
		if (failure instanceof RowFault) return err(failure.message);
		throw failure;
	}
	await republishRoster(hub, venueId);
	return ok({ members: people.members.length, enrollments: people.enrollments.length });
}

/** Thrown inside the transaction, so that the rows before it are undone too. */
class RowFault extends Error {}

function findFault(members: readonly ImportedMember[]): string | null {
	const numbers = new Set<string>();
	for (const [index, { name, number }] of members.entries()) {
		const row = `members, row ${index + 1}`;
		if (!name.trim() || name.length > 120) return `${row}: name must have 1 to 120 characters`;
		if (!number.trim() || number.length > 40) return `${row}: number must have 1 to 40 characters`;
		if (numbers.has(number)) return `${row}: number ${number} stands there twice: keep one of the rows`;
		numbers.add(number);
	}
	return null;
}

async function noteBrought(
	tx: Tx,
	{ clock }: Pick<Hub, 'clock'>,
	venueId: VenueId,
	{ members, enrollments }: ImportedPeople,
	{ by, file }: Brought,
): Promise<void> {
	const { others, ...counts }: KnownPeople = await heldAgainstKnown(tx, members);
	if (others[0])
		throw new RowFault(
			`number ${others[0].number} is somebody of another name: correct the number, or change the name at /staff/members`,
		);
	const told = { members: members.length, enrollments: enrollments.length, ...counts };
	await tx.audit.append({
		...{ at: clock.now(), venueId, actor: 'hub', action: 'members-imported', subject: `venue:${venueId}` },
		detail: JSON.stringify({ by, file: file.slice(0, 120), ...told }),
	});
}

async function putMembers(
	tx: Tx,
	{ random, clock }: Pick<Hub, 'random' | 'clock'>,
	members: readonly ImportedMember[],
	step: () => void,
): Promise<Map<string, MemberId>> {
	const byNumber = new Map<string, MemberId>();
	for (const member of members) {
		const { memberId: wished, number } = member;
		const known = await tx.people.byNumber(number);
		const memberId = known?.memberId ?? wished ?? asId<MemberId>(toHex(random.bytes(8)));
		const row = importedRow(member, known, memberId);
		if (known && known.union !== row.union) await tx.unions.left(memberId, known.union, clock.now());
		await tx.people.put(row);
		byNumber.set(number, memberId);
		step();
	}
	return byNumber;
}

async function enrollAll(
	tx: Tx,
	venueId: VenueId,
	enrollments: ImportedPeople['enrollments'],
	byNumber: ReadonlyMap<string, MemberId>,
	now: number,
	step: () => void,
): Promise<void> {
	const offerings = new Set((await tx.records.ofKinds(venueId, ['offering'])).map((row) => row.id));
	for (const [index, { memberNumber, offeringId }] of enrollments.entries()) {
		const row = `enrollments, row ${index + 1}`;
		if (!offerings.has(offeringId))
			throw new RowFault(`${row}: offering ${offeringId} is not published at ${venueId}: publish it first`);
		const memberId = byNumber.get(memberNumber) ?? (await tx.people.byNumber(memberNumber))?.memberId;
		if (!memberId) throw new RowFault(`${row}: no member has number ${memberNumber}: add the member first`);
		await tx.people.enroll(venueId, offeringId, memberId);
		await tx.seats.noteImport(venueId, offeringId, memberId, now);
		step();
	}
	// Where people sign up too: who has withdrawn stays off the list, and who waited has a seat now.
	const signedUp = new Set<OfferingId>();
	for (const offeringId of new Set(enrollments.map((row) => row.offeringId)))
		if ((await tx.seats.signUps(venueId, offeringId)).length > 0) signedUp.add(offeringId);
	if (signedUp.size > 0) await publishSeats(tx, venueId, signedUp, now);
}
