import { error, json } from '@sveltejs/kit';
import type { VenueId } from '$lib/base/id.ts';
import { mediaOf, referencesOf, type ExhibitBody } from '$lib/domain/exhibit-references.ts';
import type { Hub } from '$lib/server/hub.ts';
import { pageLanguage } from '../../../../../page-language.server.ts';
import { openDesk } from '../../../../desk.server.ts';
import { kindIn } from '../../../save.server.ts';
import type { RequestHandler } from './$types';

/** The records that a kiosk would draw an exhibit from, were its newest version published: itself, its media, whom it leads to. */
export const GET: RequestHandler = async (event) => {
	const { hub, venueId } = await openDesk(event, 'seeExhibits');
	const kind = kindIn(event.params);
	const sheet = await hub.exhibition.sheet(venueId, { kind, id: event.params.id });
	if (!sheet) error(404, 'no such exhibit');
	const records = [
		{ kind, id: sheet.head.id, body: whole(kind, sheet.body) },
		...(await mediaRecords(hub, venueId, sheet.body)),
		...(await otherRecords(hub, venueId, sheet.body)),
	];
	return json({ records, now: hub.clock.now(), language: pageLanguage(event) });
};

/** Lists that the schema would fill in. */
const whole = (kind: string, body: ExhibitBody): object =>
	kind === 'honoree' ? { milestones: [], quotes: [], media: [], ...body } : { media: [], ...body };

async function mediaRecords(hub: Hub, venueId: VenueId, body: ExhibitBody) {
	const rows = await hub.storage.read((tx) => tx.media.get(venueId, mediaOf(body)));
	return rows
		.filter(({ state }) => state === 'ready')
		.map((row) => ({ kind: 'media', id: row.mediaId, body: JSON.parse(row.body) as unknown }));
}

async function otherRecords(hub: Hub, venueId: VenueId, body: ExhibitBody) {
	const found = [];
	for (const key of referencesOf(body)) {
		const other = await hub.exhibition.sheet(venueId, key);
		if (other) found.push({ ...key, body: whole(key.kind, other.approved ?? other.body) });
	}
	return found;
}
