import { toHex } from '../base/bytes.ts';
import { asId, type MemberId, type OfferingId, type SessionId, type VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Hub } from './hub.ts';
import { republishRoster } from './roster.ts';
import { publishSeats } from './seat-effects.ts';
import type { Tx } from './storage/port.ts';
import { tallyChanges } from './tally.ts';

/** A person as an import names them; found again by number, so importing twice changes nothing. */
export interface ImportedMember {
	/** Kept for a new person where given; a known one keeps theirs. */
	readonly memberId?: MemberId;
	readonly name: string;
	readonly number: string;
	readonly phone?: string;
	readonly union?: string;
}

export interface ImportedPeople {
	readonly members: readonly ImportedMember[];
	readonly enrollments: readonly { readonly memberNumber: string; readonly offeringId: OfferingId }[];
}

export type ImportProgress = (done: number, total: number) => void;

/**
 * Adds or updates members and enrolls them, all or nothing, then brings tallies and roster up to date.
 * Offerings must be published before. The error is one line naming row, fault and way out.
 */
export async function importPeople(
	hub: Pick<Hub, 'storage' | 'clock' | 'random'>,
	venueId: VenueId,
	people: ImportedPeople,
	onProgress: ImportProgress = () => {},
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

async function putMembers(
	tx: Tx,
	{ random }: Pick<Hub, 'random'>,
	members: readonly ImportedMember[],
	step: () => void,
): Promise<Map<string, MemberId>> {
	const byNumber = new Map<string, MemberId>();
	for (const { memberId: wished, name, number, phone, union } of members) {
		const known = await tx.people.byNumber(number);
		const memberId = known?.memberId ?? wished ?? asId<MemberId>(toHex(random.bytes(8)));
		await tx.people.put({
			memberId,
			name: name.trim(),
			number,
			phone: phone ?? known?.phone ?? null,
			union: union ?? known?.union ?? null,
			barred: known?.barred ?? false,
		});
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
