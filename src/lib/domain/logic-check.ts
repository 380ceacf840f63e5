import { callOf, isList, OPERATORS, type Logic } from './logic.ts';
import { isRuleFact, RULE_FACTS, RULE_FUNCTIONS } from './rule-facts.ts';

/** No rule that people understand is larger, and a door has no time for one that is. */
const MOST_DEPTH = 20;
const MOST_PARTS = 500;

const CALLS = new Set([...OPERATORS, ...Object.keys(RULE_FUNCTIONS)]);

/** What is wrong with a rule, and the way out; null where it can be evaluated. */
export function logicProblem(logic: Logic): string | null {
	const parts = { left: MOST_PARTS };
	return problemIn(logic, 0, parts) ?? (parts.left < 0 ? `has more than ${MOST_PARTS} parts` : null);
}

function problemIn(logic: Logic, depth: number, parts: { left: number }): string | null {
	if (depth > MOST_DEPTH) return `is nested deeper than ${MOST_DEPTH}`;
	if (--parts.left < 0) return null;
	const deeper = (items: readonly Logic[]): string | null => {
		for (const item of items) {
			const problem = problemIn(item, depth + 1, parts);
			if (problem) return problem;
		}
		return null;
	};
	if (isList(logic)) return deeper(logic);
	if (logic === null || typeof logic !== 'object') return null;
	const names = Object.keys(logic);
	if (names.length !== 1) return `must call one operator at a time, not ${names.length}: ${names.join(', ')}`;
	const { operator, args } = callOf(logic);
	if (!CALLS.has(operator)) return `calls ${operator}; known are ${[...CALLS].join(', ')}`;
	if (operator === 'var') {
		const [name] = args;
		if (typeof name !== 'string' || !isRuleFact(name))
			return `asks for ${JSON.stringify(name)}; known are ${Object.keys(RULE_FACTS).join(', ')}`;
	}
	return deeper(args);
}
