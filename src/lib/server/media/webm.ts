import { err, ok } from '../../base/result.ts';
import type { ReadAt } from './file-bytes.ts';
import type { Read } from './recording.ts';

/** Matroska's elements (RFC 9559), as far as a hub has to know them. */
export const SEGMENT = 0x18538067;
export const INFO = 0x1549a966;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const CODEC = 0x86;
export const SCALE = 0x2ad7b1;
export const DURATION = 0x4489;
/** Begins the pictures: nothing behind it has to be read. */
export const CLUSTER = 0x1f43b675;
const HEADER = 0x1a45dfa3;

const CODECS = ['V_VP8', 'V_VP9', 'V_AV1', 'A_OPUS', 'A_VORBIS'];
/** The head of a film: the index and what it is made of. */
const HEAD = 1_000_000;

/** `at`: its head, `inside`: its content; `open`: it does not say where it ends. */
export interface Element {
	readonly id: number;
	readonly at: number;
	readonly inside: number;
	readonly end: number;
	readonly open: boolean;
}

export async function readWebm(read: ReadAt, size: number): Promise<Read> {
	const bytes = await read(0, Math.min(size, HEAD));
	const [header, segment] = elements(bytes, 0, bytes.length, size);
	if (header?.id !== HEADER || segment?.id !== SEGMENT) return err('damaged');
	if (!bytes.subarray(header.inside, header.end).includes('webm')) return err('codec');
	if (segment.end > size) return err('damaged');
	if (segment.end < size) return err('extra-data');
	const parts = elements(bytes, segment.inside, bytes.length, segment.end);
	const tracks = parts.find(({ id }) => id === TRACKS);
	if (parts.some(({ end }) => end > size)) return err('damaged');
	if (!tracks) return err('damaged');
	const codecs = elements(bytes, tracks.inside, tracks.end, size)
		.filter(({ id }) => id === TRACK)
		.flatMap((track) => elements(bytes, track.inside, track.end, size))
		.filter(({ id }) => id === CODEC)
		.map(({ inside, end }) => bytes.toString('latin1', inside, end).replace(/\0+$/, ''));
	if (codecs.length === 0 || codecs.some((codec) => !CODECS.includes(codec))) return err('codec');
	const kind = codecs.some((codec) => codec.startsWith('V_')) ? 'video' : 'audio';
	const info = parts.find(({ id }) => id === INFO);
	const seconds = info ? durationIn(bytes, elements(bytes, info.inside, info.end, size)) : null;
	return ok({ kind, type: `${kind}/webm`, extension: 'webm', seconds, from: 0, until: size, blank: [] });
}

function durationIn(bytes: Buffer, parts: readonly Element[]): number | null {
	const number = (id: number): number | null => {
		const part = parts.find((each) => each.id === id);
		if (!part) return null;
		const length = part.end - part.inside;
		if (id === SCALE) return length > 0 && length <= 6 ? bytes.readUIntBE(part.inside, length) : null;
		return length === 4
			? bytes.readFloatBE(part.inside)
			: length === 8
				? bytes.readDoubleBE(part.inside)
				: null;
	};
	const duration = number(DURATION);
	return duration === null ? null : (duration * (number(SCALE) ?? 1_000_000)) / 1e9;
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
