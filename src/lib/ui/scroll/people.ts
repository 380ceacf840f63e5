import { PIGMENT as P, type Brush } from './brush.ts';

/** What somebody does, and with what. */
export const POSES = ['stand', 'swing', 'carry', 'push', 'bend', 'sit', 'point', 'wave', 'reach'] as const;
export type Pose = (typeof POSES)[number];

/** Who they are by what they wear. */
export interface Dress {
	readonly coat: string;
	readonly trousers: string;
	readonly hat: 'none' | 'straw' | 'cap' | 'helmet' | 'scarf' | 'towel';
}

const hat = (b: Brush, kind: Dress['hat']): void => {
	if (kind === 'straw') b.shape([-26, -104, 0, -124, 26, -104, 0, -99], P.straw, { line: 1.6 });
	else if (kind === 'cap')
		b.shape([-14, -106, -12, -117, 8, -119, 13, -108, 24, -105, 12, -103], P.deep, { line: 1.6 });
	else if (kind === 'helmet')
		b.shape([-17, -105, -13, -118, 0, -122, 13, -118, 17, -105], P.gold, { line: 1.6 });
	else if (kind === 'scarf')
		b.shape([-15, -98, -15, -115, 0, -121, 15, -115, 15, -98, 9, -112, -9, -112], P.cinnabar, { line: 1.4 });
	else if (kind === 'towel') b.shape([-14, -108, -13, -117, 13, -117, 14, -108], P.white, { line: 1.4 });
};

/** Shoulder to hand, over the elbow; and both hands for most kinds of work. */
const ARMS: Record<Pose, readonly (readonly number[])[]> = {
	stand: [
		[-14, -84, -22, -62, -19, -44],
		[14, -84, 22, -62, 19, -44],
	],
	swing: [
		[-12, -84, 8, -104, 30, -122],
		[12, -84, 26, -100, 36, -118],
	],
	carry: [
		[-12, -84, -22, -94, -10, -92],
		[12, -84, 26, -70, 30, -52],
	],
	push: [
		[-12, -82, 12, -70, 38, -70],
		[12, -82, 26, -66, 40, -64],
	],
	bend: [
		[4, -70, 22, -50, 32, -28],
		[14, -66, 32, -48, 40, -26],
	],
	sit: [
		[-10, -68, 8, -52, 26, -54],
		[12, -68, 20, -50, 30, -50],
	],
	point: [
		[-14, -84, -22, -62, -18, -46],
		[12, -84, 34, -92, 56, -98],
	],
	wave: [
		[-14, -84, -22, -62, -18, -46],
		[12, -84, 28, -104, 24, -128],
	],
	reach: [
		[-10, -84, 4, -108, 14, -128],
		[12, -84, 24, -106, 26, -130],
	],
};

const tool = (b: Brush, pose: Pose): void => {
	if (pose === 'swing') {
		b.line([20, -100, 58, -146], 4, P.umber);
		b.shape([46, -150, 62, -162, 74, -148, 58, -136], P.steel);
	} else if (pose === 'carry') {
		b.swing([-62, -92, 0, -106, 62, -92], 4, P.umber);
		for (const x of [-60, 60]) {
			b.line([x, -92, x - 10, -48, x, -92, x + 10, -48], 1.2);
			b.shape([x - 20, -50, x + 20, -50, x + 13, -24, x - 13, -24], P.ochre);
		}
	} else if (pose === 'bend') b.line([20, -60, 60, -2], 4, P.umber);
	else if (pose === 'sit') b.shape([18, -60, 46, -62, 48, -46, 20, -44], P.white, { line: 1.4 });
};

