import type { Brush } from './brush.ts';
import * as tools from './tools.ts';

/** How somebody stands. */
export type Legs = 'straight' | 'stride' | 'lunge' | 'seat' | 'kneel';
export interface Stance {
	readonly legs: Legs;
	/** Shoulder to hand, over the elbow: the far arm, and the near one. */
	readonly arms: readonly [readonly number[], readonly number[]];
	/** The back, in radians forwards; from the hip. */
	readonly bow?: number;
	readonly tool?: (b: Brush) => void;
}

/** What somebody does. */
export const STANCES = {
	stand: {
		legs: 'straight',
		arms: [
			[-14, -84, -22, -62, -19, -44],
			[14, -84, 22, -62, 19, -44],
		],
	},
	akimbo: {
		legs: 'straight',
		arms: [
			[-14, -84, -34, -66, -16, -52],
			[14, -84, 34, -66, 17, -52],
		],
	},
	walk: {
		legs: 'stride',
		arms: [
			[-12, -84, -28, -66, -30, -48],
			[12, -84, 22, -64, 34, -54],
		],
		bow: 0.05,
	},
	swing: {
		legs: 'lunge',
		arms: [
			[-12, -84, 8, -104, 30, -122],
			[12, -84, 26, -100, 36, -118],
		],
		tool: tools.hammer,
	},
	carry: {
		legs: 'stride',
		arms: [
			[-12, -84, -28, -66, -40, -80],
			[12, -84, 28, -66, 40, -80],
		],
		tool: tools.yoke,
	},
	push: {
		legs: 'lunge',
		arms: [
			[-12, -82, 12, -70, 38, -70],
			[12, -82, 26, -66, 40, -64],
		],
		bow: 0.16,
	},
	bend: {
		legs: 'straight',
		arms: [
			[-12, -82, 12, -70, 38, -70],
			[12, -82, 26, -66, 40, -64],
		],
		bow: 0.62,
		tool: tools.hoe,
	},
	sit: {
		legs: 'seat',
		arms: [
			[-12, -82, 12, -70, 38, -70],
			[12, -82, 26, -66, 40, -64],
		],
		tool: tools.sheet,
	},
	kneel: {
		legs: 'kneel',
		arms: [
			[-12, -82, 10, -62, 34, -56],
			[12, -82, 28, -64, 42, -50],
		],
		bow: 0.2,
	},
	point: {
		legs: 'straight',
		arms: [
			[-14, -84, -22, -62, -18, -46],
			[12, -84, 34, -92, 56, -98],
		],
	},
	wave: {
		legs: 'straight',
		arms: [
			[-14, -84, -22, -62, -18, -46],
			[12, -84, 28, -104, 24, -128],
		],
	},
	reach: {
		legs: 'straight',
		arms: [
			[-10, -84, 4, -108, 14, -128],
			[12, -84, 24, -106, 26, -130],
		],
	},
	look: {
		legs: 'stride',
		arms: [
			[-14, -84, -24, -64, -18, -48],
			[12, -84, 30, -94, 12, -110],
		],
	},
	hold: {
		legs: 'straight',
		arms: [
			[-12, -82, 2, -60, 20, -62],
			[13, -82, 30, -62, 25, -62],
		],
		tool: tools.spanner,
	},
	read: {
		legs: 'straight',
		arms: [
			[-12, -82, 6, -60, 22, -66],
			[13, -82, 34, -60, 42, -72],
		],
		tool: tools.paper,
	},
	drill: {
		legs: 'lunge',
		arms: [
			[-12, -82, 10, -66, 34, -72],
			[12, -82, 24, -60, 46, -66],
		],
		bow: 0.14,
		tool: tools.drill,
	},
	shoulder: {
		legs: 'stride',
		arms: [
			[-14, -84, -24, -64, -20, -46],
			[12, -84, 28, -70, 18, -80],
		],
		tool: tools.pick,
	},
	offer: {
		legs: 'straight',
		arms: [
			[-12, -82, 6, -66, 32, -74],
			[12, -82, 28, -70, 44, -72],
		],
		tool: tools.parcel,
	},
	ladle: {
		legs: 'stride',
		arms: [
			[-12, -84, -22, -92, -12, -90],
			[12, -84, 28, -74, 28, -58],
		],
		tool: tools.tub,
	},
	brake: {
		legs: 'lunge',
		arms: [
			[-12, -82, 14, -84, 42, -88],
			[12, -82, 28, -76, 45, -84],
		],
		bow: 0.08,
		tool: tools.brake,
	},
} as const satisfies Record<string, Stance>;
export type Pose = keyof typeof STANCES;

/** The far leg and the near one. */
export const LEGS: Readonly<Record<Exclude<Legs, 'seat'>, readonly [readonly number[], readonly number[]]>> =
	{
		straight: [
			[-15, -44, 0, -46, -2, -2, -15, -2],
			[-1, -46, 15, -44, 17, -2, 4, -2],
		],
		stride: [
			[-15, -44, 2, -46, -12, -2, -25, -3],
			[-2, -46, 15, -44, 25, -2, 12, -2],
		],
		lunge: [
			[-15, -44, 2, -46, -22, -2, -35, -4],
			[-2, -46, 15, -44, 30, -26, 28, -2, 15, -2, 16, -24],
		],
		kneel: [
			[-15, -44, 2, -46, -4, -12, -34, -2, -36, -12, -16, -18],
			[-2, -46, 15, -44, 30, -30, 28, -2, 15, -2, 16, -26],
		],
	};
export const SHOES: Readonly<Record<Exclude<Legs, 'seat'>, readonly (readonly number[])[]>> = {
	straight: [
		[-16, 0, -1, 0],
		[3, 0, 19, 0],
	],
	stride: [
		[-27, 0, -11, 1],
		[12, 0, 29, 0],
	],
	lunge: [
		[-37, -1, -21, 1],
		[15, 0, 33, 0],
	],
	kneel: [
		[-40, -2, -32, -10],
		[15, 0, 33, 0],
	],
};
