/** `npm run decode -- FILE…`: reads QR codes from pictures as the kiosk does; prints a line `file<TAB>text` for each. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createReader } from '../lib/kiosk/scanner/decode.ts';
import { luminanceOfFile } from './picture-file.ts';

const USAGE = `Usage: npm run decode -- FILE…

Reads the QR codes in PNG or JPEG pictures with the kiosk's own reader and prints one line for each code:
the file, a tab, the text (line breaks in it written as \\n and \\r). A picture without a readable code gets
a line with an empty text. Exit code 1 where a file could not be read, 2 on wrong usage.`;

/** For a picture: nobody waits at a door. */
const BUDGET_MS = 2_000;

/** One line stays one code, whatever a stranger's code holds. */
const oneLine = (text: string) => text.replaceAll('\n', '\\n').replaceAll('\r', '\\r');

async function main(files: readonly string[]): Promise<number> {
	if (files.includes('--help')) {
		console.log(USAGE);
		return 0;
	}
	if (files.length === 0) {
		console.error(USAGE);
		return 2;
	}
	const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
	const reader = await createReader({ binary: Uint8Array.from(wasm).buffer });
	const effort = { now: () => performance.now(), budget: BUDGET_MS, turn: 0, most: Infinity, others: true };
	let unreadable = 0;
	for (const file of files) {
		const bytes = await readFile(file).catch((error: Error) => error);
		const picture = bytes instanceof Error ? null : luminanceOfFile(bytes);
		if (picture === null) {
			const why = bytes instanceof Error ? bytes.message : 'not a PNG or JPEG picture, or damaged';
			console.error(`decode: cannot read ${file}: ${why}`);
			unreadable++;
			continue;
		}
		const readings = reader.read(picture, effort);
		const texts = readings.length > 0 ? readings.map(({ text }) => oneLine(text)) : [''];
		for (const text of texts) console.log(`${file}\t${text}`);
	}
	return unreadable > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
