import { encodeBase45 } from '../../../src/lib/base/base45.ts';
import { chanceOf, type Chance } from './chance.ts';
import { addGlare, defocus, expose, shake, type Exposure, type Light } from './lens.ts';
import { poseOf, type Pose, type Stance } from './pose.ts';
import { roomOf } from './room.ts';
import { codeOf, damaged, screened, sheetOf, type Code, type Sheet } from './sheet.ts';

/** What makes a picture hard. From bearable to hopeless, evenly: nobody reads all of them. */
export const KINDS = [
	'blur',
	'glare',
	'perspective',
	'curve',
	'low-light',
	'damage',
	'high-version',
	'moire',
	'tiny',
	'rotated',
] as const;
export type Kind = (typeof KINDS)[number];

export interface HardPicture {
	readonly kind: Kind;
	readonly text: string;
	/** Brightness, row by row. */
	readonly pixels: Uint8Array;
	readonly width: number;
	readonly height: number;
}

const WIDTH = 1280;
const HEIGHT = 720;

/** The `index`th picture of a kind in the set of a seed. */
export function hardPicture(kind: Kind, index: number, seed: number): HardPicture {
	const chance = chanceOf(seed * 1_000_003 + KINDS.indexOf(kind) * 7_919 + index * 104_729);
	chance.next();
	const code = codeFor(kind, chance);
	const { stance, exposure } = ordinary(chance, code);
	const hard = hardship(kind, chance, code, stance, exposure);
	const sheet = hard.cover(sheetOf(code, chance, hard.phone));
	const light = draw(sheet, poseOf(hard.stance), code.size, hard.stance, chance);
	addGlare(light, hard.glare);
	if (hard.shaken > 0) shake(light, hard.shaken, chance.between(0, Math.PI));
	defocus(light, hard.blur);
	const pixels = expose(light, chance, hard.exposure);
	return { kind, text: code.text, pixels, width: WIDTH, height: HEIGHT };
}

/** Mostly passes: static ones (version 6 at M, 8 at Q) and live ones (10 at M). */
function codeFor(kind: Kind, chance: Chance): Code {
	const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => chance.below(256));
	const pass = (count: number): string => `GZ1:${encodeBase45(bytes(count))}`;
	if (kind === 'high-version') return codeOf(pass(chance.between(300, 900)), chance.pick(['L', 'M']));
	const draw = chance.next();
	if (draw < 0.45) return codeOf(pass(97), 'M');
	if (draw < 0.65) return codeOf(pass(97), 'Q');
	if (draw < 0.85) return codeOf(pass(200), 'M');
	if (draw < 0.95) return codeOf(`https://example.org/c/${chance.below(1e9)}?t=${chance.below(1e9)}`, 'M');
	return codeOf(`工人文化宫 第${chance.below(10_000)}号`, 'M');
}

/** What every picture has: a hand that is neither straight nor still, a lens that is neither sharp nor clean. */
function ordinary(chance: Chance, code: Code): { stance: Stance; exposure: Exposure } {
	const scale = Math.min(chance.between(4, 8), (HEIGHT * 0.85) / code.size);
	const reach = (code.size * scale) / 2;
	const stance: Stance = {
		x: chance.between(reach + 30, WIDTH - reach - 30),
		y: chance.between(Math.min(reach + 20, HEIGHT / 2), Math.max(HEIGHT - reach - 20, HEIGHT / 2)),
		scale,
		roll: chance.between(-0.15, 0.15),
		yaw: chance.between(-0.15, 0.15),
		pitch: chance.between(-0.15, 0.15),
		distance: 1_100,
		radius: null,
	};
	const exposure = {
		gain: chance.between(0.7, 1.05),
		black: chance.between(4, 20),
		shot: 4,
		read: chance.between(1, 3),
		slopeX: chance.between(-0.4, 0.4),
		slopeY: chance.between(-0.4, 0.4),
	};
	return { stance, exposure };
}

interface Hardship {
	readonly stance: Stance;
	readonly exposure: Exposure;
	readonly phone: boolean;
	readonly blur: number;
	readonly shaken: number;
	readonly glare: readonly { x: number; y: number; rx: number; ry: number; strength: number }[];
	cover(sheet: Sheet): Sheet;
}

