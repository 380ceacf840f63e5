import { create } from 'qrcode';
import { drawLine, drawModules, drawText, fittingSize, inColour, wrap } from './draw.ts';
import { writePdf, type PdfPage } from './pdf.ts';

/** One printed pass. */
export interface Card {
	readonly venue: string;
	/** As it is to be read on the card: in full or masked. */
	readonly name: string;
	readonly number: string;
	/** What it asks of its holder. */
	readonly keep: string;
	/** Text of its QR code. */
	readonly text: string;
}

/** ISO/IEC 7810 ID-1 (CR80): one a page for a card printer, or ten on A4 with marks to cut along, or on stickers. */
export const SHEETS = ['a4', 'cr80'] as const;
export type Sheet = (typeof SHEETS)[number];

const WIDTH = 85.6;
const HEIGHT = 53.98;
const A4 = { width: 210, height: 297 };
const [COLUMNS, ROWS] = [2, 5];
const LEFT = (A4.width - COLUMNS * WIDTH) / 2;
const TOP = (A4.height - ROWS * HEIGHT) / 2;

/** The code without its quiet zone of four modules: 34 mm at version 8, each module 0.7 mm. */
const CODE = 34.3;
const CODE_X = 6;
const TEXT_X = 45.5;
const TEXT_WIDTH = WIDTH - TEXT_X - 4;
const [BLACK, RED] = [inColour(0, 0, 0), inColour(0.72, 0.11, 0.11)];

export function cardSheet(sheet: Sheet, title: string, cards: readonly Card[]): Uint8Array {
	if (sheet === 'cr80')
		return writePdf(
			title,
			cards.map((card) => ({ width: WIDTH, height: HEIGHT, content: drawCard(card) })),
		);
	const pages: PdfPage[] = [];
	for (let from = 0; from < cards.length; from += COLUMNS * ROWS) {
		const placed = cards.slice(from, from + COLUMNS * ROWS).map((card, index) => {
			const [x, y] = [LEFT + (index % COLUMNS) * WIDTH, TOP + Math.floor(index / COLUMNS) * HEIGHT];
			return `q 1 0 0 1 ${x.toFixed(3)} ${y.toFixed(3)} cm\n${drawCard(card)}\nQ`;
		});
		pages.push({ ...A4, content: [cutMarks(), ...placed].join('\n') });
	}
	return writePdf(title, pages);
}

function drawCard({ venue, name, number, keep, text }: Card): string {
	const code = create([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'Q' }).modules;
	const nameSize = fittingSize(name, 7, TEXT_WIDTH);
	return [
		BLACK,
		drawModules(code, CODE_X, (HEIGHT - CODE) / 2, CODE),
		...wrap(venue, 3.1, TEXT_WIDTH, 2).map((line, row) => drawText(line, TEXT_X, 12.5 + row * 4.2, 3.1)),
		drawText(name, TEXT_X, 29, nameSize, true),
		drawText(number, TEXT_X, 35.5, fittingSize(number, 3.9, TEXT_WIDTH)),
		RED,
		drawLine(TEXT_X, 40, WIDTH - 4, 40, 0.4),
		BLACK,
		drawText(keep, TEXT_X, 44.2, fittingSize(keep, 2.7, TEXT_WIDTH)),
	].join('\n');
}

/** In the margins only: nothing is printed on a card's edge, however it is cut. */
function cutMarks(): string {
	const marks: string[] = [BLACK];
	const [away, long] = [2, 6];
	for (let column = 0; column <= COLUMNS; column++) {
		const x = LEFT + column * WIDTH;
		const bottom = TOP + ROWS * HEIGHT;
		marks.push(drawLine(x, TOP - away - long, x, TOP - away, 0.15));
		marks.push(drawLine(x, bottom + away, x, bottom + away + long, 0.15));
	}
	for (let row = 0; row <= ROWS; row++) {
		const y = TOP + row * HEIGHT;
		const right = LEFT + COLUMNS * WIDTH;
		marks.push(drawLine(LEFT - away - long, y, LEFT - away, y, 0.15));
		marks.push(drawLine(right + away, y, right + away + long, y, 0.15));
	}
	return marks.join('\n');
}
