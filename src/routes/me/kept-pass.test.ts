import { expect, test } from 'vitest';
import { forgetPass, keepPass, keptPass, passInFragment, type Shelf } from './kept-pass.ts';

const text = `GZ1:${'A1 $%*+-./:Z'.repeat(12)}AB`;

function shelf(): Shelf {
	const items = new Map<string, string>();
	return {
		getItem: (key) => items.get(key) ?? null,
		setItem: (key, value) => void items.set(key, value),
		removeItem: (key) => void items.delete(key),
	};
}
const denied: Shelf = {
	getItem: () => {
		throw new Error('denied');
	},
	setItem: () => {
		throw new Error('denied');
	},
	removeItem: () => {
		throw new Error('denied');
	},
};

test('a pass survives the way into a link and out of it', () => {
	expect(passInFragment(`#p=${encodeURIComponent(text)}`)).toBe(text);
});

test.each(['', '#', '#x=1', '#pp=1'])('%j holds no pass', (fragment) => {
	expect(passInFragment(fragment)).toBeNull();
});

test.each([
	'#p=',
	'#p=GZ1:SHORT',
	'#p=%',
	`#p=GZ2${text.slice(3)}`,
	`#p=${text.toLowerCase()}`,
	`#p=${text.repeat(2)}`,
])('%j is a broken link', (fragment) => {
	expect(passInFragment(fragment)).toBe('broken');
});

test('what is kept is found until it is forgotten', () => {
	const phone = shelf();
	expect(keptPass(phone)).toBeNull();
	expect(keepPass(phone, text)).toBe(true);
	expect(keptPass(phone)).toBe(text);
	forgetPass(phone);
	expect(keptPass(phone)).toBeNull();
});

test('a browser that denies storage keeps nothing and breaks nothing', () => {
	expect(keepPass(denied, text)).toBe(false);
	expect(keptPass(denied)).toBeNull();
	expect(() => forgetPass(denied)).not.toThrow();
});
