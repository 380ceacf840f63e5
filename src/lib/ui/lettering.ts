/** Lines of one size, in the units of the drawing that they stand in. */
export interface Lettering {
	readonly lines: readonly string[];
	readonly size: number;
}

/** As wide as so many characters of its own size: Chinese ones are an em wide, Latin about half. */
const ems = (text: string): number =>
	[...text].reduce((sum, character) => sum + (character > '\u2e80' ? 1 : 0.56), 0);

/**
 * `text` on a plate `room` wide: one line, as large as fits and at most `most`; two of size `least` where one would be smaller; and
 * what two do not hold ends in an ellipsis, for it is written out beside the drawing.
 */
export function letteringOf(text: string, room: number, most: number, least: number): Lettering {
	const one = Math.min(most, room / ems(text));
	if (one >= least) return { lines: [text], size: one };
	const halves = halvesOf(text);
	const held = room / least;
	if (halves.every((half) => ems(half) <= held)) return { lines: halves, size: least };
	const start = cut(text, held);
	const rest = text.slice(start.length).trimStart();
	const end = ems(rest) <= held ? rest : `${cut(rest, held - 1)}…`;
	return { lines: [start.trimEnd(), end], size: least };
}

/** Where a word ends nearest the middle; anywhere, where no word does. */
function halvesOf(text: string): [string, string] {
	const characters = [...text];
	const middle = ems(text) / 2;
	const whole = (at: number): boolean =>
		/[\s·（(]/u.test(characters[at]!) || /[\s·）)]/u.test(characters[at - 1]!);
	const off = (at: number): number =>
		Math.abs(ems(characters.slice(0, at).join('')) - middle) + (whole(at) ? 0 : middle / 2);
	let best = 1;
	for (let at = 1; at < characters.length; at++) if (off(at) < off(best)) best = at;
	return [characters.slice(0, best).join('').trim(), characters.slice(best).join('').trim()];
}

/** As much of its beginning as so many ems hold. */
function cut(text: string, room: number): string {
	let start = '';
	for (const character of text) {
		if (ems(start + character) > room) return start;
		start += character;
	}
	return start;
}
