import { randomBytes } from 'node:crypto';
import { openBrowser } from '../e2e/browser.ts';
import { openBreakingLink, type LinkQuality } from './breaking-link.ts';
import { beside, exhibit, exhibitedFile, noisePicture } from './furnished-exhibition.ts';
import type { KillOrder } from './kill-hubs.ts';
import { openFirst } from './kiosk-page.ts';
import { packOnDisk } from './pack-page.ts';
import { until } from './patience.ts';
import type { Report } from './report.ts';
import type { Site } from './site.ts';

export interface PackOrder extends LinkQuality {
	readonly films: number;
	readonly filmBytes: number;
	readonly pictures: number;
	readonly pictureBytes: number;
	readonly withinMs: number;
}

/** 500 MB over a line of 5 MB a second that breaks every 20 s. */
export const WHOLE_PACK: PackOrder = {
	...{ films: 9, filmBytes: 50_000_000, pictures: 125, pictureBytes: 400_000 },
	...{ rate: 5_000_000, breakEveryMs: 20_000, withinMs: 600_000 },
};

/** Of what a pack weighs, what may be carried besides: headers, what was under way at a break, and the kiosk itself. */
const MOST_CARRIED = 1.1;

/** A pack comes over a line that breaks again and again: all of it, whole, and each byte about once. */
export async function breakingPack(
	site: Site,
	{ say }: Pick<KillOrder, 'say'>,
	profile: string,
	order: PackOrder,
): Promise<Report> {
	const files = [
		...Array.from({ length: order.films }, (_, i) =>
			exhibitedFile(`film-${i}`, randomBytes(order.filmBytes), 'video/mp4'),
		),
		...Array.from({ length: order.pictures }, (_, i) =>
			exhibitedFile(`person-${i}`, noisePicture(order.pictureBytes), 'image/png'),
		),
	];
	const weight = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
	const link = await openBreakingLink(site.origins[0]!, { ...order, breakEveryMs: null });
	const browser = await openBrowser({ profile });
	const problems: string[] = [];
	try {
		const kiosk = await openFirst(browser, link.origin, site.links.kiosk);
		const before = link.carried;
		link.breakEvery(order.breakEveryMs);
		await beside({ DATA_DIR: site.dataDir! }, (hub) => exhibit(hub, site.venue.venueId, files));
		const here = async (): Promise<number> => {
			const disk = await packOnDisk(kiosk.page);
			return files.filter(({ media }) => `${media.files[0]!.sha256}.whole` in disk).length;
		};
		const began = performance.now();
		const all = await until(async () => (await here()) === files.length, order.withinMs);
		const carried = link.carried - before;
		const seconds = Math.round((performance.now() - began) / 1000);
		say(`${await here()} of ${files.length} files whole after ${seconds} s and ${link.breaks} breaks`);
		say(`${(weight / 1e6).toFixed(1)} MB of files, ${(carried / 1e6).toFixed(1)} MB carried`);
		if (!all) problems.push(`${files.length - (await here())} files are not here`);
		if (carried > weight * MOST_CARRIED) problems.push(`${carried} bytes were carried for ${weight}`);
		const disk = await packOnDisk(kiosk.page);
		const wrong = files.filter(({ media, bytes }) => disk[media.files[0]!.sha256] !== bytes.length);
		if (wrong.length > 0) problems.push(`${wrong.length} files have another size`);
		const { breaks } = link;
		return {
			fault: 'pack over a line that breaks',
			times: breaks,
			shown: 0,
			facts: 0,
			lost: 0,
			doubled: 0,
			problems,
		};
	} finally {
		await browser.kill();
		await link.close();
	}
}
