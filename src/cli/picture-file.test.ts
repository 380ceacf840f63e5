import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { toBuffer } from 'qrcode';
import { beforeAll, expect, test } from 'vitest';
import { createReader, type Reader } from '../lib/kiosk/scanner/decode.ts';
import { luminanceOfFile } from './picture-file.ts';

let reader: Reader;
beforeAll(async () => {
	const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
	reader = await createReader({ binary: Uint8Array.from(readFileSync(wasm)).buffer });
});

const textsIn = (file: Uint8Array) =>
	reader
		.read(luminanceOfFile(file)!, { now: () => 0, budget: 1, turn: 0, most: Infinity, others: true })
		.map(({ text }) => text);

test.each(['GZ1:6BF%N9*A', '你好，工人文化宫 😀', 'https://example.org/a?b=c#d', 'line\nbreak'])(
	'PNG and JPEG files give their text as written: %j',
	async (text) => {
		const png = await toBuffer(text, { errorCorrectionLevel: 'M' });
		expect(textsIn(png)).toEqual([text]);
		const { data, width, height } = PNG.sync.read(png);
		expect(textsIn(jpeg.encode({ data, width, height }, 80).data)).toEqual([text]);
	},
);

test('a code on a transparent ground is seen on paper', async () => {
	const png = await toBuffer('GZ1:ON GLASS', { color: { light: '#0000' } });
	expect(textsIn(png)).toEqual(['GZ1:ON GLASS']);
});

test('a photograph larger than is worth reading is made smaller', async () => {
	const png = await toBuffer('GZ1:LARGE', { width: 3_000 });
	expect(luminanceOfFile(png)).toMatchObject({ width: 1_500, height: 1_500 });
	expect(textsIn(png)).toEqual(['GZ1:LARGE']);
});

test('what is no picture is told apart from a picture without a code', async () => {
	expect(luminanceOfFile(Buffer.from('not a picture'))).toBeNull();
	expect(luminanceOfFile((await toBuffer('GZ1:CUT')).subarray(0, 150))).toBeNull();
	expect(textsIn(readFileSync('static/icons/icon-192.png'))).toEqual([]);
});