function hardship(kind: Kind, chance: Chance, code: Code, stance: Stance, exposure: Exposure): Hardship {
	const plain: Hardship = {
		stance,
		exposure,
		phone: chance.next() < 0.6,
		blur: chance.between(0.5, 0.9),
		shaken: 0,
		glare: [],
		cover: (sheet) => sheet,
	};
	const { scale } = stance;
	switch (kind) {
		case 'blur':
			return chance.next() < 0.6
				? { ...plain, blur: scale * chance.between(0.3, 0.85) }
				: { ...plain, shaken: scale * chance.between(0.8, 2.6) };
		case 'glare':
			return { ...plain, glare: lamps(chance, code, stance) };
		case 'perspective': {
			const side = chance.pick([-1, 1]);
			const [yaw, pitch] = [side * chance.between(0.5, 1.15), chance.between(-0.5, 0.5)];
			return { ...plain, stance: { ...stance, yaw, pitch, distance: chance.between(500, 1_000) } };
		}
		case 'curve':
			return { ...plain, stance: { ...stance, radius: (code.size / 2) * chance.between(1.1, 4) } };
		case 'low-light': {
			const gain = chance.between(0.04, 0.3);
			return {
				...plain,
				exposure: { ...exposure, gain, shot: chance.between(6, 22), read: chance.between(2, 9) },
			};
		}
		case 'damage': {
			const amount = chance.between(0.03, 0.2);
			return { ...plain, phone: false, cover: (sheet) => damaged(sheet, code, chance, amount) };
		}
		case 'high-version':
			return { ...plain, stance: { ...stance, x: WIDTH / 2, y: HEIGHT / 2, roll: stance.roll * 0.6 } };
		case 'moire': {
			const depth = chance.between(0.3, 0.9);
			return { ...plain, phone: true, blur: 0.4, cover: (sheet) => screened(sheet, chance, depth) };
		}
		case 'tiny':
			return {
				...plain,
				blur: chance.between(0.4, 0.7),
				stance: { ...stance, scale: chance.between(1.2, 2.6) },
			};
		case 'rotated':
			return {
				...plain,
				blur: chance.between(0.6, 1.6),
				stance: { ...stance, scale: scale * 0.7, roll: chance.between(0, 2 * Math.PI) },
			};
	}
}

function lamps(chance: Chance, code: Code, { x, y, scale }: Stance): Hardship['glare'] {
	const side = code.size * scale;
	return Array.from({ length: 1 + chance.below(3) }, () => {
		const long = chance.next() < 0.4;
		return {
			x: x + chance.between(-0.5, 0.5) * side,
			y: y + chance.between(-0.5, 0.5) * side,
			rx: side * (long ? chance.between(0.2, 0.5) : chance.between(0.06, 0.22)),
			ry: side * (long ? chance.between(0.02, 0.07) : chance.between(0.06, 0.22)),
			strength: chance.between(0.5, 2),
		};
	});
}

/** Four samples a pixel, on a turned grid, so that edges are as soft as a sensor makes them. */
const SAMPLES_X = [0.125, 0.375, 0.625, 0.875];
const SAMPLES_Y = [0.375, 0.875, 0.125, 0.625];

/** No sheet reaches further from its code's centre than this, in modules of the code. */
const SHEET_REACH = 1.35;

/** Before a wall of chance. */
export function draw(sheet: Sheet, pose: Pose, size: number, stance: Stance, chance: Chance): Light {
	const room = roomOf(chance, WIDTH, HEIGHT);
	const values = new Float32Array(WIDTH * HEIGHT);
	const reach = size * stance.scale * SHEET_REACH;
	const place = { u: 0, v: 0 };
	for (let y = 0, i = 0; y < HEIGHT; y++)
		for (let x = 0; x < WIDTH; x++, i++) {
			const behind = room(x, y);
			if (Math.abs(x - stance.x) > reach || Math.abs(y - stance.y) > reach) {
				values[i] = behind;
				continue;
			}
			let sum = 0;
			for (let k = 0; k < 4; k++) {
				const there = pose(x + SAMPLES_X[k]!, y + SAMPLES_Y[k]!, place);
				sum += (there ? sheet(place.u, place.v) : null) ?? behind;
			}
			values[i] = sum / 4;
		}
	return { values, width: WIDTH, height: HEIGHT };
}
