/** What stands where in a symbol of a size (ISO/IEC 18004, chapter 6): the same in every code, whatever it says. */
export interface Layout {
	/** Modules a side. */
	readonly size: number;
	readonly version: number;
	/** Row by row: 1 dark, 0 light, as drawn in every symbol of this size; -1 for data and format bits. */
	readonly fixed: Int8Array;
	/** Places of the data's bits (row × size + column), in the order in which codewords fill them. */
	readonly data: Uint16Array;
	/** Places of both copies of the fifteen format bits, most significant first. */
	readonly format: readonly [Uint16Array, Uint16Array];
}

const RESERVED = -2;
const DATA = -1;
const layouts = new Map<number, Layout>();

/** Sizes of versions 1–40. */
export const isSize = (size: number): boolean => size >= 21 && size <= 177 && size % 4 === 1;

export function layoutOf(size: number): Layout {
	const known = layouts.get(size);
	if (known) return known;
	const made = makeLayout(size);
	layouts.set(size, made);
	return made;
}

function makeLayout(size: number): Layout {
	const version = (size - 17) / 4;
	const cells = new Int8Array(size * size).fill(DATA);
	const put = (row: number, column: number, value: number): void => {
		if (row >= 0 && column >= 0 && row < size && column < size) cells[row * size + column] = value;
	};
	for (let i = 0; i < size; i++) {
		put(6, i, i % 2 === 0 ? 1 : 0);
		put(i, 6, i % 2 === 0 ? 1 : 0);
	}
	for (const [row, column] of alignments(version)) drawRings(put, row, column, 2, [1, 0, 1]);
	for (const [row, column] of findersOf(size)) drawRings(put, row, column, 4, [1, 1, 0, 1, 0]);
	const format = formatPlaces(size);
	for (const copy of format) for (const place of copy) cells[place] = RESERVED;
	put(size - 8, 8, 1);
	if (version >= 7)
		for (let i = 0, bits = versionBits(version); i < 18; i++) {
			put(Math.floor(i / 3), size - 11 + (i % 3), (bits >> i) & 1);
			put(size - 11 + (i % 3), Math.floor(i / 3), (bits >> i) & 1);
		}
	const data = dataPlaces(cells, size);
	return { size, version, fixed: cells.map((cell) => (cell === RESERVED ? DATA : cell)), data, format };
}

/** The version with its BCH (18, 6) checks (7.10). */
function versionBits(version: number): number {
	let rest = version << 12;
	for (let bit = 17; bit >= 12; bit--) if ((rest >> bit) & 1) rest ^= 0x1f25 << (bit - 12);
	return (version << 12) | rest;
}

/** Centres of the three finder patterns: top left, top right, bottom left. */
export const findersOf = (size: number): readonly (readonly [row: number, column: number])[] => [
	[3, 3],
	[3, size - 4],
	[size - 4, 3],
];

/** Square rings around a centre, from the middle outwards. */
function drawRings(
	put: (row: number, column: number, value: number) => void,
	row: number,
	column: number,
	reach: number,
	shades: readonly number[],
): void {
	for (let y = -reach; y <= reach; y++)
		for (let x = -reach; x <= reach; x++)
			put(row + y, column + x, shades[Math.max(Math.abs(x), Math.abs(y))]!);
}

/** Centres of alignment patterns (annex E). */
export function alignments(version: number): [row: number, column: number][] {
	if (version === 1) return [];
	const count = Math.floor(version / 7) + 2;
	const last = version * 4 + 10;
	const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
	const places = Array.from({ length: count }, (_, i) => (i === 0 ? 6 : last - (count - 1 - i) * step));
	return places.flatMap((row, i) =>
		places.flatMap((column, j): [number, number][] => {
			const atFinder = (i === 0 && (j === 0 || j === count - 1)) || (i === count - 1 && j === 0);
			return atFinder ? [] : [[row, column]];
		}),
	);
}

function formatPlaces(size: number): [Uint16Array, Uint16Array] {
	const at = (row: number, column: number) => row * size + column;
	const first = [0, 1, 2, 3, 4, 5, 7, 8].map((column) => at(8, column));
	const up = [7, 5, 4, 3, 2, 1, 0].map((row) => at(row, 8));
	const second = Array.from({ length: 7 }, (_, i) => at(size - 1 - i, 8));
	const right = Array.from({ length: 8 }, (_, i) => at(8, size - 8 + i));
	return [Uint16Array.from([...first, ...up]), Uint16Array.from([...second, ...right])];
}

/** Two columns at a time, from the right, upwards and downwards in turn, leaving out the column of the timing pattern. */
function dataPlaces(cells: Int8Array, size: number): Uint16Array {
	const places: number[] = [];
	let upwards = true;
	for (let right = size - 1; right > 0; right -= 2) {
		if (right === 6) right = 5;
		for (let i = 0; i < size; i++) {
			const row = upwards ? size - 1 - i : i;
			for (const column of [right, right - 1])
				if (cells[row * size + column] === DATA) places.push(row * size + column);
		}
		upwards = !upwards;
	}
	return Uint16Array.from(places);
}
