import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaId } from '../../base/id.ts';
import { parseBody } from '../../sync/records.ts';
import type { Context } from '../context.ts';
import { worksAt, type Staff } from '../who.ts';
import { may } from '../../domain/roles.ts';
import type { MediaFolder } from './folder.ts';
import type { MediaService, ServedFile } from './shapes.ts';

/** A tile, as level 0 of IIIF's Image API names it: region, size, no rotation, default quality. */
const TILE = /^tiles\/(?:info\.json|(?:full|\d+,\d+,\d+,\d+)\/(?:max|\d+,\d*)\/0\/default\.jpg)$/;
const FILE = /^[a-z0-9][a-zA-Z0-9._-]{0,79}$/;

/** What may be asked for, and nothing beside it in the folder: a path is never made of anything else. */
export const isServedPath = (path: string): boolean =>
	!path.includes('..') && (FILE.test(path) || TILE.test(path));

export const server = ({ storage }: Context, folder: MediaFolder): Pick<MediaService, 'served'> => ({
	async served(mediaId, path, staff) {
		if (!/^[0-9a-f]{32}$/.test(mediaId) || !isServedPath(path)) return null;
		// Venues share what was made of a recording, and each has captions of its own.
		const standing = await storage.read(async (tx) => {
			const venues = await tx.media.venuesOf(mediaId);
			for (const venueId of venues) {
				const body = await tx.records.body(venueId, 'media', mediaId);
				const type = body === null ? undefined : typeIn(body, path);
				if (!type) continue;
				const [row] = await tx.media.get(venueId, [mediaId]);
				return { lasting: row?.shown !== 'living', type };
			}
			for (const venueId of venues.filter((each) => staff && seesMedia(staff) && worksAt(staff, each))) {
				const [row] = await tx.media.get(venueId, [mediaId]);
				const type = row?.state === 'ready' ? typeIn(row.body, path) : undefined;
				if (type) return { lasting: false, type };
			}
			return null;
		});
		if (!standing) return null;
		const file = await fileAt(join(folder.files(mediaId), path), standing.type, mediaId, path);
		return file && { file, lasting: standing.lasting };
	},
});

const seesMedia = (staff: Staff): boolean => may(staff.role, 'seeExhibits');
const tileType = (path: string): string => (path.endsWith('.json') ? 'application/json' : 'image/jpeg');

/** Undefined where this record has no such file. */
const typeIn = (body: string, path: string): string | undefined =>
	path.startsWith('tiles/')
		? tileType(path)
		: parseBody('media', JSON.parse(body))?.files.find(({ name }) => name === path)?.type;

async function fileAt(
	path: string,
	type: string,
	mediaId: MediaId,
	name: string,
): Promise<ServedFile | null> {
	const found = await stat(path).catch(() => null);
	if (!found?.isFile()) return null;
	const etag = `"${mediaId.slice(0, 8)}-${name.length.toString(36)}-${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"`;
	return { path, type, bytes: found.size, etag };
}
