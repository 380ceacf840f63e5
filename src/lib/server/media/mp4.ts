import { err, ok } from '../../base/result.ts';
import type { ReadAt } from './file-bytes.ts';
import { MOST_STRETCHES, samplesOf, type Stretch } from './mp4-samples.ts';
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
/** Where a track's samples are. */
const TABLES = ['stsz', 'stsc', 'stco', 'co64'] as const;

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
	const found: Found = { tracks: [], seconds: null, personal: [] };
	walk(bytes, { ...index, inside: index.inside }, index.at, found, 0);
	const outside = boxes.filter(({ name }) => PERSONAL.includes(name));
	const others = found.tracks.filter((track) => kindOf(track) === 'other');
	const isInPieces = boxes.some(({ name }) => name === 'moof');
	// Which of a film's pieces are whose is said in each of them.
	if (others.length > 0 && isInPieces) return err('codec');
	const stretches = samplesIn(others, boxes);
	if (!stretches) return err('damaged');
	const freed = [...found.personal, ...outside, ...others.map(({ box }) => box)];
	const blank = freed.map(({ at, end }) => ({ from: at, until: end, name: 'free' }));
	const emptied = stretches.map((each) => ({ ...each, name: null }));
	return told(found, [...blank, ...emptied], size);
}

interface Found {
	readonly tracks: Track[];
	seconds: number | null;
	readonly personal: Box[];
}
interface Track {
	readonly box: Box;
	handler: string | null;
	codec: string | null;
	readonly tables: Partial<Record<(typeof TABLES)[number], Buffer>>;
}

/** Timecodes, positions, what sensors told, chapters: whatever is neither seen nor heard has no place in a copy. */
function kindOf({ handler, codec }: Track): 'video' | 'audio' | 'other' {
	if (handler !== null) return handler === 'vide' ? 'video' : handler === 'soun' ? 'audio' : 'other';
	return VIDEO.includes(codec ?? '') ? 'video' : AUDIO.includes(codec ?? '') ? 'audio' : 'other';
}

/** Cameras write one, and some another after every pause. */
const MOST_DATA = 100;

/** Null where one is not among the film's own bytes, or there is more of them than film. */
function samplesIn(tracks: readonly Track[], boxes: readonly Box[]): Stretch[] | null {
	const data = boxes.filter(({ name }) => name === 'mdat');
	const all: Stretch[] = [];
	if (tracks.length > 0 && data.length > MOST_DATA) return null;
	for (const { tables } of tracks) {
		const stretches = samplesOf(tables);
		if (!stretches || all.length + stretches.length > MOST_STRETCHES) return null;
		for (const stretch of stretches) all.push(stretch);
	}
	const areInside = all.every(({ from, until }) =>
		data.some(({ inside, end }) => from >= inside && until <= end),
	);
	const bytes = all.reduce((sum, { from, until }) => sum + until - from, 0);
	return areInside && bytes <= data.reduce((sum, { inside, end }) => sum + end - inside, 0) ? all : null;
}

function told({ tracks, seconds }: Found, blank: Recording['blank'], size: number): Read {
	const kinds = tracks.map(kindOf);
	if (tracks.every(({ codec }) => codec === null)) return err('damaged');
	const isFilm = kinds.includes('video');
	if (!isFilm && !kinds.includes('audio')) return err('codec');
	const isPlayed = tracks.every(
		({ codec }, n) => kinds[n] === 'other' || VIDEO.includes(codec ?? '') || AUDIO.includes(codec ?? ''),
	);
	if (!isPlayed) return err('codec');
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
		else if (CONTAINERS.includes(box.name)) {
			if (box.name === 'trak') found.tracks.push({ box, handler: null, codec: null, tables: {} });
			walk(bytes, box, start, found, depth + 1);
		} else if (box.name === 'mvhd') found.seconds = durationOf(body);
		else if (found.tracks.length > 0) note(found.tracks.at(-1)!, parent, box, body);
		at = box.end;
	}
}

function note(track: Track, parent: Box, { name }: Box, body: Buffer): void {
	// What is called so elsewhere says how a track is stored.
	if (name === 'hdlr' && parent.name === 'mdia') track.handler ??= body.toString('latin1', 8, 12);
	if (name === 'stsd' && body.length >= 16) track.codec ??= body.toString('latin1', 12, 16);
	const table = TABLES.find((each) => each === name);
	if (table) track.tables[table] ??= body;
}

function durationOf(body: Buffer): number | null {
	const long = body[0] === 1;
	if (body.length < (long ? 32 : 20)) return null;
	const scale = body.readUInt32BE(long ? 20 : 12);
	const length = long ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
	return scale > 0 ? length / scale : null;
}
