import { expect, it } from 'vitest';
import { cueAt, linesWith, lingerMs } from './read-along.ts';

const cues = [
	{ from: 1, until: 3, text: { zh: '头一天', en: 'The first day' } },
	{ from: 4, until: 6, text: { zh: '师傅没骂我', en: 'My master did not scold' } },
	{ text: { zh: '没有时间' } },
];

it('knows which line is spoken', () => {
	expect([0, 1, 3.5, 4, 99].map((seconds) => cueAt(cues, seconds))).toEqual([-1, 0, 0, 1, 1]);
});
it('stays longer on a longer line', () => {
	expect(lingerMs(cues[1]!, 'zh')).toBeGreaterThan(lingerMs(cues[0]!, 'zh'));
});
it('finds lines in either language', () => {
	expect([linesWith(cues, '师傅'), linesWith(cues, 'FIRST'), linesWith(cues, ' ')]).toEqual([[1], [0], []]);
});
