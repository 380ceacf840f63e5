import { toHex } from '../base/bytes.ts';
import { asId, type MemberId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Context } from './context.ts';
import { eraseMember } from './erase-member.ts';
import { changedFields, fieldFault, memberRow, noteMember } from './member-fields.ts';
import type { MemberFault } from '../domain/member-fault.ts';
import type { MemberFields, MemberService } from './member-service.ts';
import { ownData } from './own-data.ts';
import { rosterChanges } from './roster.ts';
import type { SignUpService } from './sign-ups.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';
import { worksAt, type Staff } from './who.ts';

/** So many are looked through for those whom somebody may see. */
const LOOKED_THROUGH = 400;

export function memberService(context: Context, signUps: SignUpService): MemberService {
	const { storage, clock, random } = context;
	return {
		search: (by, query, limit) =>
			storage.read(async (tx) =>
				visible(tx, by, await tx.people.search(query, by.venueId === null ? limit : LOOKED_THROUGH), limit),
			),
		ofUnions: (by, unions, limit) =>
			storage.read(async (tx) =>
				visible(
					tx,
					by,
					await tx.people.ofUnions(unions, by.venueId === null ? limit : LOOKED_THROUGH),
					limit,
				),
			),
		get: (by, memberId) =>
			storage.read(async (tx) => {
				const member = await tx.people.member(memberId);
				if (!member || !(await mayKnow(tx, by, memberId))) return null;
				const classes = [];
				for (const venueId of (await tx.people.venuesOf(memberId)).filter((id) => worksAt(by, id)))
					for (const offeringId of await tx.people.offeringsOf(venueId, memberId))
						classes.push({ venueId, offeringId });
				return { member, classes };
			}),
		async add(by, fields, into) {
			const memberId = asId<MemberId>(toHex(random.bytes(8)));
			const added = await storage.write<Result<null, MemberFault>>(null, async (tx) => {
				const fault = await fieldFault(tx, memberId, fields);
				if (fault) return err(fault);
				if (!into && by.venueId !== null) return err('needs-class');
				if (into && !worksAt(by, into.venueId)) return err('no-such-class');
				if (into && (await tx.records.body(into.venueId, 'offering', into.offeringId)) === null)
					return err('no-such-class');
				await tx.people.put(memberRow(memberId, fields));
				await noteMember(tx, context, by, 'member-added', memberId, {});
				return ok(null);
			});
			if (!added.ok) return added;
			// A seat, or a place in the queue where the class is full: either way they are the venue's.
			if (into) await signUps.signUp({ ...into, memberId, channel: 'desk', serial: null, by });
			return ok(memberId);
		},
		change: (by, memberId, fields) => storage.write(null, (tx) => change(tx, context, by, memberId, fields)),
		export: (by, memberId) =>
			storage.write(null, async (tx) => {
				if (!(await mayKnow(tx, by, memberId))) return null;
				const data = await ownData(tx, memberId, clock.now());
				if (data) await noteMember(tx, context, by, 'member-exported', memberId, {}, by.venueId);
				return data;
			}),
		erase: (by, memberId, reason) => eraseMember(context, signUps, by, memberId, reason),
	};
}

async function change(
	tx: Tx,
	context: Context,
	by: Staff,
	memberId: MemberId,
	fields: MemberFields,
): Promise<Result<null, MemberFault>> {
	const before = await tx.people.member(memberId);
	if (!before || !(await mayKnow(tx, by, memberId))) return err('no-such-member');
	const fault = await fieldFault(tx, memberId, fields);
	if (fault) return err(fault);
	const after: MemberRow = { ...before, ...memberRow(memberId, fields) };
	const changed = changedFields(before, after);
	if (changed.length === 0) return ok(null);
	// A kiosk of every venue knows of who is barred: those that did, and those that do.
	const venues = new Set(await tx.people.rosterVenues(memberId));
	if (before.union !== after.union) await tx.unions.left(memberId, before.union, context.clock.now());
	await tx.people.put(after);
	for (const venueId of await tx.people.rosterVenues(memberId)) venues.add(venueId);
	for (const venueId of venues)
		await tx.records.put(venueId, await rosterChanges(tx, venueId, [after], context.clock.now()));
	await noteMember(tx, context, by, 'member-changed', memberId, { fields: changed }, by.venueId);
	return ok(null);
}

/** Whoever answers for the city knows all; others those who are enrolled or wait at their venue. */
async function mayKnow(tx: Tx, by: Staff, memberId: MemberId): Promise<boolean> {
	if (by.venueId === null) return true;
	if ((await tx.people.venuesOf(memberId)).includes(by.venueId)) return true;
	return (await tx.seats.signUpsOf(by.venueId, memberId)).some(({ status }) => status === 'waiting');
}

async function visible(tx: Tx, by: Staff, found: readonly MemberRow[], limit: number): Promise<MemberRow[]> {
	const seen: MemberRow[] = [];
	for (const member of found) {
		if (seen.length === limit) break;
		if (await mayKnow(tx, by, member.memberId)) seen.push(member);
	}
	return seen;
}
