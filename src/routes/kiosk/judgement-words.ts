import { comingsWords } from '$lib/i18n/comings.ts';
import { words } from '$lib/i18n/index.ts';
import { courseAndTime, verdictWords, type VerdictSetting, type VerdictWords } from '$lib/i18n/verdict.ts';
import type { Judgement, Offer } from '$lib/kiosk/app.ts';

/** Words for what became of a scan: the verdict, or that it could not be written down. */
export function judgementWords(judgement: Judgement, setting: VerdictSetting): VerdictWords {
	if ('verdict' in judgement) return verdictWords(judgement.verdict, setting);
	const { done, notDone } = comingsWords(setting.language);
	const nowhere = { notes: [], room: null, leads: false } as const;
	if ('done' in judgement) {
		const course = words(setting.language).verdict.course(...courseAndTime(judgement.meeting, setting));
		const tone = judgement.done === 'leave' ? 'welcome' : 'attention';
		return { ...nowhere, ...done[judgement.done], notes: [course], tone };
	}
	if (judgement.act)
		return { ...nowhere, ...notDone, next: notDone.next[judgement.failure], tone: 'refused' };
	const { notRecorded, failure } = words(setting.language).verdict;
	return { ...nowhere, kicker: notRecorded, ...failure[judgement.failure], tone: 'refused' };
}

export const nameOf = (judgement: Judgement): string | null => ('name' in judgement ? judgement.name : null);

export const offerOf = (judgement: Judgement): Offer | null =>
	('offer' in judgement && judgement.offer) || null;

/** Three sounds, as distinct as the three looks. */
export function soundOf(judgement: Judgement): 'admitted' | 'attention' | 'refused' {
	if ('done' in judgement) return judgement.done === 'leave' ? 'admitted' : 'attention';
	if (!('verdict' in judgement)) return 'refused';
	const { verdict } = judgement;
	if (verdict.outcome === 'admitted') return 'admitted';
	if (verdict.outcome === 'already-in' || verdict.outcome === 'ask-desk') return 'attention';
	return verdict.reason === 'too-early' || verdict.reason === 'other-class' ? 'attention' : 'refused';
}
