/** Matroska's elements (RFC 9559), as far as a hub has to know them. */
export const SEGMENT = 0x18538067;
export const INFO = 0x1549a966;
export const TRACKS = 0x1654ae6b;
export const TRACK = 0xae;
export const CODEC = 0x86;
export const SCALE = 0x2ad7b1;
export const DURATION = 0x4489;
/** Begins the pictures: nothing behind it has to be read. */
export const CLUSTER = 0x1f43b675;
export const HEADER = 0x1a45dfa3;

/** `at`: its head, `inside`: its content; `open`: it does not say where it ends. */
export interface Element {
	readonly id: number;
	readonly at: number;
	readonly inside: number;
	readonly end: number;
	readonly open: boolean;
}

/** Elements side by side from `at`, as far as their heads are in `bytes`. Of unknown size: to the end of all. */
export function elements(bytes: Buffer, at: number, until: number, size: number): Element[] {
	const found: Element[] = [];
	while (at < Math.min(until, bytes.length)) {
		const id = vint(bytes, at, true);
		const length = id && vint(bytes, at + id.width, false);
		if (!id || !length) break;
		const inside = at + id.width + length.width;
		const end = length.unknown ? size : inside + length.value;
		found.push({ id: id.value, at, inside, end, open: length.unknown });
		if (id.value === CLUSTER) break;
		at = end;
	}
	return found;
}

/** EBML (RFC 8794): a number of one to eight bytes; an id keeps its mark. */
export function vint(bytes: Buffer, at: number, isId: boolean) {
	const first = bytes[at];
	if (first === undefined || first === 0) return null;
	const width = Math.clz32(first) - 23;
	if (at + width > bytes.length || (isId && width > 4)) return null;
	let value = isId ? first : first & (0xff >> width);
	let ones = (first & (0xff >> width)) === 0xff >> width;
	for (let n = 1; n < width; n++) {
		value = value * 256 + bytes[at + n]!;
		ones &&= bytes[at + n] === 0xff;
	}
	return { value, width, unknown: !isId && ones };
}
