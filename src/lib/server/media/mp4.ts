import { err, ok } from '../../base/result.ts';
import type { ReadAt } from './file-bytes.ts';
import type { Read, Recording } from './recording.ts';

/** ISO base media: boxes in boxes, each with its length and four letters (ISO/IEC 14496-12). */
interface Box {
	readonly name: string;
	/** Of the box, and of what is in it, from the file's beginning. */
	readonly at: number;
	readonly inside: number;
	readonly end: number;
}

const LARGEST_INDEX = 64_000_000;
const CONTAINERS = ['moov', 'trak', 'mdia', 'minf', 'stbl'];
/** What tells of whoever made it: places, names, machines. */
const PERSONAL = ['udta', 'meta', 'uuid'];
/** What Chromium plays, with licensed codecs or without. */
const VIDEO = ['avc1', 'avc3', 'vp08', 'vp09', 'av01'];
const AUDIO = ['mp4a', 'Opus', '.mp3'];

export async function readMp4(read: ReadAt, size: number): Promise<Read> {
	const boxes: Box[] = [];
	for (let at = 0; at < size;) {
		const box = boxAt(await read(at, 16), at, size);
		// What follows a whole film and is no box was put there by somebody.
		if (box === null) return err(boxes.some(({ name }) => name === 'moov') ? 'extra-data' : 'damaged');
		if (box.end > size) return err('damaged');
		boxes.push(box);
		at = box.end;
	}
	const index = boxes.find(({ name }) => name === 'moov');
	if (!index || !boxes.some(({ name }) => name === 'mdat')) return err('damaged');
	if (index.end - index.at > LARGEST_INDEX) return err('damaged');
	const bytes = await read(index.at, index.end - index.at);
	const found: Found = { codecs: [], seconds: null, personal: [] };
	walk(bytes, { ...index, inside: index.inside }, index.at, found, 0);
	const outside = boxes.filter(({ name }) => PERSONAL.includes(name));
	return told(found, [...found.personal, ...outside], size);
}

interface Found {
	readonly codecs: string[];
	seconds: number | null;
	readonly personal: Box[];
}

function told({ codecs, seconds }: Found, personal: readonly Box[], size: number): Read {
	if (codecs.length === 0) return err('damaged');
	if (codecs.some((codec) => !VIDEO.includes(codec) && !AUDIO.includes(codec))) return err('codec');
	const isFilm = codecs.some((codec) => VIDEO.includes(codec));
	const blank: Recording['blank'] = personal.map(({ at, end }) => ({ from: at, until: end, name: 'free' }));
	const kind = isFilm ? 'video' : 'audio';
	const extension = isFilm ? 'mp4' : 'm4a';
	return ok({ kind, type: `${kind}/mp4`, extension, seconds, from: 0, until: size, blank, rewritten: [] });
}

/** Null where no box begins. `size`: where what it is in ends. */
function boxAt(head: Buffer, at: number, size: number): Box | null {
	if (head.length < 8) return null;
	const short = head.readUInt32BE(0);
	const name = head.toString('latin1', 4, 8);
	if (!/^[\x20-\x7e\xa9]{4}$/.test(name)) return null;
	const long = short === 1 && head.length >= 16;
	const length = long ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short;
	const inside = at + (long ? 16 : 8);
	return length < inside - at ? null : { name, at, inside, end: at + length };
}

const DEEPEST = 8;

/** `bytes`: the index, which begins at `start` in the file. */
function walk(bytes: Buffer, parent: Box, start: number, found: Found, depth: number): void {
	for (let at = parent.inside; at + 8 <= parent.end;) {
		const box = boxAt(bytes.subarray(at - start, at - start + 16), at, parent.end);
		if (!box || box.end > parent.end || depth > DEEPEST) return;
		const body = bytes.subarray(box.inside - start, box.end - start);
		if (PERSONAL.includes(box.name)) found.personal.push(box);
		else if (CONTAINERS.includes(box.name)) walk(bytes, box, start, found, depth + 1);
		else if (box.name === 'mvhd') found.seconds = durationOf(body);
		else if (box.name === 'stsd' && body.length >= 16) found.codecs.push(body.toString('latin1', 12, 16));
		at = box.end;
	}
}

function durationOf(body: Buffer): number | null {
	const long = body[0] === 1;
	if (body.length < (long ? 32 : 20)) return null;
	const scale = body.readUInt32BE(long ? 20 : 12);
	const length = long ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
	return scale > 0 ? length / scale : null;
}
