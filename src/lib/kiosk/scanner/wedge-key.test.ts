import { expect, test } from 'vitest';
import { wedgeKey, type KeyPress } from './wedge-key.ts';

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({
	key,
	code,
	shiftKey: false,
	ctrlKey: false,
	altKey: false,
	metaKey: false,
	repeat: false,
	...more,
});
const shift = { shiftKey: true };

test.each<[string, KeyPress, ReturnType<typeof wedgeKey>]>([
	['a letter', press('G', 'KeyG', shift), { char: 'G' }],
	['a letter under Caps Lock', press('g', 'KeyG', shift), { char: 'g' }],
	['a space', press(' ', 'Space'), { char: ' ' }],
	['a sign', press('$', 'Digit4', shift), { char: '$' }],
	['a key without a place', press('%', ''), { char: '%' }],
	['Enter', press('Enter', 'Enter'), 'end'],
	['Tab', press('Tab', 'Tab'), 'end'],
	['input method: a letter', press('Process', 'KeyZ', shift), { char: 'Z' }],
	['input method: a small letter', press('Process', 'KeyZ'), { char: 'z' }],
	['input method: a digit', press('Process', 'Digit1'), { char: '1' }],
	['input method: :', press('Process', 'Semicolon', shift), { char: ':' }],
	['input method: $', press('Process', 'Digit4', shift), { char: '$' }],
	['input method: %', press('Process', 'Digit5', shift), { char: '%' }],
	['input method: *', press('Process', 'Digit8', shift), { char: '*' }],
	['input method: +', press('Process', 'Equal', shift), { char: '+' }],
	['input method: - . /', press('Process', 'Slash'), { char: '/' }],
	['input method: a space', press('Process', 'Space'), { char: ' ' }],
	['input method: Enter', press('Process', 'Enter'), 'end'],
	['input method: the keypad', press('Process', 'Numpad7'), { char: '7' }],
	['full-width colon', press('：', 'Semicolon', shift), { char: ':' }],
	['the yuan sign', press('￥', 'Digit4', shift), { char: '$' }],
	['an emoji of no key', press('😀', ''), { char: '\uFFFD' }],
	['a Chinese character of no key', press('工', ''), { char: '\uFFFD' }],
	['a control character', press('\u001d', ''), { char: '\uFFFD' }],
	['input method: an unknown key', press('Process', 'Lang1'), null],
	['Shift itself', press('Shift', 'ShiftLeft', shift), null],
	['Backspace', press('Backspace', 'Backspace'), null],
	['an arrow', press('ArrowLeft', 'ArrowLeft'), null],
	['a dead key', press('Dead', 'BracketLeft'), null],
	['a shortcut', press('c', 'KeyC', { ctrlKey: true }), null],
	['a key held down', press('a', 'KeyA', { repeat: true }), null],
])('%s', (_, pressed, meaning) => {
	expect(wedgeKey(pressed)).toEqual(meaning);
});
