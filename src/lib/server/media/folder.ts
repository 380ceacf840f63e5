import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaId, VenueId } from '../../base/id.ts';

/** Where the hub keeps pictures and recordings: all under DATA_DIR/media, named by their content. */
export interface MediaFolder {
	readonly root: string;
	/** A file on its way, as far as it has come. */
	incoming(uploadId: string): string;
	/** Paths of those that nothing was added to since `at`, in ms. */
	partsBefore(at: number): Promise<string[]>;
	/** As it came, until something is made of it: it may tell where, when and with what it was made. */
	original(venueId: VenueId, sha256: string): string;
	/** Of a media id, which its hash begins with; null where it is not there. */
	originalOf(venueId: VenueId, mediaId: string): Promise<string | null>;
	/** Deletes all but those of which something is still to be made. */
	keepOriginals(of: readonly (readonly [VenueId, MediaId])[]): Promise<void>;
	/** What devices get of one. */
	files(mediaId: string): string;
	/** Paper: never served but to staff. */
	scan(sha256: string): string;
}

export const mediaFolder = (dataDir: string): MediaFolder => {
	const root = join(dataDir, 'media');
	const byHash = (folder: string, sha256: string) => join(root, folder, sha256.slice(0, 2), sha256);
	return {
		root,
		incoming: (uploadId) => join(root, 'incoming', `${uploadId}.part`),
		original: (venueId, sha256) => join(root, 'originals', venueId, sha256),
		async originalOf(venueId, mediaId) {
			const shelf = join(root, 'originals', venueId);
			const names = await readdir(shelf).catch(() => []);
			const name = names.find((each) => each.startsWith(mediaId));
			return name === undefined ? null : join(shelf, name);
		},
		async keepOriginals(of) {
			const kept = of.map(([venueId, mediaId]) => join(root, 'originals', venueId, mediaId));
			for (const path of await filesUnder(join(root, 'originals')))
				if (!kept.some((beginning) => path.startsWith(beginning))) await rm(path, { force: true });
		},
		async partsBefore(at) {
			const found: string[] = [];
			for (const path of await filesUnder(join(root, 'incoming')))
				if (((await stat(path).catch(() => null))?.mtimeMs ?? at) < at) found.push(path);
			return found;
		},
		files: (mediaId) => join(root, 'files', mediaId.slice(0, 2), mediaId),
		scan: (sha256) => byHash('scans', sha256),
	};
};

async function filesUnder(folder: string): Promise<string[]> {
	// A hub without media has nothing to wait for when it starts.
	if (!existsSync(folder)) return [];
	const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
	return found.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** SHA-256 of a file's content, as hex. */
export async function hashOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}
