import { createHash } from 'node:crypto';
import { asId, type StoryId } from '../../base/id.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { Cue, Story } from '../../domain/story.ts';
import { vttOfSrt, type VttFault } from '../../exhibits/webvtt.ts';
import { cuesOf, readCues } from '../../exhibits/iiif/transcript.ts';
import { childrenOf, childText, readXml, type Element } from '../interchange/xml.ts';

/** Oral histories from elsewhere as stories: OHMS (Oral History Metadata Synchronizer), WebVTT, SubRip, or plain lines. */

/** `left`: what the file says and a story has no place for. */
export interface StoryFile {
	readonly story: Story;
	readonly left: readonly string[];
}
export type StoryFault = 'no-story' | { readonly broken: string } | VttFault;

const LONGEST = 4000;
const MOST_CUES = 5000;
const text = (zh: string) => ({ zh: zh.trim().slice(0, LONGEST) });

export function readStoryFile(source: string, fileName: string): Result<StoryFile, StoryFault> {
	const plain = source.replace(/^\uFEFF/, '');
	const start = plain.trimStart()[0];
	if (start === '<') return readOhms(plain);
	// JSON is no story, and would be told line by line.
	return start === '{' || start === '[' ? err('no-story') : readTranscript(vttOfSrt(plain), fileName);
}

const storyId = (of: string): StoryId =>
	asId<StoryId>(`story-${createHash('sha256').update(of).digest('hex').slice(0, 12)}`);

function readTranscript(source: string, fileName: string): Result<StoryFile, StoryFault> {
	const read = readCues(source);
	if (!read.ok) return read;
	const { cues: transcript, left } = fitted(read.value);
	if (transcript.length === 0) return err('no-story');
	const name = fileName.replace(/\.\w+$/, '') || fileName;
	const teller = transcript.find(({ speaker }) => speaker)?.speaker ?? '佚名';
	const summary = text(
		transcript
			.slice(0, 3)
			.map((cue) => cue.text.zh)
			.join(' ')
			.slice(0, 120),
	);
	const story = {
		// Many files are called “captions”.
		id: storyId(`${name}\n${source}`),
		title: text(name),
		teller: text(teller),
		summary,
		transcript,
		media: [],
	};
	return ok({ story, left: /^NOTE\b/m.test(source) ? ['NOTE', ...left] : left });
}

/** As many and as long lines as a story has room for; what is cut is told. */
function fitted(all: readonly Cue[]): { readonly cues: Cue[]; readonly left: readonly string[] } {
	const cues = all.slice(0, MOST_CUES);
	const long = cues.filter((cue) => cue.text.zh.length > LONGEST).length;
	const left = [
		...(all.length > MOST_CUES ? [`the last ${all.length - MOST_CUES} of ${all.length} lines`] : []),
		...(long > 0 ? [`the ends of ${long} lines that are longer than ${LONGEST} characters`] : []),
	];
	return { cues: cues.map((cue) => ({ ...cue, text: text(cue.text.zh) })), left };
}

/** https://www.oralhistoryonline.org/ */
export function readOhms(source: string): Result<StoryFile, StoryFault> {
	const xml = readXml(source);
	if (!xml.ok) return err({ broken: xml.error });
	const record = xml.value.name === 'record' ? xml.value : childrenOf(xml.value, 'record')[0];
	const title = record && childText(record, 'title');
	if (!record || !title) return err('no-story');
	const points = childrenOf(record, 'index').flatMap((index) => childrenOf(index, 'point'));
	const lines = transcriptOf(record);
	const segments = points.flatMap(segmentOf);
	const { cues: transcript, left } = fitted(merged(segments, lines));
	const teller = childrenOf(record, 'interviewee')
		.map((one) => one.text.trim())
		.filter(Boolean)
		.join('、');
	const summary =
		childText(record, 'description') ?? childText(record, 'summary') ?? segments[0]?.text.zh ?? title;
	const year = /\b(1[89]\d\d|20\d\d)\b/.exec(dateOf(record) ?? '')?.[1];
	const story: Story = {
		id: storyId(record.attributes['id'] ?? childText(record, 'accession') ?? title),
		...{ title: text(title), teller: text(teller || '佚名'), summary: text(summary), transcript, media: [] },
		...(year ? { year: Number(year) } : {}),
	};
	return ok({ story, left: [...leftOf(record, lines.length), ...leftOfPoints(points), ...left] });
}

const dateOf = (record: Element): string | null => {
	const [date] = childrenOf(record, 'date');
	return date ? (date.attributes['value'] ?? date.text.trim()) : null;
};

