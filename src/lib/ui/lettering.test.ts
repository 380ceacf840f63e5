import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letteringOf } from './lettering.ts';

describe('lettering', () => {
	it('is one line, as large as it fits', () => {
		expect(letteringOf('王进喜', 240, 38, 20)).toEqual({ lines: ['王进喜'], size: 38 });
		expect(letteringOf('阿卜杜拉·买买提', 240, 38, 20).lines).toEqual(['阿卜杜拉·买买提']);
	});
	it('is two where one would be too small, divided where a word ends', () => {
		const { lines, size } = letteringOf('阿卜杜热合曼·阿不都热依木江', 240, 38, 20);
		expect(lines).toEqual(['阿卜杜热合曼·', '阿不都热依木江']);
		expect(size).toBe(20);
		expect(letteringOf('Abdurahman Abdurreyim oghli Memet', 240, 38, 20).lines).toEqual([
			'Abdurahman Abdurreyim',
			'oghli Memet',
		]);
		expect(letteringOf('甲乙丙丁戊己庚辛壬癸子丑寅卯', 240, 38, 20).lines).toEqual([
			'甲乙丙丁戊己庚',
			'辛壬癸子丑寅卯',
		]);
	});
	it('ends in an ellipsis where two do not hold it', () => {
		const { lines, size } = letteringOf('长'.repeat(40), 240, 38, 20);
		expect(size).toBe(20);
		expect(lines).toEqual(['长'.repeat(12), `${'长'.repeat(11)}…`]);
	});
	it('never leaves its plate, nor loses what it has room for', () => {
		const word = fc.stringMatching(/^[一-龥A-Za-z· ]{1,60}$/).filter((text) => text.trim() !== '');
		fc.assert(
			fc.property(word, (text) => {
				const { lines, size } = letteringOf(text.trim(), 240, 38, 20);
				expect(size).toBeGreaterThanOrEqual(20);
				for (const line of lines) {
					const wide = [...line].reduce((sum, one) => sum + (one > '\u2e80' ? 1 : one === '…' ? 1 : 0.56), 0);
					expect(wide * size).toBeLessThanOrEqual(240.001);
				}
				const told = lines.join('').replaceAll(/\s/gu, '');
				const all = text.replaceAll(/\s/gu, '');
				expect(told.endsWith('…') ? all.startsWith(told.slice(0, -1)) : told === all).toBe(true);
			}),
		);
	});
});
