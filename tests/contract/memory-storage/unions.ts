import type { UnionStore } from '../../../src/lib/server/storage/union-port.ts';
import type { AtOnce } from './at-once.ts';
import type { Draft } from './data.ts';

export function unionStore(draft: Draft): AtOnce<UnionStore> {
	const units = draft.rows('union');
	const members = draft.rows('member');
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
		named: (ids) =>
			new Map(
				ids.flatMap((id) => {
					const union = members.get(id)?.union;
					return union ? [[id, union] as const] : [];
				}),
			),
		rename(from, to) {
			for (const row of members.all())
				if (row.union === from) members.put(row.memberId, { ...row, union: to });
		},
	};
}
