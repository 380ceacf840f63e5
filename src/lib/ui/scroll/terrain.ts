import { chanceFrom, noise, type Canvas2D } from './brush.ts';

/** The land behind the scenes, one picture from edge to edge. All lengths in pixels of the scroll at full size, x from its left edge. */
export interface Land {
	/** How high the mountains rise at x, 0 (plain, sea) to 1 (peaks). */
	readonly relief: (x: number) => number;
	/** How much of the ground is water at x, 0 to 1. */
	readonly water: (x: number) => number;
}

export const HEIGHT = 1000;
/** Where people stand. */
export const GROUND = 835;
const STEP = 10;

/** Silk: warm, darker towards the edges, with its weave. */
export function silk(ctx: Canvas2D, from: number, to: number): void {
	const wash = ctx.createLinearGradient(0, 0, 0, HEIGHT);
	wash.addColorStop(0, '#dfc692');
	wash.addColorStop(0.18, '#ecd9ad');
	wash.addColorStop(0.6, '#f1e3c2');
	wash.addColorStop(1, '#e0c794');
	ctx.fillStyle = wash;
	ctx.fillRect(from, 0, to - from, HEIGHT);
	ctx.lineWidth = 1;
	for (let cell = Math.floor(from / 80); cell * 80 < to; cell++) {
		const chance = chanceFrom(cell * 7919 + 3);
		for (let n = 0; n < 12; n++) {
			const [x, y] = [cell * 80 + chance() * 80, chance() * HEIGHT];
			ctx.strokeStyle = chance() < 0.5 ? 'rgba(120,84,36,0.09)' : 'rgba(255,250,230,0.22)';
			ctx.beginPath();
			ctx.moveTo(x, y);
			ctx.lineTo(x + 20 + chance() * 70, y + chance() * 3);
			ctx.stroke();
		}
	}
}

/** The upper edge of a range: peaks that lean on each other, from several waves. */
const ridge = (x: number, seed: number, wide: number): number => {
	const large = 1 - Math.abs(noise(x / wide, seed));
	const middle = 1 - Math.abs(noise(x / (wide * 0.41) + 9.3, seed + 1));
	const small = noise(x / (wide * 0.13), seed + 2);
	return large * large * 0.62 + middle * middle * 0.3 + small * 0.07 + noise(x / 17, seed + 3) * 0.012;
};

interface Range {
	readonly seed: number;
	readonly wide: number;
	readonly foot: number;
	readonly low: number;
	readonly high: number;
	readonly crest: string;
	readonly slope: string;
	readonly base: string;
	readonly lines: number;
}

/** Far to near: each bluer and sharper than the one behind it. */
const RANGES: readonly Range[] = [
	{
		seed: 11,
		wide: 620,
		foot: 620,
		low: 90,
		high: 430,
		crest: '#93b3b3',
		slope: '#bccbb5',
		base: '#ead9b100',
		lines: 0,
	},
	{
		seed: 29,
		wide: 480,
		foot: 710,
		low: 50,
		high: 520,
		crest: '#2f719b',
		slope: '#6ba58b',
		base: '#e6d3a400',
		lines: 3,
	},
	{
		seed: 53,
		wide: 360,
		foot: 790,
		low: 24,
		high: 370,
		crest: '#1f5488',
		slope: '#4c9275',
		base: '#d9bf8300',
		lines: 5,
	},
];

function range(ctx: Canvas2D, from: number, to: number, land: Land, one: Range): void {
	const top = (x: number): number =>
		one.foot - one.low - ridge(x, one.seed, one.wide) * one.high * land.relief(x);
	const start = Math.floor(from / STEP) * STEP - STEP;
	ctx.beginPath();
	ctx.moveTo(start, one.foot + 60);
	for (let x = start; x <= to + STEP; x += STEP) ctx.lineTo(x, top(x));
	ctx.lineTo(to + STEP, one.foot + 60);
	ctx.closePath();
	const wash = ctx.createLinearGradient(0, one.foot - one.high, 0, one.foot + 50);
	wash.addColorStop(0, one.crest);
	wash.addColorStop(0.5, one.slope);
	wash.addColorStop(0.8, one.base.slice(0, 7) + 'dd');
	wash.addColorStop(1, one.base);
	ctx.fillStyle = wash;
	ctx.fill();
	if (one.lines > 0) wrinkles(ctx, from, to, top, one);
}

