import type { VenueId } from '../base/id.ts';
import type { Exhibition } from '../domain/exhibition.ts';
import type { RecordKind } from '../sync/records.ts';
import { byId } from './catalogue.ts';
import type { Tx } from './storage/port.ts';

const KINDS = [
	'honoree',
	'method',
	'heritage',
	'story',
	'milestone',
	'scroll',
	'scene',
	'work',
	'media',
] as const satisfies RecordKind[];

/** What a venue exhibits: published, as its kiosks show it. */
export async function readExhibition(tx: Tx, venueId: VenueId): Promise<Exhibition> {
	const rows = await tx.records.ofKinds(venueId, KINDS);
	return {
		honorees: byId(rows, 'honoree'),
		methods: byId(rows, 'method'),
		heritage: byId(rows, 'heritage'),
		stories: byId(rows, 'story'),
		milestones: byId(rows, 'milestone'),
		scrolls: byId(rows, 'scroll'),
		scenes: byId(rows, 'scene'),
		works: byId(rows, 'work'),
		media: byId(rows, 'media'),
	};
}
