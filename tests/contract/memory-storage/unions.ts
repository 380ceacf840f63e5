import type { UnionStore } from '../../../src/lib/server/storage/union-port.ts';
import type { AtOnce } from './at-once.ts';
import { keyOf, type Draft } from './data.ts';

export function unionStore(draft: Draft): AtOnce<UnionStore> {
	const units = draft.rows('union');
	const members = draft.rows('member');
	const before = draft.rows('memberUnion');
	return {
		all: () => units.all().sort((a, b) => (a.name < b.name ? -1 : 1)),
		put(unit) {
			if (units.all().some(({ id, name }) => name === unit.name && id !== unit.id))
				throw new Error(`there is a union ${unit.name} already`);
			units.put(unit.id, unit);
		},
		remove: (id) => units.deleteWhere((row) => row.id === id),
		members() {
			const counts = new Map<string, number>();
			for (const { union } of members.all()) if (union) counts.set(union, (counts.get(union) ?? 0) + 1);
			return counts;
		},
		left(memberId, union, at) {
			const key = keyOf(memberId, String(at));
			if (!before.get(key)) before.put(key, { memberId, at, union });
		},
		past: (memberId) =>
			before
				.all()
				.filter((row) => row.memberId === memberId)
				.sort((a, b) => a.at - b.at)
				.map(({ union, at }) => ({ union, until: at })),
		named: (ids, at) =>
			new Map(
				ids.flatMap((id) => {
					const [past] = before
						.all()
						.filter((row) => row.memberId === id && row.at > at)
						.sort((a, b) => a.at - b.at);
					const union = members.get(id) && (past ? past.union : members.get(id)!.union);
					return union ? [[id, union] as const] : [];
				}),
			),
		rename(from, to) {
			for (const row of members.all())
				if (row.union === from) members.put(row.memberId, { ...row, union: to });
			for (const row of before.all())
				if (row.union === from) before.put(keyOf(row.memberId, String(row.at)), { ...row, union: to });
		},
	};
}