/** Strokes that run down from the crest; on each crest a line of ink and one of gold. */
function wrinkles(ctx: Canvas2D, from: number, to: number, top: (x: number) => number, one: Range): void {
	for (let cell = Math.floor((from - 120) / 26); cell * 26 < to + 120; cell++) {
		const chance = chanceFrom(cell * 104729 + one.seed);
		const x = cell * 26 + chance() * 20;
		const y = top(x);
		const rise = one.foot - one.low - y;
		if (rise < 40) continue;
		for (let n = 0; n < one.lines; n++) {
			const fall = (0.16 + chance() * 0.5) * rise;
			const lean = (top(x + 24) - top(x - 24)) * 0.5 + (chance() - 0.5) * 40;
			ctx.beginPath();
			ctx.moveTo(x + n * 4, y + 6 + n * 9);
			ctx.quadraticCurveTo(x + lean * 0.3, y + fall * 0.5, x + lean, y + fall);
			ctx.strokeStyle = n % 2 ? 'rgba(24,58,84,0.34)' : 'rgba(236,246,220,0.3)';
			ctx.lineWidth = 1.2 + chance() * 2.4;
			ctx.stroke();
		}
		if (chance() < 0.5) {
			ctx.fillStyle = 'rgba(31,66,50,0.75)';
			for (let dot = 0; dot < 5; dot++) {
				ctx.beginPath();
				ctx.ellipse(x + chance() * 40 - 20, top(x + chance() * 30 - 15) + 3 + chance() * 14, 4.4, 3, 0, 0, 7);
				ctx.fill();
			}
		}
	}
	for (const [shift, width, colour] of [
		[0, 2.6, 'rgba(30,48,62,0.85)'],
		[5, 2, 'rgba(202,160,70,0.9)'],
	] as const) {
		ctx.beginPath();
		const start = Math.floor(from / STEP) * STEP - STEP;
		for (let x = start; x <= to + STEP; x += STEP) ctx.lineTo(x, top(x) + shift);
		ctx.strokeStyle = colour;
		ctx.lineWidth = width;
		ctx.stroke();
	}
}

export function mountains(ctx: Canvas2D, from: number, to: number, land: Land): void {
	for (const [n, one] of RANGES.entries()) {
		range(ctx, from, to, land, one);
		mist(ctx, from, to, one.foot - 6, 46, 0.5 + n * 0.1, one.seed);
	}
}

/** Bands of mist that lie between near and far. */
function mist(
	ctx: Canvas2D,
	from: number,
	to: number,
	y: number,
	half: number,
	strength: number,
	seed: number,
): void {
	for (let cell = Math.floor((from - 500) / 300); cell * 300 < to + 500; cell++) {
		const chance = chanceFrom(cell * 31337 + seed);
		const [x, wide] = [cell * 300 + chance() * 200, 240 + chance() * 260];
		ctx.save();
		ctx.translate(x, y + (chance() - 0.5) * 50);
		ctx.scale(wide / half, 1);
		const light = ctx.createRadialGradient(0, 0, 0, 0, 0, half);
		light.addColorStop(0, `rgba(246,236,210,${strength})`);
		light.addColorStop(1, 'rgba(246,236,210,0)');
		ctx.fillStyle = light;
		ctx.fillRect(-half, -half, 2 * half, 2 * half);
		ctx.restore();
	}
}

/** The ground that people stand on, down to the lower edge; grass on it, and moss. */
export function ground(ctx: Canvas2D, from: number, to: number, land: Land): void {
	const top = (x: number): number => 776 + noise(x / 240, 71) * 14 + noise(x / 60, 73) * 5;
	const start = Math.floor(from / STEP) * STEP - STEP;
	ctx.beginPath();
	ctx.moveTo(start, HEIGHT);
	for (let x = start; x <= to + STEP; x += STEP) ctx.lineTo(x, top(x));
	ctx.lineTo(to + STEP, HEIGHT);
	const wash = ctx.createLinearGradient(0, 770, 0, HEIGHT);
	wash.addColorStop(0, '#a9b987');
	wash.addColorStop(0.2, '#cdbf86');
	wash.addColorStop(0.65, '#dcc48b');
	wash.addColorStop(1, '#b99355');
	ctx.fillStyle = wash;
	ctx.fill();
	ctx.strokeStyle = 'rgba(60,70,48,0.6)';
	ctx.lineWidth = 2;
	ctx.stroke();
	for (let cell = Math.floor(from / 40) - 1; cell * 40 < to + 40; cell++) {
		const chance = chanceFrom(cell * 2203 + 5);
		for (let n = 0; n < 4; n++) {
			const [x, y] = [cell * 40 + chance() * 40, 792 + chance() * 200];
			if (land.water(x) > 0.3) continue;
			ctx.strokeStyle = n % 2 ? 'rgba(57,102,79,0.6)' : 'rgba(122,82,48,0.4)';
			ctx.lineWidth = 1.8;
			ctx.beginPath();
			for (const lean of [-6, 0, 7]) {
				ctx.moveTo(x, y);
				ctx.lineTo(x + lean, y - 11 - chance() * 6);
			}
			ctx.stroke();
		}
	}
	waves(ctx, from, to, land);
}

/** Water in scales, as on old porcelain. */
function waves(ctx: Canvas2D, from: number, to: number, land: Land): void {
	const size = 26;
	for (let row = 0; row < 17; row++) {
		const y = 770 + row * 14;
		for (let n = Math.floor(from / (2 * size)) - 1; n * 2 * size < to + 2 * size; n++) {
			const x = n * 2 * size + (row % 2) * size;
			// The shore comes forward where there is less water.
			if (land.water(x) * 17 < row * 0.35 + 4.4 + noise(x / 130, 91) * 2.2) continue;
			for (const [radius, colour] of [
				[size, row % 3 ? '#9fc0bd' : '#b4cec6'],
				[size * 0.68, '#c9dcd0'],
				[size * 0.34, '#8fb4bd'],
			] as const) {
				ctx.beginPath();
				ctx.arc(x, y + size, radius, Math.PI, 2 * Math.PI);
				ctx.fillStyle = colour;
				ctx.fill();
				ctx.strokeStyle = 'rgba(38,84,116,0.5)';
				ctx.lineWidth = 1.3;
				ctx.stroke();
			}
		}
	}
}
