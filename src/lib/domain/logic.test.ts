import fc from 'fast-check';
import { LogicEngine } from 'json-logic-engine';
import { describe, expect, it } from 'vitest';
import { logicProblem } from './logic-check.ts';
import { evaluate, UNKNOWN, type Logic, type Surroundings, type Value } from './logic.ts';

const around = (facts: Readonly<Record<string, Value>>): Surroundings => ({
	fact: (name) => facts[name] ?? null,
	own: {},
});
const FACTS: Readonly<Record<string, Value>> = {
	yes: true,
	no: false,
	two: 2,
	name: 'ink',
	none: null,
	maybe: UNKNOWN,
	about: { lo: 3, hi: 5 },
};
const value = (logic: Logic): Value => evaluate(logic, around(FACTS));
const fact = (name: string): Logic => ({ var: name });

describe('JSON Logic', () => {
	/** Rules in which every comparison is of values of one kind: others are read differently by every engine. */
	const number: fc.Arbitrary<Logic> = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(fact('two')));
	const word: fc.Arbitrary<Logic> = fc.oneof(fc.constantFrom('ink', 'paper', ''), fc.constant(fact('name')));
	const sum = fc.oneof(
		number,
		fc.tuple(number, number).map(([a, b]): Logic => ({ '+': [a, b] })),
		fc.tuple(number, number).map(([a, b]): Logic => ({ '-': [a, b] })),
	);
	const same = (operands: fc.Arbitrary<Logic>, operators: readonly string[]): fc.Arbitrary<Logic> =>
		fc
			.tuple(fc.constantFrom(...operators), operands, operands)
			.map(([operator, a, b]) => ({ [operator]: [a, b] }));
	const atom: fc.Arbitrary<Logic> = fc.oneof(
		fc.boolean(),
		fc.constantFrom(fact('yes'), fact('no'), fact('none')),
		same(sum, ['<', '<=', '>', '>=', '==', '!=', '===', '!==']),
		same(word, ['==', '!=', '===', '!==']),
		fc.tuple(sum, sum, sum).map((args): Logic => ({ '<': args })),
		fc.tuple(word, fc.array(fc.constantFrom('ink', 'paper'))).map(([a, list]): Logic => ({ in: [a, list] })),
		fc.tuple(word, fc.constantFrom('inkwell', 'x')).map(([a, text]): Logic => ({ in: [a, text] })),
	);
	const rule = fc.letrec<{ rule: Logic }>((tie) => ({
		rule: fc.oneof(
			{ maxDepth: 4, withCrossShrink: true },
			atom,
			fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((args): Logic => ({ and: args })),
			fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((args): Logic => ({ or: args })),
			tie('rule').map((arg): Logic => ({ '!': [arg] })),
			tie('rule').map((arg): Logic => ({ '!!': [arg] })),
			fc.tuple(tie('rule'), tie('rule'), tie('rule')).map((args): Logic => ({ if: args })),
		),
	})).rule;

	it('says what json-logic-engine says, where everything is known', () => {
		const engine = new LogicEngine();
		const { maybe: _, about: __, ...known } = FACTS;
		fc.assert(
			fc.property(rule, (logic) => {
				expect(logicShape(logic)).toBe(true);
				expect(value(logic)).toEqual(engine.run(logic, known));
			}),
			{ numRuns: 2000 },
		);
	});
	const logicShape = (logic: Logic): boolean =>
		logicProblem(
			JSON.parse(JSON.stringify(logic).replaceAll(/"(yes|no|two|name|none)"/g, '"union"')) as Logic,
		) === null;

	it('is unknown only where what is unknown matters', () => {
		const truth: [Logic, Value][] = [
			[fact('maybe'), UNKNOWN],
			[{ or: [fact('maybe'), true] }, true],
			[{ or: [false, fact('maybe')] }, UNKNOWN],
			[{ and: [fact('maybe'), false] }, false],
			[{ and: [true, fact('maybe')] }, UNKNOWN],
			[{ '!': [fact('maybe')] }, UNKNOWN],
			[{ if: [fact('maybe'), 1, 1] }, 1],
			[{ if: [fact('maybe'), 1, 2] }, UNKNOWN],
			[{ '==': [fact('maybe'), 1] }, UNKNOWN],
			[{ in: [fact('maybe'), ['a']] }, UNKNOWN],
			[{ in: ['a', ['a', fact('maybe')]] }, true],
			[{ in: ['b', ['a', fact('maybe')]] }, UNKNOWN],
			[{ '+': [1, fact('maybe')] }, UNKNOWN],
		];
		for (const [logic, expected] of truth) expect(value(logic), JSON.stringify(logic)).toEqual(expected);
	});

	it('knows of a number within bounds what the bounds say', () => {
		const truth: [Logic, Value][] = [
			[{ '<': [fact('about'), 6] }, true],
			[{ '<': [fact('about'), 3] }, false],
			[{ '<': [fact('about'), 4] }, UNKNOWN],
			[{ '>=': [fact('about'), 3] }, true],
			[{ '<=': [fact('about'), 4] }, UNKNOWN],
			[{ '==': [fact('about'), 4] }, UNKNOWN],
			[{ '==': [fact('about'), 7] }, false],
			[{ '<': [{ '+': [fact('about'), 1] }, 7] }, true],
			[{ '-': [fact('about'), fact('about')] }, { lo: -2, hi: 2 }],
			[{ '<': [2, fact('about'), 6] }, true],
			[{ '<': [4, fact('about'), 6] }, UNKNOWN],
		];
		for (const [logic, expected] of truth) expect(value(logic), JSON.stringify(logic)).toEqual(expected);
	});

	it('whatever the unknown turns out to be, what was known stays as it was', () => {
		const withDoubt = rule.map(
			(logic) => JSON.parse(JSON.stringify(logic).replaceAll('"no"', '"maybe"')) as Logic,
		);
		fc.assert(
			fc.property(withDoubt, fc.boolean(), (logic, turnsOut) => {
				const before = value(logic);
				const after = evaluate(logic, around({ ...FACTS, maybe: turnsOut }));
				if (before !== UNKNOWN) expect(!!after).toBe(!!before);
			}),
			{ numRuns: 1500 },
		);
	});

	it.each<[string, Logic, RegExp]>([
		['an operator that nobody knows', { map: [[1], 2] }, /calls map; known are/],
		['a fact that nobody knows', { '==': [{ var: 'shoe_size' }, 43] }, /asks for "shoe_size"; known are now/],
		['a fact that has no name', { var: { '+': [1, 2] } }, /asks for/],
		['two operators at once', { and: [true], or: [true] }, /one operator at a time/],
		['none', {}, /one operator at a time/],
		['a prototype', JSON.parse('{"__proto__": [1]}') as Logic, /calls __proto__/],
		['a bottomless pit', deep(40), /nested deeper/],
		['a library', { and: Array.from({ length: 600 }, () => true) }, /more than 500/],
	])('is refused with %s', (_, logic, problem) => {
		expect(logicProblem(logic)).toMatch(problem);
	});

	function deep(depth: number): Logic {
		return depth === 0 ? true : { '!': [deep(depth - 1)] };
	}
});
