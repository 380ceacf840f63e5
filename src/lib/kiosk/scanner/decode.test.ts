import { readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'qrcode';
import { beforeAll, expect, test } from 'vitest';
import { writeY4m } from '../../../../tests/fixtures/y4m.ts';
import { createReader, type Effort, type Reader } from './decode.ts';
import type { Luminance } from './sight/picture.ts';

const PASS = `GZ1:${'6BF%N9*A$ +B:/7-.W'.repeat(9).slice(0, 146)}`;
const WIDTH = 640;
const HEIGHT = 480;
/** As long as it takes. */
const PATIENT: Effort = { now: () => 0, budget: 1, turn: 0, most: Infinity, others: true };
let reader: Reader;

beforeAll(async () => {
	const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
	reader = await createReader({ binary: Uint8Array.from(readFileSync(wasm)).buffer });
});

interface Look {
	/** Turned clockwise, in degrees. */
	turn?: number;
	/** Black and white change places. */
	inverted?: boolean;
	/** Greatest error of a pixel. */
	noise?: number;
	/** Pixels a module. */
	scale?: number;
}

/** A picture of a pass, as a camera might see it. */
function photograph({ turn = 0, inverted = false, noise = 0, scale = 6 }: Look): Luminance {
	const { modules, version } = create(PASS, { errorCorrectionLevel: 'M' });
	expect(version).toBe(6);
	const [sin, cos] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)];
	let random = 7;
	const pixels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
		const [x, y] = [(i % WIDTH) - WIDTH / 2, Math.floor(i / WIDTH) - HEIGHT / 2];
		const column = Math.floor((x * cos + y * sin) / scale + modules.size / 2);
		const row = Math.floor((y * cos - x * sin) / scale + modules.size / 2);
		const reach = Math.max(-1 - column, -1 - row, column - modules.size, row - modules.size);
		const ink = reach < 0 && modules.get(row, column) === 1;
		random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
		const error = (((random >>> 8) % 1_000) / 500 - 1) * noise;
		const shade = reach > 3 ? 120 : ink !== inverted ? 50 : 205;
		return Math.max(0, Math.min(255, shade + error));
	});
	return { pixels, width: WIDTH, height: HEIGHT };
}

test.each<[string, Look]>([
	['straight', {}],
	['on its side', { turn: 90 }],
	['upside down', { turn: 180 }],
	['slanted', { turn: 33 }],
	['white on black', { inverted: true }],
	['noisy', { noise: 60 }],
	['small', { scale: 3 }],
	['large', { scale: 8.3, turn: 5 }],
])('a pass is read %s', (_, look) => {
	const [reading, ...others] = reader.read(photograph(look), PATIENT);
	expect(reading?.text).toBe(PASS);
	expect(others).toEqual([]);
	expect(reading?.points).toHaveLength(4);
});

test('its corners are fractions of the picture, clockwise from its own top left', () => {
	const corners = (look: Look) =>
		reader
			.read(photograph(look), PATIENT)[0]!
			.points.map(({ x, y }) => (y < 0.5 ? 'top' : 'bottom') + (x < 0.5 ? ' left' : ' right'));
	expect(corners({})).toEqual(['top left', 'top right', 'bottom right', 'bottom left']);
	expect(corners({ turn: 90 })).toEqual(['top right', 'bottom right', 'bottom left', 'top left']);
	for (const { x, y } of reader.read(photograph({}), PATIENT)[0]!.points) {
		expect(Math.min(x, y)).toBeGreaterThan(0);
		expect(Math.max(x, y)).toBeLessThan(1);
	}
});

test('an empty room holds no code', () => {
	const pixels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i * 7_919) % 256);
	expect(reader.read({ pixels, width: WIDTH, height: HEIGHT }, PATIENT)).toEqual([]);
});

test('the films that browser tests show to cameras can be read, two codes at once too', () => {
	const folder = mkdtempSync(join(tmpdir(), 'gongzhan-film-'));
	const [width, height] = [1280, 720];
	try {
		const file = join(folder, 'film.y4m');
		writeY4m(file, [{ text: [PASS, 'GZ1:SECOND'], seconds: 0.1 }], { width, height });
		const bytes = readFileSync(file);
		const header = bytes.indexOf('FRAME\n') + 'FRAME\n'.length;
		expect(bytes.length).toBe(header + width * height * 1.5);
		const pixels = bytes.subarray(header, header + width * height);
		const texts = reader.read({ pixels, width, height }, PATIENT).map(({ text }) => text);
		expect(texts.sort()).toEqual([PASS, 'GZ1:SECOND'].sort());
	} finally {
		rmSync(folder, { recursive: true });
	}
});
