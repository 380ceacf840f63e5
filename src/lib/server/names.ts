import type { MemberId, StaffId, VenueId } from '../base/id.ts';
import type { Fact } from '../domain/fact.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

/** Names of a venue's devices and of these members of its staff, by id. */
export async function namesOf(
	tx: Tx,
	venueId: VenueId,
	staffIds: Iterable<StaffId | null>,
): Promise<Map<string, string>> {
	const names = new Map<string, string>();
	for (const device of await tx.devices.ofVenue(venueId)) names.set(device.deviceId, device.name);
	for (const id of new Set(staffIds)) {
		const name = id && (await tx.staff.get(id))?.name;
		if (name) names.set(id, name);
	}
	return names;
}

export const staffIn = (rows: Iterable<{ readonly fact: Fact }>): (StaffId | null)[] =>
	[...rows].map(({ fact }) => fact.staffId);

/** These members, by id. Whoever was erased is not among them. */
export async function membersOf(tx: Tx, ids: Iterable<MemberId>): Promise<Map<MemberId, MemberRow>> {
	const found = new Map<MemberId, MemberRow>();
	for (const id of new Set(ids)) {
		const member = await tx.people.member(id);
		if (member) found.set(id, member);
	}
	return found;
}
