import type { Hub } from '$lib/server/hub.ts';
import type { MemberFields } from '$lib/server/member-service.ts';
import type { MemberRow } from '$lib/server/storage/people-port.ts';

/** One person in a list. */
export const memberLine = ({ memberId, name, number, union, barred, phone }: MemberRow) => ({
	...{ id: memberId, name, number, union, barred },
	/** Enough to tell two of one name apart. */
	phoneEnd: phone?.slice(-4) ?? null,
});

export const typedFields = (
	typed: Record<'name' | 'number' | 'phone' | 'union' | 'barred', string>,
): MemberFields => ({
	...{ name: typed.name, number: typed.number, phone: typed.phone, union: typed.union },
	barred: typed.barred !== '',
});

/** Names to choose from: the tree's, and what members have named besides. */
export async function unionNames(hub: Hub): Promise<string[]> {
	const { lines, loose } = await hub.unions.tree();
	return [...lines, ...loose].map(({ name }) => name);
}
