import { utf16 } from './pdf.ts';

/** Operators for a page of pdf.ts: millimetres from the top left corner. */

/** Advance widths of Helvetica from space to tilde, thousandths of the size (Adobe Core 14 AFM). */
const HELVETICA = [
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
	556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
	500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
	556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
	278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

const mm = (value: number): string => String(Math.round(value * 1000) / 1000);

/** A character's width at size 1: Latin ones as they are, all others square. */
const widthOf = (character: string): number => (HELVETICA[character.charCodeAt(0) - 32] ?? 1000) / 1000;
export const textWidth = (line: string, size: number): number =>
	[...line].reduce((sum, character) => sum + widthOf(character) * size, 0);

/** One line of text on the baseline `y`; `size` in millimetres. Bold is the same letter with a firm outline. */
export function drawText(line: string, x: number, y: number, size: number, bold = false): string {
	const out = ['BT', bold ? `2 Tr ${mm(size * 0.03)} w` : '0 Tr'];
	let at = x;
	// Han characters last in the alternation: a run of what Helvetica has not.
	for (const run of line.match(/[\x20-\x7e]+|[^\x20-\x7e]+/g) ?? []) {
		const latin = /^[\x20-\x7e]/.test(run);
		const shown = latin ? `(${run.replace(/[\\()]/g, '\\$&')})` : `<${utf16(run)}>`;
		// The page's y grows downwards; letters do not.
		out.push(`/${latin ? 'Latin' : 'Han'} ${mm(size)} Tf 1 0 0 -1 ${mm(at)} ${mm(y)} Tm ${shown} Tj`);
		at += textWidth(run, size);
	}
	return [...out, 'ET'].join('\n');
}

/** Lines that fit a width: cut where it is full, at most `most`, the last one ended with an ellipsis. */
export function wrap(line: string, size: number, width: number, most: number): string[] {
	const lines = [''];
	for (const character of line) {
		if (textWidth(lines.at(-1)! + character, size) > width) {
			if (lines.length === most) {
				lines.push(`${[...lines.pop()!].slice(0, -1).join('')}…`);
				break;
			}
			lines.push('');
		}
		lines.push(lines.pop()! + character);
	}
	return lines.map((part) => part.trim());
}

/** The size at which a line fits a width, `size` at most. */
export const fittingSize = (line: string, size: number, width: number): number =>
	Math.min(size, (size * width) / textWidth(line, size));

/** A square symbol of `size` modules a side, dark where `dark` says so, `side` millimetres wide. */
export function drawModules(
	{ size, data }: { readonly size: number; readonly data: ArrayLike<number | boolean> },
	x: number,
	y: number,
	side: number,
): string {
	const module = side / size;
	const out: string[] = [];
	for (let row = 0; row < size; row++)
		for (let from = 0; from < size; from++) {
			let end = from;
			while (end < size && data[row * size + end]) end++;
			if (end === from) continue;
			out.push(
				`${mm(x + from * module)} ${mm(y + row * module)} ${mm((end - from) * module)} ${mm(module)} re`,
			);
			from = end;
		}
	// One path for all: no seams between rows.
	return `${out.join('\n')}\nf`;
}

export const drawLine = (fromX: number, fromY: number, toX: number, toY: number, width: number): string =>
	`${mm(width)} w ${mm(fromX)} ${mm(fromY)} m ${mm(toX)} ${mm(toY)} l S`;

/** Red, green and blue from 0 to 1, for fills and strokes after it. */
export const inColour = (r: number, g: number, b: number): string => `${r} ${g} ${b} rg ${r} ${g} ${b} RG`;
