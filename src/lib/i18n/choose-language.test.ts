import { expect, test } from 'vitest';
import { chooseLanguage } from './choose-language.ts';

test('what was just asked for wins over what was kept, and that over the browser’s wish', () => {
	expect(chooseLanguage('en', 'zh', 'zh-CN')).toBe('en');
	expect(chooseLanguage(null, 'en', 'zh-CN')).toBe('en');
	expect(chooseLanguage('fr', 'xx', 'en-GB,en;q=0.9')).toBe('en');
});

test.each([
	['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
	['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
	['fr-FR, en;q=0.4, zh;q=0.7', 'zh'],
	['en;q=0', 'zh'],
	['de', 'zh'],
	['', 'zh'],
	[';;q=,=', 'zh'],
])('Accept-Language %j gives %s', (header, language) => {
	expect(chooseLanguage(null, undefined, header)).toBe(language);
});
