import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { asId } from '../../src/lib/base/id.ts';
import { createReader } from '../../src/lib/kiosk/scanner/decode.ts';
import { classCards, type CardOrder } from '../../src/lib/server/print/class-cards.ts';
import { enrollMembers, openWorld, venueId } from './world.ts';

const CLASS = asId<never>('calligraphy');
const order: CardOrder = { sheet: 'cr80', names: 'full', language: 'zh' };
const PER_MM = 8;

interface Page {
	readonly width: number;
	readonly height: number;
	readonly content: string;
}

/** Pages of a PDF as we write them: sizes in millimetres, and what is drawn. */
function pagesOf(pdf: Uint8Array): Page[] {
	const file = Buffer.from(pdf).toString('latin1');
	const sizes = [...file.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, ...size]) =>
		size.map((points) => (Number(points) * 25.4) / 72),
	);
	const contents = [...file.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, packed]) =>
		inflateSync(Buffer.from(packed!, 'latin1')).toString('latin1'),
	);
	return contents.map((content, index) => ({ content, width: sizes[index]![0]!, height: sizes[index]![1]! }));
}

/** What a printer makes of the rectangles: the codes, and nothing else, since all else is text and lines. */
function rasterised({ width, height, content }: Page) {
	const picture = { width: Math.round(width * PER_MM), height: Math.round(height * PER_MM) };
	const pixels = new Uint8Array(picture.width * picture.height).fill(255);
	let [x0, y0] = [0, 0];
	for (const line of content.split('\n').slice(1)) {
		const numbers = line.match(/-?[\d.]+/g)?.map(Number) ?? [];
		if (line.endsWith(' cm')) [x0, y0] = [numbers[4]!, numbers[5]!];
		if (!line.endsWith(' re')) continue;
		const [x, y, w, h] = numbers as [number, number, number, number];
		for (let row = Math.round((y0 + y) * PER_MM); row < Math.round((y0 + y + h) * PER_MM); row++)
			pixels.fill(
				0,
				row * picture.width + Math.round((x0 + x) * PER_MM),
				row * picture.width + Math.round((x0 + x + w) * PER_MM),
			);
	}
	return { ...picture, pixels };
}

async function codesOn(page: Page): Promise<string[]> {
	const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
	const reader = await createReader({ binary: Uint8Array.from(wasm).buffer });
	const effort = { now: () => performance.now(), budget: 30_000, turn: 0, most: Infinity, others: true };
	return reader.read(rasterised(page), effort).map(({ text }) => text);
}

const drawn = ({ content }: Page): string =>
	[...content.matchAll(/<([0-9a-f]+)> Tj|\(((?:\\.|[^)])*)\) Tj/g)]
		.map(([, hex, latin]) =>
			hex ? Buffer.from(hex, 'hex').swap16().toString('utf16le') : latin!.replaceAll('\\', ''),
		)
		.join('');

describe('printed cards', () => {
	it('are CR80, one a page, with a code that the kiosk reads, name, number and venue', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 2);
		const sheet = await hub.passes.sheet(venueId, CLASS);
		const { pdf, count } = (await classCards(hub, venueId, CLASS, order, 'staff:1'))!;
		const pages = pagesOf(pdf);
		expect([count, pages.length]).toEqual([2, 2]);
		for (const [index, page] of pages.entries()) {
			expect([page.width, page.height].map((mm) => mm.toFixed(1))).toEqual(['85.6', '54.0']);
			expect(await codesOn(page)).toEqual([sheet[index]!.text]);
			for (const words of [sheet[index]!.name, sheet[index]!.number, '请妥善保管'])
				expect(drawn(page)).toContain(words);
		}
	}, 60_000);
	it('are ten on A4 between cut marks, masked where staff want it, and noted', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 11);
		const { pdf } = (await classCards(
			hub,
			venueId,
			CLASS,
			{ ...order, sheet: 'a4', names: 'masked' },
			'hub',
		))!;
		const pages = pagesOf(pdf);
		expect(pages.map(({ width, height }) => [width, height].map(Math.round))).toEqual([
			...[
				[210, 297],
				[210, 297],
			],
		]);
		expect(pages.map((page) => [...page.content.matchAll(/ cm$/gm)].length - 1)).toEqual([10, 1]);
		expect(drawn(pages[0]!)).toContain('王*明');
		expect(drawn(pages[0]!)).not.toContain('王小明');
		// No code reaches into its card's edge, nor into the quiet zone beside it.
		const [code] = pages[1]!.content.matchAll(/^([\d.]+) ([\d.]+) [\d.]+ [\d.]+ re$/gm);
		expect(Number(code![1])).toBeGreaterThanOrEqual(4 * (34.3 / 49));
		const [line] = await hub.storage.read((tx) => tx.audit.latest(venueId, 1));
		expect(line).toMatchObject({ action: 'passes-printed', actor: 'hub' });
	});
	it('of a class that is not there are none', async () => {
		const { hub } = await openWorld();
		expect(await classCards(hub, venueId, asId<never>('nowhere'), order, 'hub')).toBeNull();
	});
});
