import { accent, dark, disc, gear, light, line, rows, type Shape } from './shape.ts';

/** Scenes of steel, oil, textile, railway, mine and machine. */

export const steel: readonly Shape[] = [
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

export const oil: readonly Shape[] = [
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

export const textile: readonly Shape[] = [
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

export const railway: readonly Shape[] = [
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

export const mine: readonly Shape[] = [
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

export const machine: readonly Shape[] = [
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
