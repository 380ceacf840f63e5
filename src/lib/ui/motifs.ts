import type { Honoree } from '../domain/exhibit.ts';
import { gearPath } from './gear.ts';

/**
 * The scenes at the foot of the drawn portraits, cut like a matchbox label: few inks, no shading.
 * Drawn in a frame of 272 × 286 with its corner at (14, 14); the ground lies at y = 300, the medallion's lower edge at y = 226.
 */
export interface Shape {
	readonly d: string;
	readonly ink: 'dark' | 'accent' | 'light';
	/** Width of the stroke; filled where there is none. */
	readonly line?: number;
	/** Moves the path's own (0, 0). */
	readonly at?: readonly [number, number];
}

export interface Scene {
	/** Ground behind everything, rays on it, and the three inks. */
	readonly sky: string;
	readonly ray: string;
	readonly dark: string;
	readonly accent: string;
	readonly light: string;
	readonly shapes: readonly Shape[];
}

const dark = (d: string): Shape => ({ d, ink: 'dark' });
const accent = (d: string): Shape => ({ d, ink: 'accent' });
const light = (d: string): Shape => ({ d, ink: 'light' });
const line = (d: string, width: number, ink: Shape['ink'] = 'dark'): Shape => ({ d, ink, line: width });
const gear = (x: number, y: number, teeth: number, outer: number, ink: Shape['ink']): Shape => ({
	d: gearPath(teeth, outer, outer * 0.78),
	ink,
	at: [x, y],
});
const disc = (x: number, y: number, r: number): string =>
	`M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
/** The same path at several places. */
const rows = (
	places: readonly (readonly [number, number])[],
	path: (x: number, y: number) => string,
): string => places.map(([x, y]) => path(x, y)).join('');

const steel: readonly Shape[] = [
	dark('M14 300V262H40V96h14v166h10V122h14v140h14V236l8-14h44l8 14v26H286v38z'),
	dark('M104 222l6-22h32l6 22z'),
	light('M34 88c-10-14 4-22 12-16 4-18 30-16 28 2 14-2 16 16 2 18-12 2-32 4-42-4z'),
	dark('M206 196h58l-10 44h-38z'),
	line('M198 190h74M235 190v-70M216 120h70', 6),
	accent('M206 204c-18 8-26 30-27 62h12c0-26 6-44 20-50z'),
	light('M166 266h40l-6 20h-28z'),
	accent(
		'M150 250l4 8 8 2-8 4-4 8-4-8-8-4 8-2zM222 256l3 6 6 2-6 3-3 6-3-6-6-3 6-2zM146 282l3 4 5 2-5 2-3 5-3-5-5-2 5-2z',
	),
];

const oil: readonly Shape[] = [
	line(
		'M28 300 58 74h14l30 226M36 248h58M42 204h46M47 164h36M52 126h26M36 248l52-44M94 248 42 204M47 164l41 40M83 164l-41 40M52 126l31 38M78 126l-31 38',
		6,
	),
	dark('M48 66h34v10H48z'),
	dark('M176 300l22-62h10l22 62h-13l-5-16h-18l-5 16z'),
	dark('M146 232l118-26 4 12-116 28z'),
	dark('M262 190c18 4 22 28 10 44l-14-4c4-12 4-24-2-34z'),
	line('M268 236v64M156 246v40', 4),
	accent('M140 276h32v24h-32z'),
	dark('M14 292H286v8H14z'),
	accent('M272 262c8 12 10 18 10 22a10 10 0 1 1-20 0c0-4 2-10 10-22z'),
];

const textile: readonly Shape[] = [
	line('M36 14 44 208M66 14 74 216M234 14 226 216M264 14 256 208', 3, 'accent'),
	line('M96 232 104 226M150 232V228M204 232 196 226', 3, 'accent'),
	light(
		rows(
			[
				[44, 210],
				[74, 222],
				[110, 234],
				[150, 236],
				[190, 234],
				[226, 222],
				[256, 210],
			],
			(x, y) => `M${x - 11} ${y + 10}c4-8 18-8 22 0l3 40h-28z`,
		),
	),
	dark(
		rows(
			[
				[44, 210],
				[74, 222],
				[110, 234],
				[150, 236],
				[190, 234],
				[226, 222],
				[256, 210],
			],
			(x, y) => `M${x - 3} ${y}h6v10h-6zM${x - 15} ${y + 50}h30v8h-30z`,
		),
	),
	line(
		rows(
			[
				[44, 210],
				[74, 222],
				[110, 234],
				[150, 236],
				[190, 234],
				[226, 222],
				[256, 210],
			],
			(x, y) => `M${x - 11} ${y + 20}h22M${x - 12} ${y + 30}h24M${x - 13} ${y + 40}h26`,
		),
		2.5,
		'accent',
	),
	dark('M14 286H286v14H14zM40 268h8v20h-8zM252 268h8v20h-8zM70 280h8v8h-8zM222 280h8v8h-8z'),
];

const railway: readonly Shape[] = [
	light('M62 196c-16-10-6-30 10-24-2-20 20-30 32-16 2-18 30-22 36-4 20-6 32 18 14 30-14 10-70 14-92 14z'),
	dark('M60 218h12l4-20H56zM52 226h152v42H52z'),
	dark('M52 226c-14 0-20 20-20 42h20zM196 196h74v10h-8v62h-66zM110 216c0-12 26-12 26 0v10h-26z'),
	light('M212 212h18v22h-18zM238 212h16v22h-16z'),
	accent('M24 268h254v10H24zM14 290l16-14h16l-4 14z'),
	dark(disc(82, 280, 15) + disc(122, 280, 15) + disc(162, 280, 15) + disc(228, 278, 12)),
	light(disc(82, 280, 5) + disc(122, 280, 5) + disc(162, 280, 5) + disc(228, 278, 4)),
	line('M82 280H162', 5, 'accent'),
	dark('M14 294H286v6H14z'),
	light(disc(44, 240, 7)),
];

const mine: readonly Shape[] = [
	line(
		'M230 300 252 96M280 300 258 96M236 250h38M240 206h30M244 166h22M236 250l34-44M274 250l-34-44M240 206l26-40M270 206l-26-40',
		6,
	),
	line(disc(255, 92, 22), 7),
	line('M255 70v44M233 92h44', 4),
	line('M238 106 190 240', 3),
	dark('M14 300V258c30-22 60-10 80 6 26 6 40 16 56 16h136v20z'),
	dark('M104 244h92l-12 40h-68z'),
	accent('M104 238h92v8h-92z'),
	dark('M112 238l12-18 16 6 12-12 18 10 14 2 6 12z'),
	dark(disc(128, 288, 11) + disc(172, 288, 11)),
	light(disc(128, 288, 4) + disc(172, 288, 4)),
	line('M26 236 74 188M34 184c20-6 36 0 46 16', 7),
	accent('M50 128c12 0 14 12 14 20v26H36v-26c0-8 2-20 14-20z'),
	line('M40 128c0-22 20-22 20 0', 4),
	light('M42 146h16v20H42z'),
];

const machine: readonly Shape[] = [
	gear(58, 248, 14, 48, 'dark'),
	gear(140, 276, 10, 32, 'accent'),
	gear(240, 240, 16, 56, 'dark'),
	gear(262, 120, 9, 22, 'accent'),
	light(disc(58, 248, 22) + disc(140, 276, 12) + disc(240, 240, 26) + disc(262, 120, 8)),
	dark(disc(58, 248, 9) + disc(240, 240, 11)),
	line('M240 240 200 186M58 248 92 204', 5, 'accent'),
	dark('M30 92h10v74H30zM30 92h34v10H30zM30 128h26v8H30z'),
	dark('M14 292H286v8H14z'),
];

const ear = (x: number, y: number, side: 1 | -1): string =>
	[0, 1, 2, 3, 4, 5]
		.map((i) => {
			const top = y + i * 17;
			const grain = (s: number) =>
				`M${x} ${top + 14}c${10 * s}-2 ${15 * s}-12 ${14 * s}-24c${-10 * s} 2 ${-15 * s} 12 ${-14 * s} 24z`;
			return grain(1) + grain(-1);
		})
		.join('') + `M${x} ${y - 8}c${6 * side}-8 ${6 * side}-16 0-24c${-6 * side} 8 ${-6 * side} 16 0 24z`;

const farm: readonly Shape[] = [
	accent(ear(42, 112, 1) + ear(258, 112, -1)),
	line('M42 120C42 190 50 240 78 276M258 120c0 70-8 120-36 156', 4),
	dark('M14 300V262c70-30 202-30 272 0v38z'),
	line(
		'M60 300c10-18 22-32 36-42M110 300c4-20 10-36 18-48M190 300c-4-20-10-36-18-48M240 300c-10-18-22-32-36-42M150 300V250',
		4,
		'light',
	),
	dark('M124 236h42v16h-42zM124 236l6-24h20l4 24z'),
	accent(disc(132, 252, 14) + disc(168, 256, 9)),
	light(disc(132, 252, 5) + disc(168, 256, 3) + 'M134 218h14l3 14h-20z'),
	line('M162 236v-14', 4),
];

const shop: readonly Shape[] = [
	dark('M14 262H286v38H14z'),
	light('M30 274h240v4H30zM30 286h240v4H30z'),
	line('M200 262V196M152 202h96', 6),
	line('M156 204l-18 34M156 204l18 34M244 204l-18 34M244 204l18 34', 3),
	accent('M132 238h48c-2 12-12 16-24 16s-22-4-24-16zM220 238h48c-2 12-12 16-24 16s-22-4-24-16z'),
	dark('M180 254h40v10h-40zM192 190h16v14h-16z'),
	dark('M22 262v-62c0-8 6-12 12-12h28c6 0 12 4 12 12v62z'),
	dark('M26 172h44v12H26z'),
	light('M30 204h36v50H30z'),
	accent(
		rows(
			[
				[39, 246],
				[51, 247],
				[60, 238],
				[45, 235],
				[36, 228],
				[56, 226],
			],
			(x, y) => disc(x, y, 5),
		),
	),
	line('M84 218h46v44H84zM84 232h46M96 218v44M107 218v44M118 218v44', 4),
	accent(
		disc(96, 225, 4) +
			disc(107, 225, 4) +
			disc(118, 225, 4) +
			disc(96, 244, 4) +
			disc(107, 252, 4) +
			disc(118, 240, 4),
	),
];

const post: readonly Shape[] = [
	dark('M14 294H286v6H14z'),
	line(disc(96, 262, 32), 6),
	line(disc(208, 262, 32), 6),
	line(
		'M96 230v64M64 262h64M74 240l44 44M118 240l-44 44M208 230v64M176 262h64M186 240l44 44M230 240l-44 44',
		1.5,
	),
	line('M96 262 122 214h66M122 214l28 48h-54M150 262l38-48M208 262 186 204M178 204h20M116 210h22', 6),
	accent('M62 214h46v34H62z'),
	light('M66 218h38v6l-19 12-19-12z'),
	accent('M226 70h46v32h-46z'),
	light('M230 74h38l-19 15z'),
	accent('M30 92h34v24H30z'),
	light('M33 95h28l-14 11z'),
	line('M208 60h12M200 76h18M206 92h12M70 98h14M70 110h20', 3),
];

const city: readonly Shape[] = [
	dark('M14 300V232h22v-30h26v22h16v30h20V300zM286 300V214h-20v-34h-26v52h-16v24h-22v44z'),
	light(
		rows(
			[
				[24, 244],
				[24, 262],
				[46, 216],
				[46, 236],
				[46, 256],
				[84, 266],
				[250, 196],
				[250, 216],
				[250, 238],
				[274, 232],
				[274, 252],
				[230, 270],
			],
			(x, y) => `M${x - 4} ${y}h9v10h-9z`,
		),
	),
	dark('M96 300V262h108v38h-34v-14c0-26-40-26-40 0v14zM84 264l16-14h100l16 14z'),
	accent('M88 246c16-4 24-10 28-18h68c4 8 12 14 28 18zM112 226c10-2 16-6 20-12h36c4 6 10 10 20 12z'),
	line('M66 292V120M66 120c0-12 20-12 24 0', 4),
	accent('M82 118h16l4 14H78z'),
	line('M234 292V120M234 120c0-12-20-12-24 0', 4),
	accent('M202 118h16l4 14h-24z'),
	dark('M14 292H286v8H14z'),
];

const shipyard: readonly Shape[] = [
	line('M248 286V92M276 286V92M248 92h28M248 130l28 40M276 130l-28 40M248 190l28 40M276 190l-28 40', 5),
	dark('M150 82h136v12H150zM252 64h18v20h-18z'),
	line('M252 66 160 84', 4),
	line('M170 94v112', 3),
	accent('M154 206h32v16h-32z'),
	dark('M26 226h196l-18 52H56z'),
	accent('M38 258h172l-7 20H56z'),
	dark('M58 190h44v36H58zM68 164h14v26H68zM108 206h34v20h-34z'),
	light('M66 198h10v10H66zM84 198h10v10H84zM114 212h8v8h-8zM128 212h8v8h-8z'),
	light(
		'M20 284c12-8 22-8 34 0s22 8 34 0 22-8 34 0 22 8 34 0 22-8 34 0 22 8 34 0 22-8 34 0 16 6 28 2v14H14v-13z',
	),
	line('M40 226V150l-14 12', 4),
];

const science: readonly Shape[] = [
	line(
		'M50 150m-34 0a34 13 0 1 0 68 0a34 13 0 1 0-68 0M33 121c18-10 50 40 34 58M67 121c-18-10-50 40-34 58',
		4,
	),
	accent(disc(50, 150, 8)),
	dark('M198 214h34v8h-8v24l34 46c4 6 0 8-6 8h-74c-6 0-10-2-6-8l34-46v-24h-8z'),
	accent('M196 268h38l16 24c1 2 0 3-2 3h-66c-2 0-3-1-2-3z'),
	light(disc(208, 280, 5) + disc(224, 276, 4) + disc(218, 288, 3)),
	dark('M30 300v-62c24-10 48-8 66 6 18-14 42-16 66-6v62z'),
	light('M38 288v-44c20-6 38-4 54 8v42c-18-8-36-10-54-6zM154 288v-44c-20-6-38-4-54 8v42c18-8 36-10 54-6z'),
	line('M46 256c14-2 26 0 38 6M46 268c14-2 26 0 38 6M146 256c-14-2-26 0-38 6M146 268c-14-2-26 0-38 6', 3),
	line('M268 60V190M252 190h32M256 60l24 0M262 46h12', 5),
	accent('M260 76h16v30h-16z'),
	dark('M14 294H286v6H14z'),
];

/** Each trade has its own hour of the day: sky, rays, and inks. */
export const SCENES: Record<Honoree['motif'], Scene> = {
	steel: {
		sky: '#f6cf9f',
		ray: '#f2bd82',
		dark: '#4a1a12',
		accent: '#d2451e',
		light: '#fff3d6',
		shapes: steel,
	},
	oil: { sky: '#e3d9b8', ray: '#d9cc9f', dark: '#2a2a22', accent: '#a36f12', light: '#fdf6e0', shapes: oil },
	textile: {
		sky: '#f2d6dc',
		ray: '#ebc6cf',
		dark: '#5c2150',
		accent: '#b0416c',
		light: '#fff6f4',
		shapes: textile,
	},
	railway: {
		sky: '#cfdde6',
		ray: '#bfd1dd',
		dark: '#1d2f45',
		accent: '#a02a1c',
		light: '#fbfaf4',
		shapes: railway,
	},
	mine: {
		sky: '#ddd6cc',
		ray: '#cfc6b9',
		dark: '#2a2521',
		accent: '#cf8d12',
		light: '#fff4cf',
		shapes: mine,
	},
	machine: {
		sky: '#d3dfd6',
		ray: '#c2d3c7',
		dark: '#1f3f38',
		accent: '#a9781f',
		light: '#f8f6ea',
		shapes: machine,
	},
	farm: {
		sky: '#f7e7ae',
		ray: '#f2db8c',
		dark: '#3b5520',
		accent: '#b97a10',
		light: '#fffbe6',
		shapes: farm,
	},
	shop: {
		sky: '#f8dcc6',
		ray: '#f2ccb0',
		dark: '#74291a',
		accent: '#d08a1d',
		light: '#fff7ea',
		shapes: shop,
	},
	post: {
		sky: '#d2e6d2',
		ray: '#bfdac0',
		dark: '#17492f',
		accent: '#c98a16',
		light: '#fffbe9',
		shapes: post,
	},
	city: {
		sky: '#e2d9ee',
		ray: '#d4c8e5',
		dark: '#34295c',
		accent: '#bf5326',
		light: '#ffefc4',
		shapes: city,
	},
	shipyard: {
		sky: '#c6e0e6',
		ray: '#b1d3dc',
		dark: '#123a52',
		accent: '#a8301f',
		light: '#fbfaf2',
		shapes: shipyard,
	},
	science: {
		sky: '#d8dcf1',
		ray: '#c7cde9',
		dark: '#243571',
		accent: '#c2891b',
		light: '#fbfaf2',
		shapes: science,
	},
};
