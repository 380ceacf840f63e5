import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idleWedge, PAUSE_MS, stepWedge, type WedgeKey } from './wedge.ts';

const PASS = 'GZ1:6BF%N9*A$ +B:/7-.W0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

interface Typed {
	/** Codes given out, in order. */
	scanned: string[];
	/** Keys that were kept from the focused element. */
	swallowed: number;
	/** Longest text held at any time. */
	longest: number;
}

/** Types characters `gap` ms apart; `⏎` is Enter, `…` the pause that the timer reports after the time has passed. */
function type(keys: Iterable<string>, gap: number, from = 1_000): Typed {
	let state = idleWedge;
	let at = from;
	const typed: Typed = { scanned: [], swallowed: 0, longest: 0 };
	for (const char of keys) {
		const key: WedgeKey = char === '⏎' ? 'end' : char === '…' ? 'pause' : { char };
		at += key === 'pause' ? PAUSE_MS : gap;
		const step = stepWedge(state, key, at);
		state = step.state;
		if (step.scanned !== null) typed.scanned.push(step.scanned);
		if (step.swallow) typed.swallowed++;
		typed.longest = Math.max(typed.longest, state.text.length);
	}
	return typed;
}

describe('a pass is read', () => {
	test.each([
		['with Enter after it', `${PASS}⏎`, 5],
		['from a fast scanner', `${PASS}⏎`, 0],
		['from a slow wireless one', `${PASS}⏎`, 100],
		['without Enter, after a pause', `${PASS}…`, 5],
		['with Caps Lock on', `${PASS.toLowerCase()}⏎`, 5],
		['with a symbology identifier before it', `]Q1${PASS}⏎`, 5],
	])('%s', (_, keys, gap) => {
		expect(type(keys, gap).scanned).toEqual([PASS]);
	});

	test('twice in a row, each', () => {
		expect(type(`${PASS}⏎${PASS}⏎`, 5).scanned).toEqual([PASS, PASS]);
	});

	test('where the pause was never reported, when the next burst starts', () => {
		const first = [...PASS].reduce((state, char, i) => stepWedge(state, { char }, i).state, idleWedge);
		const next = stepWedge(first, { char: 'x' }, 5_000);
		expect(next.scanned).toBe(PASS);
		expect(next.state.text).toBe('x');
	});

	test('and from its prefix on kept from the focused element', () => {
		expect(type(`${PASS}⏎`, 5).swallowed).toBe(PASS.length + 1 - 'GZ1'.length);
	});
});

describe('other codes are read, for their visitor deserves a verdict', () => {
	test('at a scanner’s pace and with Enter', () => {
		expect(type('https://u.wechat.com/x⏎', 10).scanned).toEqual(['https://u.wechat.com/x']);
	});
	test.each([
		['short', 'ABC1234⏎', 5],
		['slow', 'https://u.wechat.com/x⏎', 80],
		['without Enter', 'https://u.wechat.com/x…', 10],
	])('not when %s', (_, keys, gap) => {
		expect(type(keys, gap)).toMatchObject({ scanned: [], swallowed: 0 });
	});
});

describe('people’s typing is left alone', () => {
	test.each([
		['words', 'gongren wenhuagong⏎', 150],
		['a fast typist', 'gongren wenhuagong⏎', 70],
		['a pass typed by hand', `${PASS}⏎`, 180],
		['nothing but Enter', '⏎⏎⏎', 10],
		['nothing but pauses', '………', 10],
	])('%s', (_, keys, gap) => {
		expect(type(keys, gap)).toMatchObject({ scanned: [], swallowed: 0 });
	});
});

test('a mark of unreadable characters stays in the text: leaving it out could make a wrong code right', () => {
	expect(type(`GZ1:AB\uFFFDCD⏎`, 5).scanned).toEqual(['GZ1:AB\uFFFDCD']);
	expect(type(`GZ1:ABſıCD⏎`, 5).scanned).toEqual(['GZ1:ABſıCD']);
});

test('a flood is cut, held in little memory, and ends as one code', () => {
	const flood = type(`GZ1:${'A'.repeat(4_000)}⏎`, 1);
	expect(flood.scanned).toHaveLength(1);
	expect(flood.longest).toBe(512);
	expect(type(`${'7'.repeat(100_000)}⏎`, 1).longest).toBe(512);
});

/** What may come out of a strange code: noise, emoji, control characters, floods, and passes with something wrong. */
const payload = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: 'grapheme', maxLength: 60 }),
	fc.nat(PASS.length).map((length) => PASS.slice(0, length)),
	fc
		.tuple(fc.nat(PASS.length - 1), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }))
		.map(([at, char]) => PASS.slice(0, at) + char + PASS.slice(at + 1)),
	fc.nat(PASS.length - 1).map((at) => PASS.slice(0, at) + PASS.slice(at + 1)),
	fc.constantFrom('😀'.repeat(40), '\u0000\u001d\u007f'.repeat(20), 'GZ1:'.repeat(1_000)),
);

test('20,000 payloads neither break it nor come out as anything but what was typed', () => {
	fc.assert(
		fc.property(payload, fc.integer({ min: 0, max: 130 }), (text, gap) => {
			const { scanned, longest } = type([...text, '⏎'], gap);
			const capitals = text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
			const asTyped = scanned.every((code) => text.includes(code) || capitals.includes(code));
			const tooSlow = gap > 100 && scanned.length > 0;
			return longest <= 512 && asTyped && !tooSlow;
		}),
		{ numRuns: 20_000 },
	);
}, 60_000);
