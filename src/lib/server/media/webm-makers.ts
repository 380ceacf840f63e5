import { err, ok, type Result } from '../../base/result.ts';
import type { MediaFault } from '../../domain/media-limits.ts';
import { windowed, type ReadAt } from './file-bytes.ts';
import type { Recording } from './recording.ts';
import { CLUSTER, INFO, TRACK, TRACKS, vint, type Element } from './ebml.ts';

/** What tells of whoever made a film: tags, attachments, chapters; title, date, names of files and of tracks. */
const PERSONAL = [
	...[0x1254c367, 0x1941a469, 0x1043a770],
	...[0x7ba9, 0x4461, 0x7384, 0x3c83ab, 0x3e83bb, 0x536e],
];
/** Entered, not passed over. Ids mean the same wherever they stand. */
const INSIDE = [INFO, TRACKS, TRACK];
const LONGEST_HEAD = 12;

/** Looks through the whole segment: what is said of the makers may stand behind the pictures. */
export async function makersIn(
	read: ReadAt,
	segment: Element,
): Promise<Result<Pick<Recording, 'blank' | 'rewritten'>, MediaFault>> {
	const look = windowed(read);
	const blank: Recording['blank'][number][] = [];
	const rewritten: Recording['rewritten'][number][] = [];
	for (let at = segment.inside; at < segment.end;) {
		const head = await look(at, LONGEST_HEAD);
		const id = vint(head, 0, true);
		const length = id && vint(head, id.width, false);
		if (!id || !length) return err('damaged');
		const inside = at + id.width + length.width;
		const isOpen = length.unknown;
		if (isOpen && id.value !== CLUSTER) return err('damaged');
		const end = isOpen ? segment.end : inside + length.value;
		if (end > segment.end) return err('damaged');
		if (PERSONAL.includes(id.value)) {
			blank.push({ from: at, until: end, name: null });
			rewritten.push({ at, bytes: voidOf(end - at) });
		}
		at = isOpen || INSIDE.includes(id.value) ? inside : end;
	}
	return ok({ blank, rewritten });
}

/** The head of an element without meaning (RFC 8794, 11.3.2) that takes so many bytes in all. */
function voidOf(bytes: number): Buffer {
	if (bytes <= 128) return Buffer.from([0xec, 0x80 | (bytes - 2)]);
	const head = Buffer.alloc(9);
	head[0] = 0xec;
	head[1] = 0x01;
	head.writeUIntBE(bytes - 9, 3, 6);
	return head;
}
