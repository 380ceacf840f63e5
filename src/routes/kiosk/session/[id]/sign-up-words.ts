import { words } from '$lib/i18n/index.ts';
import { signUpVerdictWords, signUpWords, type SignUpSetting } from '$lib/i18n/sign-up.ts';
import type { VerdictWords } from '$lib/i18n/verdict.ts';
import type { SignUpAnswer } from '$lib/kiosk/sign-up.ts';

/** Words for what became of a sign-up: the verdict, a code that is no pass, or that it could not be written down. */
export function answerWords(answer: SignUpAnswer, setting: Omit<SignUpSetting, 'asked'>): VerdictWords {
	if ('verdict' in answer) return signUpVerdictWords(answer.verdict, { ...setting, asked: answer.asked });
	const text = signUpWords(setting.language);
	const said =
		'fault' in answer ? words(setting.language).verdict.reason[answer.fault] : text.failure[answer.failure];
	return { kicker: text.notDone, ...said, notes: [], tone: 'refused', room: null, leads: false };
}
