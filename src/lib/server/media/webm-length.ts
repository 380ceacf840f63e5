import { CLUSTER, DURATION, INFO, SCALE, SEGMENT, vint } from './webm.ts';

/** How long a WebM of one piece is that does not say so: browsers write theirs while somebody speaks. */

const GROUP = 0xa0;
/** Entered, not passed over; the first two and clusters may be of unknown length. */
const INSIDE = [SEGMENT, CLUSTER, GROUP];
const TIME = 0xe7;
const BLOCK = 0xa1;
const SIMPLE_BLOCK = 0xa3;
const USUAL_SCALE = 1_000_000;

/** Milliseconds from the first block to the last; null where something in it is not as it should be, or there is no block. */
export function webmMillis(bytes: Buffer): number | null {
	let [at, time, scale] = [0, 0, USUAL_SCALE];
	let [first, last] = [null as number | null, 0];
	while (at < bytes.length) {
		const id = vint(bytes, at, true);
		const length = id && vint(bytes, at + id.width, false);
		if (!id || !length) return null;
		const inside = at + id.width + length.width;
		if (INSIDE.includes(id.value)) {
			at = inside;
			continue;
		}
		const end = inside + length.value;
		if (length.unknown || end > bytes.length) return null;
		if (id.value === INFO) scale = scaleIn(bytes, inside, end);
		if (id.value === TIME) time = unsigned(bytes, inside, end);
		if (id.value === BLOCK || id.value === SIMPLE_BLOCK) {
			const track = vint(bytes, inside, false);
			if (!track || inside + track.width + 2 > end) return null;
			const moment = time + bytes.readInt16BE(inside + track.width);
			first ??= moment;
			last = Math.max(last, moment);
		}
		at = end;
	}
	return first === null ? null : ((last - first) * scale) / 1e6;
}

const unsigned = (bytes: Buffer, from: number, end: number): number =>
	end > from && end - from <= 6 ? bytes.readUIntBE(from, end - from) : 0;

function scaleIn(bytes: Buffer, from: number, end: number): number {
	for (let at = from; at < end;) {
		const id = vint(bytes, at, true);
		const length = id && vint(bytes, at + id.width, false);
		if (!id || !length) break;
		const inside = at + id.width + length.width;
		if (id.value === SCALE) return unsigned(bytes, inside, inside + length.value) || USUAL_SCALE;
		at = inside + length.value;
	}
	return USUAL_SCALE;
}

/** The same recording, saying how long it is, so that it can be wound. As it was where its head is not a browser's. */
export function tellingLength(bytes: Buffer, millis: number): Buffer {
	const at = bytes.indexOf(Buffer.from([0x15, 0x49, 0xa9, 0x66]));
	const length = at < 0 ? null : vint(bytes, at + 4, false);
	if (!length || length.unknown || length.value > 1000) return bytes;
	const inside = at + 4 + length.width;
	const end = inside + length.value;
	const info = bytes.subarray(inside, end);
	// A segment that says its own length would be longer than it says.
	const isOpen = bytes.indexOf(Buffer.from([0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff])) >= 0;
	if (!isOpen || info.includes(Buffer.from([0x44, 0x89, 0x88]))) return bytes;
	const duration = Buffer.alloc(11);
	duration.writeUInt16BE(DURATION, 0);
	duration[2] = 0x88;
	duration.writeDoubleBE((millis * 1e6) / scaleIn(bytes, inside, end), 3);
	const head = Buffer.alloc(6);
	head.writeUInt32BE(INFO, 0);
	head.writeUInt16BE(0x4000 | (info.length + duration.length), 4);
	return Buffer.concat([bytes.subarray(0, at), head, info, duration, bytes.subarray(end)]);
}