/** One figure, about 120 high, facing right. */
export function person(b: Brush, pose: Pose, dress: Dress): void {
	const { ctx } = b;
	const bent = pose === 'bend';
	const low = pose === 'sit';
	if (low) {
		b.shape([-16, -42, 22, -42, 34, -34, 32, 0, 22, 0, 20, -24, -16, -22], dress.trousers, { line: 1.6 });
		b.box(-20, -22, 32, 22, P.umber, 1.4);
	} else {
		b.shape([-15, -44, 0, -46, -2, -2, -15, -2], dress.trousers, { line: 1.6 });
		b.shape([-1, -46, 15, -44, 17, -2, 4, -2], dress.trousers, { line: 1.6 });
		b.line([-16, 0, -1, 0], 5);
		b.line([3, 0, 19, 0], 5);
	}
	ctx.save();
	if (bent) {
		ctx.translate(0, -42);
		ctx.rotate(0.62);
		ctx.translate(0, 42);
	}
	if (low) ctx.translate(0, 14);
	const [far, near] = ARMS[bent ? 'push' : low ? 'push' : pose];
	b.line(far!, 9, dress.coat);
	b.shape([-14, -88, 14, -88, 18, -40, -18, -40], dress.coat, { line: 1.8, pale: 0.12 });
	b.line([-1, -86, 1, -42], 1.2);
	b.disc(0, -102, 13, P.skin, 1.8);
	if (dress.hat !== 'helmet') b.shape([-13, -104, -12, -115, 6, -117, 13, -108, 4, -111], P.ink, { line: 0 });
	hat(b, dress.hat);
	b.line([-5, -103, -1, -103], 1.7);
	b.line([5, -103, 9, -103], 1.7);
	b.swing([-1, -94, 3, -92, 6, -95], 1.5, P.brick);
	b.disc(-6, -98, 2.4, '#d99a80', 0);
	b.disc(9, -98, 2.2, '#d99a80', 0);
	b.line(near!, 10.5, P.ink);
	b.line(near!, 8, dress.coat);
	const [hx, hy] = near!.slice(-2);
	b.disc(hx!, hy!, 4.6, P.skin, 1.2);
	ctx.restore();
	tool(b, pose);
}

const COATS = [P.azurite, P.deep, P.steel, P.white, P.ochre, P.malachite, '#6c7f95'] as const;
const TROUSERS = [P.deep, P.soot, P.umber, '#3d5a73'] as const;

interface Crew {
	readonly poses: readonly Pose[];
	readonly hats: readonly Dress['hat'][];
	readonly count: number;
}

/** Who is at work, by the word that a scene has for them. */
export const CREWS: Record<string, Crew> = {
	potters: { poses: ['sit', 'push', 'carry', 'stand'], hats: ['none', 'towel'], count: 6 },
	weavers: { poses: ['reach', 'push', 'stand'], hats: ['scarf', 'none', 'towel'], count: 7 },
	haulers: { poses: ['carry', 'push', 'push', 'swing'], hats: ['straw', 'towel', 'none'], count: 9 },
	smiths: { poses: ['swing', 'push', 'point', 'swing'], hats: ['cap', 'towel', 'none'], count: 7 },
	pickers: { poses: ['bend', 'carry', 'stand', 'bend'], hats: ['straw', 'scarf'], count: 7 },
	carpenters: { poses: ['push', 'swing', 'bend', 'sit'], hats: ['none', 'cap', 'straw'], count: 6 },
	readers: { poses: ['sit', 'sit', 'point', 'sit'], hats: ['none', 'cap', 'scarf'], count: 8 },
	builders: { poses: ['swing', 'push', 'point', 'carry'], hats: ['helmet', 'straw', 'helmet'], count: 9 },
	crowd: {
		poses: ['wave', 'stand', 'stand', 'point', 'wave'],
		hats: ['cap', 'none', 'scarf', 'straw'],
		count: 14,
	},
	lathers: { poses: ['push', 'reach', 'point', 'stand'], hats: ['cap', 'none', 'helmet'], count: 6 },
	farmers: { poses: ['bend', 'carry', 'bend', 'stand'], hats: ['straw', 'straw', 'scarf'], count: 7 },
	miners: { poses: ['swing', 'push', 'carry', 'swing'], hats: ['helmet'], count: 8 },
	shoppers: { poses: ['stand', 'point', 'stand', 'carry'], hats: ['none', 'scarf', 'cap'], count: 9 },
	sweepers: { poses: ['bend', 'push', 'carry', 'wave'], hats: ['straw', 'cap'], count: 6 },
	loggers: { poses: ['swing', 'carry', 'push'], hats: ['cap', 'helmet'], count: 7 },
	climbers: { poses: ['reach', 'point', 'reach', 'wave'], hats: ['helmet', 'helmet', 'straw'], count: 6 },
	welders: { poses: ['bend', 'reach', 'sit', 'push'], hats: ['helmet', 'helmet', 'cap'], count: 7 },
	dockers: { poses: ['point', 'push', 'carry', 'wave'], hats: ['helmet', 'cap'], count: 7 },
	riders: { poses: ['stand', 'wave', 'push', 'carry'], hats: ['helmet', 'cap'], count: 6 },
	fishers: { poses: ['push', 'stand', 'bend'], hats: ['straw'], count: 5 },
};

export function someone(b: Brush, crew: Crew): void {
	const pick = <T>(list: readonly T[]): T => list[Math.floor(b.chance() * list.length)]!;
	person(b, pick(crew.poses), { coat: pick(COATS), trousers: pick(TROUSERS), hat: pick(crew.hats) });
}
