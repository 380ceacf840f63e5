import type { MemberId, VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Context } from './context.ts';
import { noteAct } from './desk-acts.ts';
import type { Personal } from './desk-service.ts';
import type { ClaimService } from './pass-shapes.ts';
import type { PassService, Staff } from './hub.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';
import { worksAt } from './who.ts';

/** Whoever answers for a venue may be asked about anybody. */
const ANSWER_FOR_ALL: readonly Staff['role'][] = ['operator', 'manager'];

/**
 * What makes somebody else of a person, or reaches them at home: their phone number, their pass, a code for their phone. A desk
 * hands it out of people whom one of its venues has on its books: enrolled, waiting, or known to have come to this one by more
 * than the asker's own word.
 */
export async function mayHandle(tx: Tx, by: Staff, venueId: VenueId, memberId: MemberId): Promise<boolean> {
	if (ANSWER_FOR_ALL.includes(by.role)) return true;
	const isOurs = (id: VenueId): boolean => worksAt(by, id);
	if ((await tx.people.venuesOf(memberId)).some(isOurs)) return true;
	for (const waitsAt of (await tx.seats.venuesOf(memberId)).filter(isOurs))
		if ((await tx.seats.signUpsOf(waitsAt, memberId)).some(({ status }) => status === 'waiting')) return true;
	// At this one venue alone: what they did everywhere takes long to read.
	const met = (await tx.attendance.ofMember(memberId, venueId)).filter(
		({ attendance: { status } }) => status === 'present',
	);
	const asked = met.map(({ sessionId: subject }) => ({ subject, memberId }));
	// Nobody makes somebody theirs by letting them in by hand.
	return (await tx.ledger.about(venueId, asked)).some(
		({ fact }) => fact.kind === 'check-in' && fact.staffId !== by.id,
	);
}

export function personalOf(context: Context, passes: PassService, claims: ClaimService): Personal {
	const { storage } = context;
	/** Who the person is, where this one may know; a refusal is noted. */
	const open = async (
		by: Staff,
		venueId: VenueId,
		memberId: MemberId,
		what: 'phone' | 'pass' | 'claim',
	): Promise<Result<MemberRow, 'no-such-member' | 'not-ours'>> => {
		const { member, may } = await storage.read(async (tx) => ({
			member: await tx.people.member(memberId),
			may: await mayHandle(tx, by, venueId, memberId),
		}));
		if (!member) return err('no-such-member');
		if (may) return ok(member);
		await storage.write(venueId, (tx) =>
			noteAct(tx, context, by, venueId, 'desk-refused', { memberId, reason: what }),
		);
		return err('not-ours');
	};
	return {
		mayHandle: (by, venueId, memberId) => storage.read((tx) => mayHandle(tx, by, venueId, memberId)),
		async phone(by, venueId, memberId) {
			const opened = await open(by, venueId, memberId, 'phone');
			if (!opened.ok) return opened;
			const { phone } = opened.value;
			if (phone !== null)
				await storage.write(venueId, (tx) =>
					noteAct(tx, context, by, venueId, 'desk-phone-shown', { memberId }),
				);
			return ok(phone);
		},
		async printPass(by, venueId, memberId) {
			const opened = await open(by, venueId, memberId, 'pass');
			if (!opened.ok) return opened;
			const text = await passes.textFor(memberId);
			await storage.write(venueId, (tx) =>
				noteAct(tx, context, by, venueId, 'desk-pass-printed', { memberId }),
			);
			return ok(text);
		},
		async claimCode(by, venueId, memberId) {
			const opened = await open(by, venueId, memberId, 'claim');
			if (!opened.ok) return opened;
			const claim = await claims.issue(memberId, `staff:${by.id}`);
			await storage.write(venueId, (tx) =>
				noteAct(tx, context, by, venueId, 'desk-claim-given', { memberId }),
			);
			return ok(claim);
		},
	};
}
