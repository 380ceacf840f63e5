import { err, ok } from '../../base/result.ts';
import {
	CODEC,
	DURATION,
	elements,
	HEADER,
	INFO,
	SCALE,
	SEGMENT,
	TRACK,
	TRACKS,
	type Element,
} from './ebml.ts';
import type { ReadAt } from './file-bytes.ts';
import { makersIn } from './webm-makers.ts';
import type { Read } from './recording.ts';

const CODECS = ['V_VP8', 'V_VP9', 'V_AV1', 'A_OPUS', 'A_VORBIS'];
/** The head of a film: the index and what it is made of. */
const HEAD = 1_000_000;

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
	const makers = await makersIn(read, segment);
	if (!makers.ok) return makers;
	const told = { kind, type: `${kind}/webm`, extension: 'webm', seconds } as const;
	return ok({ ...told, from: 0, until: size, ...makers.value });
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
