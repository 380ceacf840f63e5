import { err, ok, type Result } from '../../base/result.ts';
import type { MediaFault } from '../../domain/media-limits.ts';
import { windowed, type ReadAt } from './file-bytes.ts';
import { emptied, pageSum, RATE_AT, type OggCodec } from './ogg-comment.ts';
import type { Read, Recording } from './recording.ts';

/** Ogg (RFC 3533): pages of packets, one recording after another. The second packet of each tells of its makers. */

interface Page {
	readonly at: number;
	readonly end: number;
	readonly serial: number;
	readonly isFirst: boolean;
	/** Samples so far; null where no packet ends in it. */
	readonly samples: number | null;
	/** Where its content begins, from the page's own beginning. */
	readonly inside: number;
	readonly lacing: Buffer;
}

interface Piece {
	readonly page: { readonly at: number; readonly bytes: Buffer };
	readonly from: number;
	readonly until: number;
}

/** One recording: what is known of it so far. */
interface Stream {
	codec: OggCodec | null;
	rate: number;
	samples: number;
	/** Packets that are whole. */
	whole: number;
	/** Of the packet that is not. */
	pieces: Piece[];
}

/** A picture of the record's sleeve may be in it. */
const LARGEST_COMMENT = 16_000_000;
const LARGEST_HEAD = 27 + 255;

export async function readOgg(read: ReadAt, size: number): Promise<Read> {
	const streams = new Map<number, Stream>();
	const rewritten: Recording['rewritten'][number][] = [];
	const look = windowed(read);
	let current: Stream | undefined;
	for (let at = 0; at < size;) {
		const page = pageAt(await look(at, LARGEST_HEAD), at);
		if (!page) return err((current?.whole ?? 0) >= 2 ? 'extra-data' : 'damaged');
		if (page.end > size) return err('damaged');
		if (page.isFirst) streams.set(page.serial, { codec: null, rate: 0, samples: 0, whole: 0, pieces: [] });
		current = streams.get(page.serial);
		if (!current) return err('damaged');
		if (current.whole < 2) {
			const bytes = Buffer.from(await look(page.at, page.end - page.at));
			const done = readHeaders(current, page, bytes);
			if (!done.ok) return done;
			rewritten.push(...done.value);
		}
		current.samples = page.samples ?? current.samples;
		at = page.end;
	}
	const all = [...streams.values()];
	if (all.length === 0 || all.some(({ whole, rate }) => whole < 2 || rate === 0)) return err('damaged');
	const seconds = all.reduce((sum, { samples, rate }) => sum + samples / rate, 0);
	const told = { kind: 'audio', type: 'audio/ogg', extension: 'ogg', seconds } as const;
	return ok({ ...told, from: 0, until: size, blank: [], rewritten });
}

/** Null where none begins. */
function pageAt(head: Buffer, at: number): Page | null {
	if (head.length < 27 || head.toString('latin1', 0, 4) !== 'OggS') return null;
	const lacing = head.subarray(27, 27 + head[26]!);
	const inside = 27 + head[26]!;
	const samples = head.readBigInt64LE(6);
	return {
		...{ at, end: at + inside + lacing.reduce((sum, each) => sum + each, 0), inside, lacing },
		...{ serial: head.readUInt32LE(14), isFirst: (head[5]! & 2) !== 0 },
		samples: samples < 0 ? null : Number(samples),
	};
}

/** What the recording is, and its comment: pages of it without a word in them, once it is whole. */
function readHeaders(stream: Stream, page: Page, bytes: Buffer): Result<Recording['rewritten'], MediaFault> {
	const shared = { at: page.at, bytes };
	let from = page.inside;
	let until = from;
	for (const length of page.lacing) {
		until += length;
		if (length === 255) continue;
		stream.pieces.push({ page: shared, from, until });
		from = until;
		const pieces = stream.pieces.splice(0);
		stream.whole++;
		if (stream.whole === 1) {
			const packet = wholeOf(pieces);
			stream.codec = packet.toString('latin1', 0, 8) === 'OpusHead' ? 'opus' : 'vorbis';
			if (stream.codec === 'vorbis' && packet.toString('latin1', 0, 7) !== '\x01vorbis') return err('codec');
			stream.rate = stream.codec === 'opus' ? 48_000 : packet.readUInt32LE(RATE_AT);
		} else {
			const comment = emptied(wholeOf(pieces), stream.codec!);
			return comment ? ok(put(comment, pieces)) : err('damaged');
		}
	}
	if (until > from) stream.pieces.push({ page: shared, from, until });
	const waiting = stream.pieces.reduce((sum, piece) => sum + piece.until - piece.from, 0);
	return waiting > LARGEST_COMMENT ? err('too-large') : ok([]);
}

const wholeOf = (pieces: readonly Piece[]): Buffer =>
	Buffer.concat(pieces.map(({ page, from, until }) => page.bytes.subarray(from, until)));

/** Into the pages where it was, each with its sum. */
function put(packet: Buffer, pieces: readonly Piece[]): Recording['rewritten'] {
	let done = 0;
	for (const { page, from, until } of pieces) {
		packet.copy(page.bytes, from, done, done + until - from);
		done += until - from;
		page.bytes.writeUInt32LE(pageSum(page.bytes), 22);
	}
	return pieces.map(({ page }) => page);
}
