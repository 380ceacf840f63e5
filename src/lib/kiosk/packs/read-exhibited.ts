import type { Exhibition } from '../../domain/exhibition.ts';
import type { Venue } from '../../domain/venue.ts';
import { attractMedia } from '../../exhibits/attract-media.ts';
import { packBudget } from '../../exhibits/pack-limits.ts';
import type { RecordRow } from '../cache/database.ts';
import { exhibitionFrom } from '../cache/exhibition.ts';
import { answerOf, keysOf, lookInto } from '../cache/look-into.ts';
import type { Exhibited } from './keeper.ts';

const KINDS = ['venue', 'honoree', 'story', 'scene', 'media'];

/** What the device's records say of its pack; nothing while there are none. `now`: ms since 1970. */
export async function readExhibited(cacheName: string, now: number): Promise<Exhibited> {
	const rows = await lookInto(cacheName, async (database) => {
		const records = database.transaction('records').objectStore('records');
		const read = KINDS.map((kind) => answerOf<RecordRow[]>(records.getAll(keysOf(kind))));
		return (await Promise.all(read)).flat();
	});
	const venue = rows?.find(({ kind }) => kind === 'venue')?.body as Venue | undefined;
	if (!rows || !venue?.modules.exhibits) return { media: [], attract: new Set(), budget: 0 };
	const exhibition: Exhibition = exhibitionFrom(rows);
	return {
		media: [...exhibition.media.values()],
		attract: venue.modules.attract ? attractMedia(exhibition, monthAt(now, venue.zone)) : new Set(),
		budget: packBudget(venue),
	};
}

/** `YYYY-MM` at the venue. Without Temporal, which some browsers would have to fetch first. */
const monthAt = (at: number, timeZone: string): string =>
	new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' }).format(at);
