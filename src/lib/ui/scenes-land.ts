import { accent, dark, disc, light, line, rows, type Shape } from './shape.ts';

/** Scenes of farm, shop, post, city, shipyard and science. */

const ear = (x: number, y: number, side: 1 | -1): string =>
	[0, 1, 2, 3, 4, 5]
		.map((i) => {
			const top = y + i * 17;
			const grain = (s: number) =>
				`M${x} ${top + 14}c${10 * s}-2 ${15 * s}-12 ${14 * s}-24c${-10 * s} 2 ${-15 * s} 12 ${-14 * s} 24z`;
			return grain(1) + grain(-1);
		})
		.join('') + `M${x} ${y - 8}c${6 * side}-8 ${6 * side}-16 0-24c${-6 * side} 8 ${-6 * side} 16 0 24z`;

export const farm: readonly Shape[] = [
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

export const shop: readonly Shape[] = [
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

export const post: readonly Shape[] = [
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

export const city: readonly Shape[] = [
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

export const shipyard: readonly Shape[] = [
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

export const science: readonly Shape[] = [
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
