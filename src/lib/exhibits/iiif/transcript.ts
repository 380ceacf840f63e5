import { ok, type Result } from '../../base/result.ts';
import type { Cue } from '../../domain/story.ts';
import { readVtt, type VttFault } from '../webvtt.ts';

/** Transcripts between files and the lines of a story. */

/** WebVTT with its times, or plain text, a line a paragraph. All of it: whoever has no room for it says what is left. */
export function readCues(text: string): Result<Cue[], VttFault> {
	const captions = readVtt(text);
	if (captions.ok)
		return ok(
			captions.value.map(({ from, until, speaker, text: said }) => ({
				...{ from, until, text: { zh: said } },
				...(speaker ? { speaker: speaker.slice(0, 60) } : {}),
			})),
		);
	// Times that cannot be read are no lines of a story.
	if (captions.error.fault !== 'no-vtt') return captions;
	const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
	return ok(
		lines
			.map((line) => line.trim())
			.filter((line) => line !== '')
			.map((zh) => ({ text: { zh } })),
	);
}

/** None where they cannot be read. */
export function cuesOf(text: string): Cue[] {
	const read = readCues(text);
	return read.ok ? read.value : [];
}

/** Lines without a time are left out: a caption without one is never shown. */
export function vttOf(cues: readonly Cue[]): string {
	const timed = cues.filter(({ from }) => from !== undefined);
	const blocks = timed.map(({ from, until, speaker, text }, n) => {
		const end = until ?? timed[n + 1]?.from ?? from! + 5;
		const voice = speaker ? `<v ${speaker.replaceAll(/[<>&]/g, '')}>` : '';
		return `${clock(from!)} --> ${clock(end)}\n${voice}${escaped(text.zh)}`;
	});
	return ['WEBVTT', ...blocks].join('\n\n') + '\n';
}

const escaped = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll(/\n{2,}/g, '\n');

function clock(time: number): string {
	const ms = Math.round(time * 1000);
	const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
	const fine = String(ms % 1000).padStart(3, '0');
	return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${fine}`;
}
