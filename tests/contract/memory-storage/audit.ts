import type { AuditStore, MetaStore } from '../../../src/lib/server/storage/port.ts';
import { keyOf, type Draft } from './data.ts';
import type { AtOnce } from './at-once.ts';

export function auditStore(draft: Draft): AtOnce<AuditStore> {
	const lines = draft.rows('audit');
	return {
		append: (line) => lines.insert(keyOf(lines.all().length), line),
		find: ({ venueId, actor, actions, from = -Infinity, until = Infinity, before }, limit) =>
			lines
				.all()
				.map((line, place) => ({ ...line, place }))
				.filter((line) => venueId === undefined || line.venueId === venueId)
				.filter((line) => actor === undefined || line.actor === actor)
				.filter((line) => actions?.includes(line.action) ?? true)
				.filter(({ at }) => at >= from && at < until)
				.filter(({ at, place }) => !before || at < before.at || (at === before.at && place < before.place))
				.sort((a, b) => b.at - a.at || b.place - a.place)
				.slice(0, limit),
		latest: (venueId, limit) =>
			lines
				.all()
				.filter((line) => venueId === null || line.venueId === venueId)
				.reverse()
				.sort((a, b) => b.at - a.at)
				.slice(0, limit),
	};
}

export function metaStore(draft: Draft): AtOnce<MetaStore> {
	const values = draft.rows('meta');
	return {
		get: (key) => values.get(key)?.value ?? null,
		set: (key, value) => values.put(key, { value }),
	};
}
