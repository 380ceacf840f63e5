import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { MEDIA_LIMITS, WHOLE_PIXELS, type MediaFault } from '../../domain/media-limits.ts';

/**
 * Runs in a process of its own, which the hub starts for one picture and ends when it takes too much: what decodes strangers'
 * files is never beside the ledger. Asked by one message, answers with messages.
 */

export interface Order {
	readonly input: string;
	/** An empty folder for what is made. */
	readonly target: string;
}

export interface Derived {
	readonly width: number;
	readonly height: number;
	readonly files: readonly { readonly name: string; readonly width: number; readonly bytes: number }[];
	readonly tiles: { readonly size: number; readonly scaleFactors: readonly number[] } | null;
}

export type Said =
	{ readonly progress: number } | { readonly fault: MediaFault } | { readonly derived: Derived };

const WIDTHS = [320, 640, 1280, 2560];
/** WebP has no longer sides than this. */
const LONGEST_SIDE = 16_383;
const TILE = 512;
/** A picture that a screen shows whole needs no tiles. */
const TILED_FROM = 2560;

sharp.concurrency(1);
sharp.cache(false);

const decode = (input: string) =>
	sharp(input, {
		limitInputPixels: MEDIA_LIMITS.picture.pixels!,
		sequentialRead: true,
		failOn: 'truncated',
	}).autoOrient();

/** Null, or why it is not decoded. Reads the head of the file only. */
async function refusal(input: string): Promise<MediaFault | null> {
	const head = await sharp(input, { limitInputPixels: false }).metadata();
	const pixels = head.width * head.height;
	if ((head.pages ?? 1) > 1) return 'animation';
	if (!['jpeg', 'png', 'webp', 'heif'].includes(head.format)) return 'unknown';
	const whole = head.isProgressive || head.format === 'webp' || head.format === 'heif';
	return pixels > (whole ? WHOLE_PIXELS : MEDIA_LIMITS.picture.pixels!) ? 'too-many-pixels' : null;
}

async function derive({ input, target }: Order, say: (said: Said) => void): Promise<void> {
	const fault = await refusal(input);
	if (fault) return say({ fault });
	const { width, height } = (await sharp(input, { limitInputPixels: false }).metadata()).autoOrient;
	const widest = Math.max(1, Math.min(width, Math.floor((width * LONGEST_SIDE) / height)));
	const widths = WIDTHS.filter((each) => each < widest);
	const wanted = [...widths, ...(widest <= WIDTHS.at(-1)! ? [widest] : [])];
	const tiled = Math.max(width, height) > TILED_FROM;
	const steps = wanted.length + (tiled ? 2 : 0);
	mkdirSync(target, { recursive: true });
	const files: Derived['files'][number][] = [];
	for (const each of wanted) {
		const name = `w${each}.webp`;
		// Neither position nor camera: sharp leaves all of it out.
		const path = join(target, name);
		const size = { width: each, height: LONGEST_SIDE, fit: 'inside' } as const;
		await decode(input).resize(size).webp({ quality: 82 }).toFile(path);
		files.push({ name, width: each, bytes: statSync(path).size });
		say({ progress: files.length / steps });
	}
	say({ derived: { width, height, files, tiles: tiled ? await tile(input, target) : null } });
}

async function tile(input: string, target: string): Promise<Derived['tiles']> {
	const folder = join(target, 'tiles');
	await decode(input)
		.flatten({ background: '#ffffff' })
		.jpeg({ quality: 84 })
		.tile({ size: TILE, layout: 'iiif3' })
		.toFile(folder);
	const info = JSON.parse(readFileSync(join(folder, 'info.json'), 'utf8')) as {
		tiles: { width: number; scaleFactors: number[] }[];
	};
	rmSync(join(target, 'vips-properties.xml'), { force: true });
	return { size: info.tiles[0]!.width, scaleFactors: info.tiles[0]!.scaleFactors };
}

// Nobody is there any more to hear of it.
process.once('disconnect', () => process.exit());

if (process.send)
	process.once('message', (order) => {
		const say = (said: Said): void => void process.send!(said);
		derive(order as Order, say)
			.catch((failure: Error) => {
				const large = /pixel limit/.test(failure.message);
				say({
					fault: /ENOSPC|no space/i.test(failure.message)
						? 'disk-full'
						: large
							? 'too-many-pixels'
							: 'damaged',
				});
			})
			.finally(() => process.disconnect?.());
	});
