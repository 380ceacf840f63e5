import { CLUSTER, DURATION, elements, INFO, SCALE, SEGMENT, vint } from './ebml.ts';

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
	const scale = elements(bytes, from, end, end).find(({ id }) => id === SCALE);
	return scale && scale.end <= end ? unsigned(bytes, scale.inside, scale.end) || USUAL_SCALE : USUAL_SCALE;
}

/** The same recording, saying how long it is, so that it can be wound. As it was where its head is not a browser's. */
export function tellingLength(bytes: Buffer, millis: number): Buffer {
	const size = bytes.length;
	const segment = elements(bytes, 0, size, size).find(({ id }) => id === SEGMENT);
	// A segment that says its own length would be longer than it says.
	if (!segment?.open) return bytes;
	const info = elements(bytes, segment.inside, size, size).find(({ id }) => id === INFO);
	if (!info || info.open || info.end - info.inside > 1000) return bytes;
	const { at, inside, end } = info;
	if (elements(bytes, inside, end, end).some(({ id }) => id === DURATION)) return bytes;
	const duration = Buffer.alloc(11);
	duration.writeUInt16BE(DURATION, 0);
	duration[2] = 0x88;
	duration.writeDoubleBE((millis * 1e6) / scaleIn(bytes, inside, end), 3);
	const head = Buffer.alloc(6);
	head.writeUInt32BE(INFO, 0);
	head.writeUInt16BE(0x4000 | (end - inside + duration.length), 4);
	const told = [head, bytes.subarray(inside, end), duration];
	return Buffer.concat([bytes.subarray(0, at), ...told, bytes.subarray(end)]);
}
