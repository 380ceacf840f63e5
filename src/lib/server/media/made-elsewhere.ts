import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaId, VenueId } from '../../base/id.ts';
import { ok, type Result } from '../../base/result.ts';
import type { Media } from '../../domain/media.ts';
import type { HubStorage } from '../storage/port.ts';
import type { Made } from './make.ts';

/**
 * What was made of the same file for another venue, without that venue's captions; null where nothing was, or it is not in
 * `folder` any more. Made again it would be the same, and would take the other's captions away.
 */
export async function madeElsewhere(
	storage: HubStorage,
	folder: string,
	venueId: VenueId,
	mediaId: MediaId,
): Promise<Result<Made, never> | null> {
	const bodies = await storage.read(async (tx) => {
		const found: Media[] = [];
		for (const other of await tx.media.venuesOf(mediaId)) {
			if (other === venueId) continue;
			const [row] = await tx.media.get(other, [mediaId]);
			if (row?.state === 'ready') found.push(JSON.parse(row.body) as Media);
		}
		return found;
	});
	for (const { width, height, seconds, files, tiles } of bodies) {
		const made = files.filter(({ language }) => language === undefined);
		const here = await Promise.all(made.map(({ name }) => stat(join(folder, name)).catch(() => null)));
		if (made.length > 0 && made.every(({ bytes }, n) => here[n]?.size === bytes))
			return ok({ width, height, seconds, files: made, tiles });
	}
	return null;
}
