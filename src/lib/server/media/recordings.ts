import { err, ok } from '../../base/result.ts';
import { withFile, type ReadAt } from './file-bytes.ts';
import { readMp4 } from './mp4.ts';
import { readOgg } from './ogg.ts';
import { readWebm } from './webm.ts';
import type { Format } from './recognise.ts';
import type { Read, Recording } from './recording.ts';

export const readRecording = (path: string, format: Format): Promise<Read> =>
	withFile(path, (read, size) => {
		if (format === 'mp4') return readMp4(read, size);
		if (format === 'webm') return readWebm(read, size);
		if (format === 'wav') return readWav(read, size);
		return format === 'ogg' ? readOgg(read, size) : readMp3(read, size);
	});

const sound = (type: string, extension: string, seconds: number | null, from: number, until: number) =>
	ok<Recording>({ kind: 'audio', type, extension, seconds, from, until, blank: [], rewritten: [] });

/** RIFF: chunks that are neither format nor sound become padding. */
async function readWav(read: ReadAt, size: number): Promise<Read> {
	const blank: Recording['blank'][number][] = [];
	let rate = 0;
	let seconds: number | null = null;
	const whole = (await read(4, 4)).readUInt32LE(0) + 8;
	if (whole > size) return err('damaged');
	if (size - whole > 1) return err('extra-data');
	let at = 12;
	while (at + 8 <= size) {
		const head = await read(at, 24);
		const [name, length] = [head.toString('latin1', 0, 4), head.readUInt32LE(4)];
		const end = at + 8 + length + (length % 2);
		if (at + 8 + length > size) return err('damaged');
		if (name === 'fmt ') rate = head.readUInt32LE(16);
		else if (name === 'data') seconds = rate > 0 ? length / rate : null;
		else blank.push({ from: at, until: at + 8 + length, name: 'JUNK' });
		at = end;
	}
	return seconds === null ? err('damaged') : ok({ ...wav(seconds, size), blank });
}

const wav = (seconds: number, until: number): Recording => ({
	...{ kind: 'audio', type: 'audio/wav', extension: 'wav', seconds },
	...{ from: 0, until, blank: [], rewritten: [] },
});

const RATES = [44_100, 48_000, 32_000];
const KBITS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBITS_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

interface Frame {
	readonly bytes: number;
	readonly seconds: number;
	readonly kbits: number;
}

/** Of MPEG audio layer III; null where these four bytes begin none. */
function frameAt(head: Buffer): Frame | null {
	if (head.length < 4 || head[0] !== 0xff || (head[1]! & 0xe6) !== 0xe2) return null;
	const version = (head[1]! >> 3) & 3;
	const isFirst = version === 3;
	const kbits = (isFirst ? KBITS : KBITS_2)[head[2]! >> 4];
	const rate = RATES[(head[2]! >> 2) & 3]! / (isFirst ? 1 : version === 2 ? 2 : 4);
	if (!kbits || !Number.isFinite(rate) || version === 1) return null;
	const samples = isFirst ? 1152 : 576;
	const bytes = Math.floor(((samples / 8) * kbits * 1000) / rate) + ((head[2]! >> 1) & 1);
	return { bytes, seconds: samples / rate, kbits };
}

/** Tags before and behind are left out of the copy: covers, comments, whoever owned the machine. */
async function readMp3(read: ReadAt, size: number): Promise<Read> {
	const tag = await read(0, 10);
	const isTagged = tag.toString('latin1', 0, 3) === 'ID3';
	const long = [6, 7, 8, 9].reduce((sum, n) => sum * 128 + (tag[n]! & 0x7f), 0);
	const from = isTagged ? 10 + long : 0;
	const tail = await read(size - 128, 128);
	const until = tail.toString('latin1', 0, 3) === 'TAG' ? size - 128 : size;
	let at = from;
	let first: Frame | null = null;
	for (let n = 0; n < 4; n++) {
		const frame = frameAt(await read(at, 4));
		if (!frame) return err(n === 0 && !isTagged ? 'unknown' : 'damaged');
		first ??= frame;
		at += frame.bytes;
		if (at > until) return err('damaged');
	}
	const xing = await read(from, 200);
	const mark = Math.max(xing.indexOf('Xing'), xing.indexOf('Info'));
	const counted = mark > 0 && (xing.readUInt32BE(mark + 4) & 1) === 1 ? xing.readUInt32BE(mark + 8) : null;
	const seconds = counted === null ? ((until - from) * 8) / (first!.kbits * 1000) : counted * first!.seconds;
	return sound('audio/mpeg', 'mp3', seconds, from, until);
}