/** What a story is made of; the rest is told, once each. */
const USED = new Set([
	...['title', 'description', 'summary', 'interviewee', 'date', 'transcript', 'sync', 'index', 'accession'],
	...['vtt_transcript', 'version'],
]);
function leftOf(record: Element, lines: number): string[] {
	const isUnread = lines === 0 && childText(record, 'vtt_transcript');
	return [...new Set([...unused(record, USED), ...(isUnread ? ['vtt_transcript'] : [])])];
}
const unused = ({ children }: Element, used: ReadonlySet<string>): string[] =>
	children
		.filter(
			({ name, text: said, children: inner }) => !used.has(name) && (said.trim() !== '' || inner.length > 0),
		)
		.map(({ name }) => name);

const USED_OF_POINT = new Set(['time', 'title', 'synopsis']);
const timeOf = (point: Element): number => Number(childText(point, 'time') ?? NaN);

/** Of the index: keywords, places, links, and what has no time. */
function leftOfPoints(points: readonly Element[]): string[] {
	const isSaidAgain = (point: Element): boolean => childText(point, 'synopsis') !== null;
	const names = points.flatMap((point) =>
		unused(point, USED_OF_POINT).filter((name) => name !== 'partial_transcript' || isSaidAgain(point)),
	);
	const untimed = points.filter((point) => !(timeOf(point) >= 0)).length;
	return [
		...[...new Set(names)].map((name) => `index/${name}`),
		...(untimed > 0 ? [`${untimed} points of the index without a time`] : []),
	];
}

/** Of the index: what is told from when on. */
function segmentOf(point: Element): Cue[] {
	const from = timeOf(point);
	const title = childText(point, 'title');
	const synopsis = childText(point, 'synopsis') ?? childText(point, 'partial_transcript');
	const zh = `${title ? `【${title}】` : ''}${synopsis ?? ''}`;
	return zh !== '' && from >= 0 ? [{ from, text: { zh } }] : [];
}

function transcriptOf(record: Element): Cue[] {
	const vtt = childText(record, 'vtt_transcript');
	if (vtt) return cuesOf(vtt);
	const said = childText(record, 'transcript');
	if (!said || /^no transcript\.?$/i.test(said)) return [];
	const lines = (childrenOf(record, 'transcript')[0]?.text ?? '').replaceAll('\r\n', '\n').split('\n');
	const timeOf = timesOf(childText(record, 'sync'), lines.length);
	return lines.flatMap((line, n): Cue[] => {
		const [, speaker, rest] = /^\s*([^:：\s][^:：]{0,30})[:：]\s*(\S.*)$/.exec(line) ?? [];
		const words = (rest ?? line).trim();
		if (words === '') return [];
		const from = timeOf(n);
		return [
			{
				...(from === null ? {} : { from }),
				...(speaker ? { speaker: speaker.trim() } : {}),
				text: { zh: words },
			},
		];
	});
}

/** `1:|9(3)|21(7)…`: so many minutes on, the line (from 0) at which each falls. Between them at the same pace. */
function timesOf(sync: string | null, count: number): (line: number) => number | null {
	const [, minutes, marks] = /^\s*(\d+(?:\.\d+)?):\|?([\s\S]*)$/.exec(sync ?? '') ?? [];
	if (marks === undefined) return () => null;
	const step = Number(minutes) * 60;
	const known = [
		{ line: 0, at: 0 },
		...marks.split('|').flatMap((mark, n) => {
			const line = Number.parseInt(mark, 10);
			return Number.isInteger(line) && line > 0 ? [{ line, at: (n + 1) * step }] : [];
		}),
	];
	const last = known.at(-1)!;
	known.push({ line: Math.max(count, last.line + 1), at: last.at + step });
	return (line) => {
		const next = known.findIndex((mark) => mark.line > line);
		const [a, b] = next < 1 ? [last, last] : [known[next - 1]!, known[next]!];
		const share = b.line === a.line ? 0 : (line - a.line) / (b.line - a.line);
		return Math.round((a.at + share * (b.at - a.at)) * 10) / 10;
	};
}

/** Segments stand before the lines that they are about. Lines without a time keep their place. */
function merged(segments: readonly Cue[], lines: readonly Cue[]): Cue[] {
	if (!lines.some(({ from }) => from !== undefined)) return [...segments, ...lines];
	const waiting = [...segments].sort((a, b) => a.from! - b.from!);
	const all: Cue[] = [];
	for (const line of lines) {
		while (waiting[0] && line.from !== undefined && waiting[0].from! <= line.from) all.push(waiting.shift()!);
		all.push(line);
	}
	return [...all, ...waiting];
}
