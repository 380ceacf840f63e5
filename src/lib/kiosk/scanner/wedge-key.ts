import type { WedgeKey } from './wedge.ts';

/** The part of a KeyboardEvent that says what a scanner typed. */
export type KeyPress = Pick<
	KeyboardEvent,
	'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'repeat'
>;

/** What a US keyboard, which scanners pretend to be, has at a key: plain and with Shift. */
const US_KEYS: Readonly<Record<string, string>> = {
	Space: '  ',
	Minus: '-_',
	Equal: '=+',
	BracketLeft: '[{',
	BracketRight: ']}',
	Backslash: '\\|',
	Semicolon: ';:',
	Quote: '\'"',
	Backquote: '`~',
	Comma: ',<',
	Period: '.>',
	Slash: '/?',
	NumpadDecimal: '..',
	NumpadAdd: '++',
	NumpadSubtract: '--',
	NumpadMultiply: '**',
	NumpadDivide: '//',
};
const SHIFTED_DIGITS = ')!@#$%^&*(';
const UNREADABLE = '\uFFFD';

/**
 * What a key press means to a scan; null for keys that type nothing (Shift itself, arrows, shortcuts) and for a key held down.
 * With a Chinese input method on, `key` is “Process” or full-width punctuation: then the key's place on the keyboard counts.
 */
export function wedgeKey(press: KeyPress): WedgeKey | null {
	const { key, code } = press;
	if (press.repeat || press.ctrlKey || press.altKey || press.metaKey) return null;
	if (key === 'Enter' || key === 'Tab') return 'end';
	if (/^[ -~]$/.test(key)) return { char: key };
	const character = [...key].length === 1;
	if (key !== 'Process' && key !== 'Unidentified' && !character) return null;
	if (code === 'Enter' || code === 'NumpadEnter' || code === 'Tab') return 'end';
	const placed = usCharacter(code, press.shiftKey);
	if (placed !== null) return { char: placed };
	// A character of no US key makes the code wrong; leaving it out could make a wrong code right.
	return character ? { char: UNREADABLE } : null;
}

function usCharacter(code: string, shift: boolean): string | null {
	const letter = /^Key([A-Z])$/.exec(code)?.[1];
	if (letter !== undefined) return shift ? letter : letter.toLowerCase();
	const digit = /^(Digit|Numpad)(\d)$/.exec(code);
	if (digit) return shift && digit[1] === 'Digit' ? SHIFTED_DIGITS[Number(digit[2])]! : digit[2]!;
	return US_KEYS[code]?.[shift ? 1 : 0] ?? null;
}
