import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the hub keeps pictures and recordings: all under DATA_DIR/media, named by their content. */
export interface MediaFolder {
	readonly root: string;
	/** A file on its way, as far as it has come. */
	incoming(uploadId: string): string;
	/** As it came. Never served: it may tell where and when it was made. */
	original(sha256: string): string;
	/** Of a media id, which its hash begins with; null where it is not there. */
	originalOf(mediaId: string): Promise<string | null>;
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
		original: (sha256) => byHash('originals', sha256),
		async originalOf(mediaId) {
			const shelf = join(root, 'originals', mediaId.slice(0, 2));
			const names = await readdir(shelf).catch(() => []);
			const name = names.find((each) => each.startsWith(mediaId));
			return name === undefined ? null : join(shelf, name);
		},
		files: (mediaId) => join(root, 'files', mediaId.slice(0, 2), mediaId),
		scan: (sha256) => byHash('scans', sha256),
	};
};

/** SHA-256 of a file's content, as hex. */
export async function hashOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}
