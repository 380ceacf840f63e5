import type { VenueId } from '../../../src/lib/base/id.ts';
import type { RecordChange, RecordRow, RecordStore } from '../../../src/lib/server/storage/port.ts';
import { keyOf, type Draft } from './data.ts';
import type { AtOnce } from './at-once.ts';

/** The next `count` revs of a venue: gives the last of them. */
export type TakeRevs = (draft: Draft, venueId: VenueId, count: number) => number;

/** From the venue's own row, which nobody else can change before the commit [S14]. */
export const revsOfRow: TakeRevs = (draft, venueId, count) => {
	const rev = (draft.rows('venue').get(venueId)?.rev ?? 0) + count;
	draft.rows('venue').put(venueId, { venueId, rev });
	return rev;
};

export function recordStore(draft: Draft, takeRevs: TakeRevs): AtOnce<RecordStore> {
	const venues = draft.rows('venue');
	const records = draft.rows('record');
	const ofVenue = (venueId: VenueId) => records.all().filter((row) => row.venueId === venueId);
	const plain = ({ kind, id, rev, body }: RecordRow): RecordRow => ({ kind, id, rev, body });
	return {
		venues: () =>
			venues
				.all()
				.map((row) => row.venueId)
				.sort(),
		everyVenue: () =>
			records
				.all()
				.filter(({ kind, id, venueId }) => kind === 'venue' && id === venueId)
				.flatMap(({ venueId: id, body }) => (body === null ? [] : [{ id, body }]))
				.sort((a, b) => (a.id < b.id ? -1 : 1)),
		rev: (venueId) => venues.get(venueId)?.rev ?? 0,
		body: (venueId, kind, id) => records.get(keyOf(venueId, kind, id))?.body ?? null,
		living: (venueId, keys) =>
			keys
				.filter(({ kind, id }) => (records.get(keyOf(venueId, kind, id))?.body ?? null) !== null)
				.map(({ kind, id }) => ({ kind, id })),
		ofKinds: (venueId, kinds) =>
			ofVenue(venueId)
				.filter((row) => row.body !== null && (kinds as readonly string[]).includes(row.kind))
				.map(plain),
		since: (venueId, rev, limit) =>
			ofVenue(venueId)
				.filter((row) => row.rev > rev)
				.sort((a, b) => a.rev - b.rev)
				.slice(0, limit)
				.map(plain),
		put(venueId, changes) {
			const last = new Map<string, RecordChange>();
			for (const change of changes) last.set(keyOf(venueId, change.kind, change.id), change);
			const fresh = [...last].filter(([key, { body }]) => (records.get(key)?.body ?? null) !== body);
			if (fresh.length === 0) return null;
			const rev = takeRevs(draft, venueId, fresh.length);
			let next = rev - fresh.length;
			for (const [key, { kind, id, body }] of fresh)
				records.put(key, { venueId, kind, id, body, rev: ++next });
			return rev;
		},
		touch: (venueId) => takeRevs(draft, venueId, 1),
		forget: (venueId, kind, ids) =>
			records.deleteWhere((row) => row.venueId === venueId && row.kind === kind && ids.includes(row.id)),
	};
}
