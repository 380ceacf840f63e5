import type { MemberId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Context } from './context.ts';
import { endPhones } from './end-phones.ts';
import { noteMember } from './member-fields.ts';
import type { MemberFault } from '../domain/member-fault.ts';
import { revokePass } from './passes.ts';
import { rosterLookup } from '../domain/roster.ts';
import { fromHex } from '../base/bytes.ts';
import type { SignUpService } from './sign-ups.ts';
import type { Staff } from './who.ts';

const LONGEST_REASON = 200;

/**
 * Gives the seats back, kills the passes, then deletes what makes a person of them. Broken off on the way it has done the
 * first of these, and is done again from there.
 */
export async function eraseMember(
	context: Context,
	signUps: SignUpService,
	by: Staff,
	memberId: MemberId,
	reason: string,
): Promise<Result<null, MemberFault>> {
	const { storage } = context;
	const why = reason.trim();
	if (!why || why.length > LONGEST_REASON) return err('reason-missing');
	const held = await storage.read(async (tx) => {
		const venues = new Set([...(await tx.people.venuesOf(memberId)), ...(await tx.seats.venuesOf(memberId))]);
		const all = [];
		for (const venueId of venues) {
			const asked = (await tx.seats.signUpsOf(venueId, memberId)).filter(
				({ status }) => status === 'waiting',
			);
			const offerings = [
				...(await tx.people.offeringsOf(venueId, memberId)),
				...asked.map((one) => one.offeringId),
			];
			for (const offeringId of offerings) all.push({ venueId, offeringId });
		}
		return all;
	});
	for (const one of held) await signUps.withdraw({ ...one, memberId, channel: 'desk', serial: null, by });
	return storage.write(null, async (tx) => {
		const member = await tx.people.member(memberId);
		if (!member) return err('no-such-member');
		const who = `staff:${by.id}`;
		const pass = await tx.passes.latest(memberId);
		const venues = await tx.records.venues();
		await endPhones(tx, context, memberId, who);
		await revokePass(tx, context, memberId, who);
		// What the kiosks hold sealed about them goes too, also where the person was barred at every door.
		if (pass)
			for (const venueId of venues)
				await tx.records.put(venueId, [
					{ kind: 'roster', id: rosterLookup(fromHex(pass.secret)!, venueId), body: null },
				]);
		await tx.people.erase(memberId);
		await noteMember(tx, context, by, 'member-erased', memberId, { reason: why }, null);
		return ok(null);
	});
}
