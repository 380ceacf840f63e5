import type { VenueId } from '../../../src/lib/base/id.ts';
import { isWaiting } from '../../../src/lib/domain/consent.ts';
import type {
	ConsentStore,
	MediaRow,
	MediaStore,
	UploadRow,
} from '../../../src/lib/server/storage/exhibit-port.ts';
import type { AtOnce } from './at-once.ts';
import { keyOf, type Draft, type Tables } from './data.ts';

const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const plain = ({ venueId: _, ...row }: Tables['media']): MediaRow => row;
const plainUpload = ({ venueId: _, ...row }: Tables['upload']): UploadRow => row;

export function mediaStore(draft: Draft): AtOnce<MediaStore> {
	const media = draft.rows('media');
	const uploads = draft.rows('upload');
	const at = (venueId: VenueId) => media.all().filter((row) => row.venueId === venueId);
	return {
		get: (venueId, ids) =>
			[...new Set(ids)].flatMap((id) => {
				const row = media.get(keyOf(venueId, id));
				return row ? [plain(row)] : [];
			}),
		put(venueId, row) {
			const before = media.get(keyOf(venueId, row.mediaId));
			const kept = before && { kind: before.kind, bytes: before.bytes, at: before.at, by: before.by };
			media.put(keyOf(venueId, row.mediaId), { ...row, ...kept, venueId });
		},
		list(venueId, { kind, query, state }, offset, limit) {
			const asked = query?.toLowerCase();
			const found = at(venueId)
				.filter((row) => kind === undefined || row.kind === kind)
				.filter((row) => state === undefined || row.state === state)
				.filter(
					(row) => !asked || [row.body, row.fileName].some((text) => text.toLowerCase().includes(asked)),
				)
				.sort((a, b) => b.at - a.at || textOrder(a.mediaId, b.mediaId))
				.map(plain);
			return { total: found.length, rows: found.slice(offset, offset + limit) };
		},
		ofPerson: (venueId, { kind, id }) =>
			at(venueId)
				.filter(({ person }) => person?.kind === kind && person.id === id)
				.map(({ mediaId }) => mediaId)
				.sort(),
		due: (venueId, now) =>
			at(venueId)
				.filter(({ dueAt }) => dueAt !== null && dueAt <= now)
				.map(({ mediaId }) => mediaId)
				.sort(),
		workingVenues: () =>
			[
				...new Set(
					media
						.all()
						.filter(({ state }) => state === 'working')
						.map(({ venueId }) => venueId),
				),
			].sort(),
		venuesOf: (mediaId) =>
			media
				.all()
				.filter((row) => row.mediaId === mediaId)
				.map(({ venueId }) => venueId)
				.sort(),
		upload: (venueId, uploadId) => {
			const row = uploads.get(keyOf(venueId, uploadId));
			return row ? plainUpload(row) : null;
		},
		uploadOf: (venueId, staffId, mark) => {
			const own = uploads
				.all()
				.filter((row) => row.venueId === venueId && row.staffId === staffId && row.mark === mark)
				.sort((a, b) => b.at - a.at)[0];
			return own ? plainUpload(own) : null;
		},
		putUpload: (venueId, row) => uploads.put(keyOf(venueId, row.uploadId), { ...row, venueId }),
		everyUpload: () =>
			uploads
				.all()
				.map(({ venueId, uploadId, at }) => ({ venueId, uploadId, at }))
				.sort((a, b) => textOrder(a.uploadId, b.uploadId)),
		dropUpload: (venueId, uploadId) =>
			uploads.deleteWhere((row) => row.venueId === venueId && row.uploadId === uploadId),
	};
}

export function consentStore(draft: Draft): AtOnce<ConsentStore> {
	const consents = draft.rows('consent');
	const plainConsent = ({ venueId: _, ...consent }: Tables['consent']) => consent;
	return {
		get: (venueId, id) => {
			const row = consents.get(keyOf(venueId, id));
			return row ? plainConsent(row) : null;
		},
		put: (venueId, consent) => consents.put(keyOf(venueId, consent.id), { ...consent, venueId }),
		about: (venueId, kind, id) =>
			consents
				.all()
				.filter((row) => row.venueId === venueId && row.about.kind === kind && row.about.id === id)
				.sort((a, b) => textOrder(b.givenOn, a.givenOn) || textOrder(a.id, b.id))
				.map(plainConsent),
		waiting: (venueId) =>
			consents
				.all()
				.filter((row) => row.venueId === venueId && isWaiting(row))
				.sort((a, b) => textOrder(a.givenOn, b.givenOn) || textOrder(a.id, b.id))
				.map(plainConsent),
	};
}
