import { expect, it } from 'vitest';
import type { SignUpVerdict } from '../domain/sign-up.ts';
import { signUpVerdictWords } from './sign-up.ts';

const said = (verdict: SignUpVerdict, asked: boolean): string[] =>
	(['zh', 'en'] as const).map(
		(language) => signUpVerdictWords(verdict, { language, next: null, asked }).title,
	);
const waits: SignUpVerdict = { outcome: 'already', standing: { is: 'waiting', since: 0, place: 2 } };

it('a place is told for now until the hub has it; a machine without the hub tells none', () => {
	expect(said({ outcome: 'waiting', place: 2 }, true)).toEqual([
		'暂列候补第 2 位',
		'Number 2 in line for now',
	]);
	expect(said(waits, true)).toEqual(['候补第 2 位', 'Number 2 in line']);
	for (const title of said(waits, false)) expect(title).not.toMatch(/\d/);
	for (const title of said({ outcome: 'ask-desk', reason: 'full' }, false)) expect(title).not.toMatch(/\d/);
});
