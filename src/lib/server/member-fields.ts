import type { MemberId, VenueId } from '../base/id.ts';
import { LONGEST_UNION_NAME } from '../domain/union.ts';
import type { Context } from './context.ts';
import type { MemberFault } from '../domain/member-fault.ts';
import type { MemberFields } from './member-service.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';
import type { Staff } from './who.ts';

const LONGEST_NAME = 120;
const LONGEST_NUMBER = 40;
const PHONE = /^\+?[\d -]{5,20}$/;

export async function fieldFault(
	tx: Tx,
	memberId: MemberId,
	fields: MemberFields,
): Promise<MemberFault | null> {
	const [name, number, phone, union] = [fields.name, fields.number, fields.phone, fields.union].map((text) =>
		text.trim(),
	);
	if (!name || name.length > LONGEST_NAME) return 'bad-name';
	if (!number || number.length > LONGEST_NUMBER) return 'bad-number';
	if (phone && !PHONE.test(phone)) return 'bad-phone';
	if (union!.length > LONGEST_UNION_NAME) return 'bad-union';
	const known = await tx.people.byNumber(number);
	return known && known.memberId !== memberId ? 'taken-number' : null;
}

export const memberRow = (memberId: MemberId, fields: MemberFields): MemberRow => ({
	...{ memberId, name: fields.name.trim(), number: fields.number.trim() },
	...{ phone: fields.phone.trim() || null, union: fields.union.trim() || null, barred: fields.barred },
});

const TOLD = ['name', 'number', 'phone', 'union', 'barred'] as const;

/** Which members differ, by name: the audit tells what was changed, and neither from what nor to what. */
export const changedFields = (before: MemberRow, after: MemberRow): string[] =>
	TOLD.filter((field) => before[field] !== after[field]);

export const noteMember = (
	tx: Tx,
	{ clock }: Pick<Context, 'clock'>,
	by: Staff,
	action: string,
	memberId: MemberId,
	detail: object,
	venueId: VenueId | null = by.venueId,
): Promise<void> =>
	tx.audit.append({
		...{ at: clock.now(), venueId, actor: `staff:${by.id}`, action, subject: `member:${memberId}` },
		detail: JSON.stringify(detail),
	});
