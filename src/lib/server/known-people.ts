import type { MemberId } from '../base/id.ts';
import { exactName } from '../domain/table-headers.ts';
import { changedFields } from './member-fields.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

/** A person as an import names them; found again by number, so importing twice changes nothing. */
export interface ImportedMember {
	/** Kept for a new person where given; a known one keeps theirs. */
	readonly memberId?: MemberId;
	readonly name: string;
	readonly number: string;
	readonly phone?: string;
	readonly union?: string;
}

/** What a list of members changes of who is here, by number. */
export interface KnownPeople {
	readonly fresh: number;
	readonly changed: number;
	readonly same: number;
	/** Numbers that are here under another name, and that name. */
	readonly others: readonly { readonly number: string; readonly name: string }[];
}

/** A person as an import leaves them: what it does not say stays. */
export function importedRow(
	{ name, number, phone, union }: ImportedMember,
	known: MemberRow | null,
	memberId: MemberId,
): MemberRow {
	return {
		...{ memberId, name: name.trim(), number },
		phone: phone ?? known?.phone ?? null,
		union: union ?? known?.union ?? null,
		barred: known?.barred ?? false,
	};
}

export async function heldAgainstKnown(
	tx: Pick<Tx, 'people'>,
	members: readonly ImportedMember[],
): Promise<KnownPeople> {
	let [fresh, changed, same] = [0, 0, 0];
	const others: { number: string; name: string }[] = [];
	for (const member of members) {
		const known = await tx.people.byNumber(member.number);
		if (!known) fresh++;
		else if (!isSameName(known.name, member.name)) others.push({ number: member.number, name: known.name });
		else if (changedFields(known, importedRow(member, known, known.memberId)).length > 0) changed++;
		else same++;
	}
	return { fresh, changed, same, others };
}

/** “张 三” is 张三, in whatever width it was typed. */
const isSameName = (a: string, b: string): boolean => exactName(a) === exactName(b);
