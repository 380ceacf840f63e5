import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
	const root = givenPath(folder);
	let gone: readonly string[] = [];
	try {
		const before = listedIn(join(root, COLLECTION));
		// The collection comes last: until then the old one says what is to be taken away, should this be cut off.
		const inOrder = files.toSorted((a, b) => Number(a.path === COLLECTION) - Number(b.path === COLLECTION));
		for (const [n, { path, document }] of inOrder.entries()) {
			if (path === COLLECTION) gone = takeAway(root, before, new Set(files.map((each) => each.path)));
			const file = join(root, path);
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
	if (gone.length > 0) console.log(`${gone.length} taken away, no longer shown: ${gone.join(', ')}`);
	return 0;
}

const COLLECTION = 'collection.json';

/** What an earlier export wrote, by the address of each; none where there was none, or somebody else's file is there. */
function listedIn(file: string): ReadonlySet<string> {
	const items = documentIn(file)?.['items'];
	return new Set(Array.isArray(items) ? items.flatMap((item: { id?: string } | null) => item?.id ?? []) : []);
}

/** Manifests that the earlier export listed and this one did not write: who was withdrawn since stands on no web server. */
function takeAway(root: string, before: ReadonlySet<string>, written: ReadonlySet<string>): string[] {
	const folders = before.size === 0 ? [] : readdirSync(root, { withFileTypes: true });
	const left = folders
		.filter((each) => each.isDirectory())
		.flatMap(({ name }) => readdirSync(join(root, name)).map((file) => `${name}/${file}`))
		.filter((path) => path.endsWith('.json') && !written.has(path))
		.filter((path) => before.has(String(documentIn(join(root, path))?.['id'])));
	for (const path of left) rmSync(join(root, path));
	return left;
}

function documentIn(file: string): Readonly<Record<string, unknown>> | null {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown> | null;
	} catch {
		return null;
	}
}
