import { FILM_FPS, writeMjpeg, type Still } from '../../fixtures/mjpeg.ts';
import { chanceOf, type Chance } from '../decode/chance.ts';
import { draw } from '../decode/hard-pictures.ts';
import { defocus, expose } from '../decode/lens.ts';
import { poseOf, type Stance } from '../decode/pose.ts';
import { codeOf, sheetOf } from '../decode/sheet.ts';

/** Easy: near, sharp, bright, still. Hard: dim, noisy, tilted, out of focus, in a hand that trembles. */
export type Difficulty = 'easy' | 'hard';

const WIDTH = 1280;
const HEIGHT = 720;
/** Long enough for a reader to be started while nothing is shown. */
const LEAD_SECONDS = 6;
const SHOWN_SECONDS = 1;
const GAP_SECONDS = 0.4;
/** Pictures of one hand within its second. */
const TREMBLES = { easy: 1, hard: 5 } as const;

/** Marks in the picture's corner that tell an observer which code is shown: white boxes are ones. */
export const MARKS = 6;
export const MARK_SIDE = 20;
export const markAt = (bit: number): { x: number; y: number } => ({ x: 8 + bit * 28, y: 8 });

/** One code after the other, each before a wall of its own; the scene's number, from 1, in marks. */
export function writeScanFilm(file: string, texts: readonly string[], difficulty: Difficulty): void {
	const chance = chanceOf(difficulty === 'easy' ? 11 : 12);
	writeMjpeg(file, stillsOf(texts, difficulty, chance));
}

function* stillsOf(texts: readonly string[], difficulty: Difficulty, chance: Chance): Generator<Still> {
	yield scene(null, 0, stanceOf(difficulty, chance), difficulty, chance, LEAD_SECONDS * FILM_FPS);
	for (const [i, text] of texts.entries()) {
		const pictures = TREMBLES[difficulty];
		const held = stanceOf(difficulty, chance);
		for (let k = 0; k < pictures; k++)
			yield scene(
				text,
				i + 1,
				trembling(held, chance),
				difficulty,
				chance,
				(SHOWN_SECONDS * FILM_FPS) / pictures,
			);
		yield scene(null, 0, held, difficulty, chance, GAP_SECONDS * FILM_FPS);
	}
}

function stanceOf(difficulty: Difficulty, chance: Chance): Stance {
	const hard = difficulty === 'hard';
	const tilt = hard ? 0.35 : 0.05;
	return {
		// Within the middle two thirds, which is all that some readers look at.
		x: WIDTH / 2 + chance.between(-60, 60),
		y: HEIGHT / 2 + chance.between(-40, 40),
		scale: hard ? chance.between(4, 5) : 7,
		roll: chance.between(-tilt, tilt),
		yaw: chance.between(-tilt, tilt),
		pitch: chance.between(-tilt, tilt),
		distance: 1_100,
		radius: null,
	};
}

const trembling = (stance: Stance, chance: Chance): Stance => ({
	...stance,
	x: stance.x + chance.between(-4, 4),
	y: stance.y + chance.between(-4, 4),
	roll: stance.roll + chance.between(-0.02, 0.02),
});

function scene(
	text: string | null,
	number: number,
	stance: Stance,
	difficulty: Difficulty,
	chance: Chance,
	frames: number,
): Still {
	const hard = difficulty === 'hard';
	const code = codeOf(text ?? 'GZ1:', 'M');
	const sheet = text === null ? () => null : sheetOf(code, chance, true);
	const light = draw(sheet, poseOf(stance), code.size, stance, chance);
	defocus(light, hard ? chance.between(1, 1.6) : 0.5);
	const pixels = expose(light, chance, {
		gain: hard ? chance.between(0.25, 0.45) : 0.9,
		black: 12,
		shot: hard ? 10 : 4,
		read: hard ? 4 : 1.5,
		slopeX: hard ? 0.4 : 0.1,
		slopeY: hard ? -0.3 : 0,
	});
	for (let bit = 0; bit < MARKS; bit++) {
		const { x, y } = markAt(bit);
		for (let row = y; row < y + MARK_SIDE; row++)
			pixels.fill((number >> bit) & 1 ? 240 : 10, row * WIDTH + x, row * WIDTH + x + MARK_SIDE);
	}
	return { pixels, width: WIDTH, height: HEIGHT, frames };
}
