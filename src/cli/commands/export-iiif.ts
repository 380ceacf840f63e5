import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Hub } from '../../lib/server/hub.ts';
import { exhibitionFiles } from '../../lib/server/exhibition-import/export-exhibition.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { progressBar } from '../progress.ts';
import { venueOrFail } from './which-venue.ts';

/** `gongzhan export iiif FOLDER`: a collection and its manifests, to be put on any web server. */
export async function exportIiif(
	hub: Hub,
	{ folder, venue, at }: { folder: string; venue: string | undefined; at: string | undefined },
): Promise<number> {
	const { venueId, catalogue } = await venueOrFail(hub, venue);
	const origin = hub.config.origin ?? 'http://localhost';
	const base = (at ?? `${origin}/iiif/${venueId}`).replace(/\/+$/, '');
	if (!/^https?:\/\/\S+$/.test(base))
		fail(`--at ${at}: say the address at which FOLDER will be found, https://…`);
	const files = await exhibitionFiles(hub, venueId, catalogue.venue.name, { base, hub: origin });
	const onProgress = progressBar('  writing', process.stderr);
	try {
		for (const [n, { path, document }] of files.entries()) {
			const file = join(givenPath(folder), path);
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, `${JSON.stringify(document, null, '\t')}\n`);
			onProgress((n + 1) / files.length);
		}
	} catch (error) {
		fail(`${folder} cannot be written: ${reasonOf(error)}`);
	}
	console.log(
		`${folder}: a collection of ${files.length - 1} manifests, to be found at ${base}/collection.json`,
	);
	return 0;
}
