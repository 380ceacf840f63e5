import { describe, expect, it } from 'vitest';
import { REFUSALS, type Verdict } from '../domain/admission.ts';
import type { Meeting } from '../domain/catalogue.ts';
import { FLAGS } from '../domain/fact.ts';
import { words } from './index.ts';
import { verdictWords, type VerdictSetting } from './verdict.ts';

const zh: VerdictSetting = { language: 'zh', zone: 'Asia/Shanghai', opensBefore: 30 };
const en: VerdictSetting = { ...zh, language: 'en' };

/** 19:00 in Shanghai. */
const startsAt = Date.UTC(2026, 10, 22, 11, 0);
const meeting = {
	session: { id: 's1', startsAt, endsAt: startsAt + 5_400_000, status: 'scheduled' },
	...{ offering: { id: 'o1' }, programme: { id: 'p1' } },
	course: { id: 'c1', name: { zh: '书法基础', en: 'Calligraphy' } },
	room: { id: 'r1', name: { zh: '翰墨工坊', en: 'Ink Workshop' }, floor: 3, number: '302' },
} as unknown as Meeting;

const everyVerdict: Verdict[] = [
	{ outcome: 'admitted', meeting, flags: [...FLAGS] },
	{ outcome: 'already-in', meeting, at: startsAt - 900_000 },
	...REFUSALS.flatMap((reason): Verdict[] =>
		(['refused', 'ask-desk'] as const).flatMap((outcome): Verdict[] => [
			{ outcome, reason, meeting: null },
			{ outcome, reason, meeting },
		]),
	),
];

describe('verdict words', () => {
	it.each([zh, en])('every outcome and reason says something to do in $language', (setting) => {
		for (const verdict of everyVerdict) {
			const said = verdictWords(verdict, setting);
			expect(said.kicker, JSON.stringify(verdict)).not.toBe('');
			expect(said.title, JSON.stringify(verdict)).not.toBe('');
			expect(said.next, JSON.stringify(verdict)).not.toBe('');
		}
	});

	it('sends the admitted to their room', () => {
		const said = verdictWords({ outcome: 'admitted', meeting, flags: [] }, zh);
		expect(said).toMatchObject({
			title: '请到 3 楼 302 室',
			next: '书法基础 · 19:00 开课',
			tone: 'welcome',
		});
	});

	it('names a room that has no number', () => {
		const hall = { ...meeting, room: { id: 'r2', name: { zh: '报告厅' }, floor: 1 } } as unknown as Meeting;
		expect(verdictWords({ outcome: 'admitted', meeting: hall, flags: [] }, zh).title).toBe(
			'请到 1 楼 报告厅',
		);
	});

	it('tells the visitor only the flags that concern the visitor', () => {
		const notes = verdictWords({ outcome: 'admitted', meeting, flags: ['clock-skewed', 'late'] }, en).notes;
		expect(notes).toEqual(['Class has begun: please enter quietly']);
	});

	it('says when check-in opens instead of refusing', () => {
		const said = verdictWords({ outcome: 'refused', reason: 'too-early', meeting }, zh);
		expect(said).toMatchObject({ title: '18:30 开始签到，请稍候', tone: 'attention' });
	});

	it('names the room of the class that is meant when someone stands at another door', () => {
		const said = verdictWords({ outcome: 'refused', reason: 'other-class', meeting }, zh);
		expect(said).toMatchObject({ title: '请到 3 楼 302 室', next: '您的课在另一间教室' });
	});

	it('says when check-in opens by the class’s own word', () => {
		const late = { ...meeting, offering: { ...meeting.offering, policy: { opensBefore: 10 } } };
		const said = verdictWords({ outcome: 'refused', reason: 'too-early', meeting: late }, zh);
		expect(said.title).toBe('18:50 开始签到，请稍候');
	});

	it('leads from a room’s door to another room', () => {
		const said = verdictWords({ outcome: 'refused', reason: 'wrong-room', meeting }, zh);
		expect(said).toMatchObject({ title: '请到 3 楼 302 室', next: '您的课不在这个房间', tone: 'attention' });
	});

	it('says what the venue says, who is back, and how many come in', () => {
		const rule: Verdict = { outcome: 'refused', reason: 'rule', meeting, say: { zh: '请先完成安全培训' } };
		expect(verdictWords(rule, zh).notes).toContain('请先完成安全培训');
		const back: Verdict = { outcome: 'admitted', meeting, flags: [], back: true };
		expect(verdictWords(back, zh).notes).toEqual(['欢迎回来']);
		const party: Verdict = { outcome: 'admitted', meeting, flags: [], party: 3 };
		expect(verdictWords(party, en).notes).toEqual(['A party of 3']);
	});

	it('gives each reason its own words', () => {
		for (const language of ['zh', 'en'] as const) {
			const said = REFUSALS.map((reason) => JSON.stringify(words(language).verdict.reason[reason]));
			expect(new Set(said).size).toBe(REFUSALS.length);
		}
	});

	it('keeps green for those who are let in', () => {
		expect(everyVerdict.filter((v) => verdictWords(v, zh).tone === 'settled').map((v) => v.outcome)).toEqual([
			'already-in',
		]);
		const tones = everyVerdict.map((v) => [v.outcome, verdictWords(v, zh).tone]);
		expect(tones.filter(([outcome, tone]) => (tone === 'welcome') !== (outcome === 'admitted'))).toEqual([]);
	});
});
