import type { VenueId } from '../../../src/lib/base/id.ts';
import type { RecordingRow, RecordingStore } from '../../../src/lib/server/storage/recording-port.ts';
import type { AtOnce } from './at-once.ts';
import { keyOf, type Draft, type Tables } from './data.ts';

const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const plain = ({ venueId: _, sealed: _bytes, ...row }: Tables['recording']): RecordingRow => row;

export function recordingStore(draft: Draft): AtOnce<RecordingStore> {
	const rows = draft.rows('recording');
	const at = (venueId: VenueId, waiting: boolean) =>
		rows.all().filter((row) => row.venueId === venueId && (row.state === 'waiting') === waiting);
	return {
		get(venueId, id) {
			const row = rows.get(keyOf(venueId, id));
			return row ? plain(row) : null;
		},
		sealed: (venueId, id) => rows.get(keyOf(venueId, id))?.sealed ?? null,
		add: (venueId, row, sealed) => rows.insert(keyOf(venueId, row.recordingId), { ...row, venueId, sealed }),
		decide(venueId, id, decision) {
			const row = rows.get(keyOf(venueId, id));
			if (row) rows.put(keyOf(venueId, id), { ...row, ...decision, sealed: null });
		},
		list: (venueId, which, limit) =>
			at(venueId, which === 'waiting')
				.sort(
					(a, b) =>
						(which === 'waiting' ? a.at - b.at : b.decidedAt! - a.decidedAt!) ||
						textOrder(a.recordingId, b.recordingId),
				)
				.slice(0, limit)
				.map(plain),
		waiting: (venueId) => at(venueId, true).length,
		due: (venueId, now) =>
			at(venueId, true)
				.filter(({ dueAt }) => dueAt <= now)
				.map(({ recordingId }) => recordingId)
				.sort(),
	};
}
