import type { VenueId } from '$lib/base/id.ts';
import type { Media } from '$lib/domain/media.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import type { Hub } from '$lib/server/hub.ts';
import type { MediaRow } from '$lib/server/storage/exhibit-port.ts';
import { MOST_EXHIBITS } from '../choices.server.ts';
import { moment } from '../list-view.server.ts';

const THUMB = 320;

export function mediaView(hub: Hub, row: MediaRow, zone: string, lang: Language) {
	const media = JSON.parse(row.body) as Media;
	const pictures = media.files.filter(({ type }) => type === 'image/webp');
	const small = pictures.find(({ width }) => (width ?? 0) >= THUMB) ?? pictures.at(-1);
	return {
		...{ id: row.mediaId, kind: row.kind, state: row.state, fault: row.fault, fileName: row.fileName },
		caption: inLanguage(media.caption, lang),
		small: row.state === 'ready' && small ? `/media/${row.mediaId}/${small.name}` : null,
		share: hub.media.progress(row.mediaId) ?? 0,
		at: moment(row.at, zone),
		megabytes: Math.round(row.bytes / 100_000) / 10,
	};
}

/** People and tellers, for whose consent counts for a picture. */
export async function personChoices(hub: Hub, venueId: VenueId) {
	const found = [];
	for (const kind of ['honoree', 'story'] as const) {
		const { rows } = await hub.exhibition.list(venueId, { kind }, 0, MOST_EXHIBITS);
		found.push(...rows.map(({ id, title }) => ({ value: `${kind}/${id}`, name: title })));
	}
	return found.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}
