import { err, ok, type Result } from '../../base/result.ts';
import type { MediaFault } from '../../domain/media-limits.ts';

/** What a file is, by its first bytes: its name and what a browser calls it prove nothing. */

export type Format = 'jpeg' | 'png' | 'webp' | 'avif' | 'mp3' | 'mp4' | 'wav' | 'ogg' | 'webm';

/** Bytes that `recognise` wants to see, where there are so many. */
export const HEAD_BYTES = 4096;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
	String.fromCharCode(...bytes.subarray(from, to));

/** Container brands of phones' pictures that no browser shows. */
const HEIC = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1'];

export function recognise(head: Uint8Array): Result<Format, MediaFault> {
	if (head.length === 0) return err('empty');
	if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return ok('jpeg');
	if (ascii(head, 0, 8) === '\x89PNG\r\n\x1a\n') return ok('png');
	const four = ascii(head, 0, 4);
	if (four === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return ok('webp');
	if (four === 'RIFF' && ascii(head, 8, 12) === 'WAVE') return ok('wav');
	if (ascii(head, 4, 8) === 'ftyp') return brandOf(ascii(head, 8, 12), ascii(head, 16, 40));
	if (four === 'OggS') return ok('ogg');
	if (four === '\x1a\x45\xdf\xa3') return ok('webm');
	if (four.startsWith('ID3') || (head[0] === 0xff && (head[1]! & 0xe6) === 0xe2)) return ok('mp3');
	return err(strange(head, four));
}

function brandOf(brand: string, compatible: string): Result<Format, MediaFault> {
	if (brand === 'avif') return ok('avif');
	if (brand === 'avis') return err('animation');
	if (HEIC.includes(brand)) return compatible.includes('avif') ? ok('avif') : err('heic');
	return ok('mp4');
}

function strange(head: Uint8Array, four: string): MediaFault {
	if (four.startsWith('GIF8')) return 'animation';
	if (
		four.startsWith('PK') ||
		four.startsWith('Rar!') ||
		four.startsWith('7z') ||
		four.startsWith('\x1f\x8b')
	)
		return 'archive';
	if (four === '%PDF') return 'document';
	const text = new TextDecoder()
		.decode(head)
		.replace(/^\uFEFF/, '')
		.trimStart()
		.toLowerCase();
	if (/<svg[\s>]/.test(text)) return 'drawing';
	return /^<(?:!doctype|html|head|body|script|\?xml|!--)/.test(text) ? 'web-page' : 'unknown';
}
