import { readingsIn, type Reading } from './reading.ts';
import { darknessOf, inkOf } from './sight/darkness.ts';
import type { Box, Luminance } from './sight/picture.ts';
import { double, halve } from './sight/scale.ts';
import { smooth } from './sight/smooth.ts';
import { drawSymbol } from './symbol/draw.ts';
import { cornersOf, gridOf } from './symbol/grid.ts';
import { recover, recoverAt, type Recovered } from './symbol/recover.ts';
import type { Found, Zxing } from './zxing.ts';

/** A part of the picture that looks like a code and was not read as it is. */
export interface Glimpse {
	readonly box: Box;
	readonly sight: Luminance;
	readonly found: readonly Found[];
}

export type Attempt = () => Reading[];

/** Sides in pixels: below, twice as large shows more; above, half as large costs a quarter and is less noisy. */
const SMALL = 240;
const LARGE = 400;
/** Windows of local normalisation: this many to a region's side. */
const WINDOWS = 6;

/** What else can be tried, the likeliest first. `spent`: time is up. */
export function hardAttempts(
	zxing: Zxing,
	whole: Luminance,
	glimpses: readonly Glimpse[],
	spent: () => boolean,
): Attempt[] {
	const ways = glimpses.map((glimpse) => attemptsAt(zxing, whole, glimpse, spent));
	const most = Math.max(0, ...ways.map((each) => each.length));
	// The first way at each region, then the whole picture, before the second way at any.
	const rounds = Array.from({ length: most }, (_, i) => ways.flatMap((each) => each.slice(i, i + 1)));
	return [...(rounds[0] ?? []), () => readWhole(zxing, whole), ...rounds.slice(1).flat()];
}

/** The whole picture as it is. */
export function readWhole(zxing: Zxing, whole: Luminance): Reading[] {
	return readingsIn(
		zxing.find(whole),
		{ left: 0, top: 0, width: whole.width, height: whole.height },
		1,
		whole,
	);
}

function attemptsAt(
	zxing: Zxing,
	whole: Luminance,
	{ box, sight, found }: Glimpse,
	spent: () => boolean,
): Attempt[] {
	const side = Math.max(sight.width, sight.height);
	const scales = side > LARGE ? [0.5, 1] : side < SMALL ? [1, 2] : [1];
	return scales.map((scale) => () => {
		const picture = scale === 0.5 ? halve(sight) : scale === 2 ? double(sight) : sight;
		const quads = found.map(({ corners, ...rest }) => ({
			...rest,
			corners: corners.map(({ x, y }) => ({ x: x * scale, y: y * scale })),
		}));
		return readingsIn(lookCloser(zxing, picture, quads, spent), box, scale, whole);
	});
}

/** Local normalisation, then zxing again on pure ink, then our own way from module to module. */
function lookCloser(
	zxing: Zxing,
	picture: Luminance,
	quads: readonly Found[],
	spent: () => boolean,
): Found[] {
	const side = Math.max(picture.width, picture.height);
	const darkness = darknessOf(smooth(picture), Math.max(8, Math.round(side / WINDOWS / 2)));
	const seen = zxing.findInk(inkOf(darkness));
	if (seen.some(({ text }) => text !== null)) return seen;
	for (const { corners, size } of [...seen, ...quads]) {
		const found = recoverAt(darkness, size, gridOf(corners), spent);
		if (found) return read(zxing, found);
	}
	const found = recover(darkness, spent);
	return found ? read(zxing, found) : [];
}

/** The text of a repaired symbol: drawn anew, so that one reader understands all of them. */
function read(zxing: Zxing, { size, modules, grid }: Recovered): Found[] {
	return zxing
		.findInk(drawSymbol(modules, size))
		.map(({ text }) => ({ text, size, corners: cornersOf(grid) }));
}
