import { expect, test } from 'vitest';
import { drawPass, passPicture } from './pass-qr.ts';

/** As long as a pass: 97 bytes in base45 behind its prefix. */
const text = `GZ1:${'A1 $%*+-./:Z'.repeat(12)}AB`;

test('a pass is version 6 at level M: 41 modules a side', () => {
	expect(text).toHaveLength(150);
	expect(drawPass(text).size).toBe(41);
});

test('every bar lies inside of the square and the finder patterns are drawn', () => {
	const { size, path } = drawPass(text);
	for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
		expect(Number(x) + Number(run)).toBeLessThanOrEqual(size);
		expect(Number(y)).toBeLessThan(size);
	}
	expect(path.startsWith('M0 0h7v1h-7z')).toBe(true);
});

test('a picture is a PNG, of texts outside of the alphanumeric mode too', async () => {
	for (const sample of [text, 'https://example.org/你好']) {
		const bytes = await passPicture(sample, 400);
		expect([...bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
	}
});
