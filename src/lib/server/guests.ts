import { toHex } from '../base/bytes.ts';
import { asId, type MemberId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Context } from './context.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

/** Longer names are no names. */
export const LONGEST_GUEST_NAME = 60;

/** Turns of direction and marks without a width, which would stand on a screen as the one character that a mask shows. */
const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]/gu;

/** A name as somebody gave it, in one line and without signs that nobody sees; null where there is nothing in it. */
export function guestName(given: string): string | null {
	// eslint-disable-next-line no-control-regex -- just those
	const inOneLine = given.replace(/[\u0000-\u001f\u007f\s]+/gu, ' ');
	const name = inOneLine.replace(UNSEEN, '').trim();
	return name.length > 0 && name.length <= LONGEST_GUEST_NAME && /\p{L}/u.test(name) ? name : null;
}

/** Somebody without a union card, known by the name they give: a person as others are, who can be erased as they can. */
export async function addGuest(
	tx: Tx,
	{ random, clock }: Pick<Context, 'random' | 'clock'>,
	given: string,
): Promise<Result<MemberRow, 'name-missing'>> {
	const name = guestName(given);
	if (name === null) return err('name-missing');
	const guest: MemberRow = {
		memberId: asId<MemberId>(toHex(random.bytes(8))),
		...{ name, number: `G-${toHex(random.bytes(4)).toUpperCase()}`, phone: null, union: null },
		...{ barred: false, guest: true, guestSince: clock.now() },
	};
	await tx.people.put(guest);
	return ok(guest);
}
