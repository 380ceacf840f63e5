import { words } from '$lib/i18n/index.ts';
import { verdictWords, type VerdictSetting, type VerdictWords } from '$lib/i18n/verdict.ts';
import type { Judgement } from '$lib/kiosk/app.ts';

/** Words for what became of a scan: the verdict, or that it could not be written down. */
export function judgementWords(judgement: Judgement, setting: VerdictSetting): VerdictWords {
	if ('verdict' in judgement) return verdictWords(judgement.verdict, setting);
	const { notRecorded, failure } = words(setting.language).verdict;
	return {
		kicker: notRecorded,
		...failure[judgement.failure],
		notes: [],
		tone: 'refused',
		room: null,
		leads: false,
	};
}

export const nameOf = (judgement: Judgement): string | null =>
	'verdict' in judgement ? judgement.name : null;

/** Three sounds, as distinct as the three looks. */
export function soundOf(judgement: Judgement): 'admitted' | 'attention' | 'refused' {
	if (!('verdict' in judgement)) return 'refused';
	const { verdict } = judgement;
	if (verdict.outcome === 'admitted') return 'admitted';
	if (verdict.outcome === 'already-in' || verdict.outcome === 'ask-desk') return 'attention';
	return verdict.reason === 'too-early' || verdict.reason === 'other-class' ? 'attention' : 'refused';
}
