import { err, ok, type Result } from '../base/result.ts';

/** Captions in WebVTT (W3C): what is spoken, and from when until when. */
export interface Caption {
	/** Seconds from the beginning. */
	readonly from: number;
	readonly until: number;
	/** Who speaks, where a `<v>` says so. */
	readonly speaker: string | null;
	/** Plain words; lines as they were. */
	readonly text: string;
}

export type VttFault =
	| { readonly fault: 'no-vtt' | 'no-cues' | 'too-many' }
	/** `line`: from 1. */
	| { readonly fault: 'bad-time'; readonly line: number };

const MOST_CUES = 10_000;
const STAMP = /(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})/;
const TIMING = new RegExp(`^\\s*${STAMP.source}\\s+-->\\s+${STAMP.source}(?:\\s.*)?$`);

/** SubRip (.srt), which recorders and subtitle tools write: times with a comma, no first line. As WebVTT; what is neither stays. */
export function vttOfSrt(text: string): string {
	const lines = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
	if (!/^\s*(?:\d+ *\n)?\d{2,}:[0-5]\d:[0-5]\d,\d{3} +-->/.test(lines)) return text;
	const timed = lines.replaceAll(/^(\d{2,}:\d\d:\d\d),(\d{3} +--> +\d{2,}:\d\d:\d\d),(\d{3})/gm, '$1.$2.$3');
	return `WEBVTT\n\n${timed.trimStart()}`;
}

const seconds = ([hours, minutes, secs, thousandths]: readonly (string | undefined)[]): number =>
	Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(secs) + Number(thousandths) / 1000;

/** Marks and styles are left out, names of speakers kept. */
export function readVtt(text: string): Result<Caption[], VttFault> {
	const lines = text
		.replace(/^\uFEFF/, '')
		.replaceAll('\r\n', '\n')
		.replaceAll('\r', '\n')
		.split('\n');
	if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) return err({ fault: 'no-vtt' });
	const captions: Caption[] = [];
	for (let n = 1; n < lines.length; n++) {
		if (!lines[n]!.includes('-->')) continue;
		const timing = TIMING.exec(lines[n]!);
		const [from, until] = timing ? [seconds(timing.slice(1, 5)), seconds(timing.slice(5, 9))] : [0, -1];
		if (until < from) return err({ fault: 'bad-time', line: n + 1 });
		const said: string[] = [];
		while (n + 1 < lines.length && lines[n + 1] !== '' && !lines[n + 1]!.includes('-->'))
			said.push(lines[++n]!);
		for (const voice of voicesIn(said.join('\n'))) captions.push({ from, until, ...voice });
		if (captions.length > MOST_CUES) return err({ fault: 'too-many' });
	}
	return captions.length > 0 ? ok(captions) : err({ fault: 'no-cues' });
}

const VOICE = /<v(?:\.[^\s>]*)?\s+([^>]+)>|<\/v>/g;

/** Several may speak in one caption; words beside a `<v>` are nobody's. */
function voicesIn(marked: string): Pick<Caption, 'speaker' | 'text'>[] {
	const found: Pick<Caption, 'speaker' | 'text'>[] = [];
	let [speaker, from]: [string | null, number] = [null, 0];
	for (const { 0: mark, 1: name, index } of marked.matchAll(VOICE)) {
		found.push({ speaker, text: plain(marked.slice(from, index)) });
		[speaker, from] = [plain(name ?? '') || null, index + mark.length];
	}
	found.push({ speaker, text: plain(marked.slice(from)) });
	return found.filter(({ text }) => text !== '');
}

const ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	nbsp: ' ',
	lrm: '',
	rlm: '',
	quot: '"',
	apos: "'",
	ensp: ' ',
	emsp: ' ',
};

/** A character by its number, decimal or hexadecimal; controls and what is no character are left as they were written. */
function numbered(whole: string, said: string): string {
	const point = /^x/i.test(said) ? parseInt(said.slice(1), 16) : Number(said);
	const isText =
		point >= 0x20 && point <= 0x10ffff && (point < 0x7f || point > 0x9f) && (point & ~0x7ff) !== 0xd800;
	return isText ? String.fromCodePoint(point) : whole;
}
const plain = (marked: string): string =>
	marked
		.replaceAll(/<[^>]*>/g, '')
		.replaceAll(/&(?:#(x[0-9a-f]{1,6}|\d{1,7})|(\w+));/gi, (whole, number?: string, name?: string) =>
			number ? numbered(whole, number) : (ENTITIES[name!] ?? whole),
		)
		.trim();

const stamp = (at: number): string => {
	const ms = Math.round(at * 1000);
	const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
	const rest = String(ms % 1000).padStart(3, '0');
	return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${rest}`;
};

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Read by `readVtt` it says the same again. */
export const writeVtt = (captions: readonly Caption[]): string =>
	['WEBVTT']
		.concat(
			captions.map(({ from, until, speaker, text }) => {
				const voice = speaker === null ? '' : `<v ${escaped(speaker)}>`;
				return `${stamp(from)} --> ${stamp(until)}\n${voice}${escaped(text).replaceAll(/\n{2,}/g, '\n')}`;
			}),
		)
		.join('\n\n') + '\n';
