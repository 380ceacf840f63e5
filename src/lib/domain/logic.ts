import { exactly, isLess, isSame, type Span } from './span.ts';
import type { Tri } from './tri.ts';

/**
 * JSON Logic (jsonlogic.com) over facts that may be unknown. What is unknown stays so only where it matters:
 * `{"or": [true, unknown]}` is true, `{"and": [true, unknown]}` is unknown. Numbers may be spans. Nothing is compiled: no
 * policy of a page can forbid it, and nothing that staff write can become code.
 */
export type Logic =
	null | boolean | number | string | readonly Logic[] | { readonly [operator: string]: Logic };

export const UNKNOWN = Symbol('unknown');
export type Value = null | boolean | number | string | Span | readonly Value[] | typeof UNKNOWN;

/** What rules are about: facts by name, and what only the moment can tell. */
export interface Surroundings {
	readonly fact: (name: string) => Value;
	/** Functions of the venue's own, such as `buildTime`. */
	readonly own: Readonly<Record<string, (args: readonly Value[]) => Value>>;
}

type Operator = (args: readonly Logic[], around: Surroundings) => Value;

export function evaluate(logic: Logic, around: Surroundings): Value {
	if (isList(logic)) return logic.map((item) => evaluate(item, around));
	if (logic === null || typeof logic !== 'object') return logic;
	const { operator, args } = callOf(logic);
	const lazy = LAZY[operator];
	if (lazy) return lazy(args, around);
	const values = args.map((arg) => evaluate(arg, around));
	const strict = around.own[operator] ?? STRICT[operator];
	return strict ? strict(values) : UNKNOWN;
}

/** `{"!": x}` stands for `{"!": [x]}`. */
export function callOf(logic: { readonly [operator: string]: Logic }): {
	operator: string;
	args: readonly Logic[];
} {
	const [[operator, given] = ['', null]] = Object.entries(logic);
	return { operator, args: isList(given) ? given : [given] };
}

export const isList = <T>(value: T): value is Extract<T, readonly unknown[]> => Array.isArray(value);

/** Empty lists are false, as JSON Logic has it. */
export function truthOf(value: Value): Tri {
	if (value === UNKNOWN) return 'unknown';
	if (isList(value)) return value.length > 0 ? 'yes' : 'no';
	if (isSpan(value)) return not(isSame(value, exactly(0)));
	return value ? 'yes' : 'no';
}

const LAZY: Readonly<Record<string, Operator>> = {
	var: ([name = '', otherwise = null], around) => {
		const asked = evaluate(name, around);
		const value = typeof asked === 'string' ? around.fact(asked) : null;
		return value ?? evaluate(otherwise, around);
	},
	and: (args, around) => firstThat('no', args, around),
	or: (args, around) => firstThat('yes', args, around),
	if: choose,
	'?:': choose,
};

/** The first value of this truth, else the last; unknown where one before it could be that value. */
function firstThat(wanted: Tri, args: readonly Logic[], around: Surroundings): Value {
	let last: Value = null;
	let doubt = false;
	for (const arg of args) {
		last = evaluate(arg, around);
		const truth = truthOf(last);
		if (truth === wanted) return doubt ? wanted === 'yes' : last;
		doubt ||= truth === 'unknown';
	}
	return doubt ? UNKNOWN : last;
}

/** `[if, then, if, then, …, else]`. In doubt it is known only where both ways lead to the same. */
function choose(args: readonly Logic[], around: Surroundings): Value {
	const [condition = null, then = null, ...rest] = args;
	if (args.length < 2) return evaluate(condition, around);
	const truth = truthOf(evaluate(condition, around));
	if (truth === 'yes') return evaluate(then, around);
	const otherwise = choose(rest, around);
	if (truth === 'no') return otherwise;
	const value = evaluate(then, around);
	return value === otherwise ? value : UNKNOWN;
}

const STRICT: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
	'!': ([value = null]) => known(not(truthOf(value))),
	'!!': ([value = null]) => known(truthOf(value)),
	'==': ([a = null, b = null]) => known(equal(a, b)),
	'===': ([a = null, b = null]) => known(equal(a, b)),
	'!=': ([a = null, b = null]) => known(not(equal(a, b))),
	'!==': ([a = null, b = null]) => known(not(equal(a, b))),
	'<': (args) => known(inOrder(args, less)),
	'>': (args) => known(inOrder([...args].reverse(), less)),
	'<=': (args) => known(inOrder(args, (a, b) => not(less(b, a)))),
	'>=': (args) => known(inOrder([...args].reverse(), (a, b) => not(less(b, a)))),
	'+': (args) => sum(args),
	'-': ([a = null, b]) => (b === undefined ? minus(0, a) : minus(a, b)),
	in: ([needle = null, all = null]) => contains(all, needle),
	inList: ([needle = null, all = null]) => contains(all, needle),
	objectList: (args) => args,
	// `["room", "r302", "302 室"]`: which list, the id, and a name for people who read the rule.
	lookup: ([, id = null]) => id,
};

export const OPERATORS: readonly string[] = [...Object.keys(LAZY), ...Object.keys(STRICT)];

const known = (truth: Tri): Value => (truth === 'unknown' ? UNKNOWN : truth === 'yes');
const not = (truth: Tri): Tri => (truth === 'unknown' ? truth : truth === 'yes' ? 'no' : 'yes');

const isSpan = (value: Value): value is Span => typeof value === 'object' && value !== null && !isList(value);

/** A span of one number is that number. */
export const tidy = (span: Span): Value => (span.lo === span.hi ? span.lo : span);

/** Numbers, spans of them, and texts that are numbers; null where it is neither. */
function spanOf(value: Value): Span | null {
	if (isSpan(value)) return value;
	if (typeof value === 'number') return exactly(value);
	if (typeof value === 'boolean') return exactly(Number(value));
	return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
		? exactly(Number(value))
		: null;
}

function equal(a: Value, b: Value): Tri {
	if (a === UNKNOWN || b === UNKNOWN) return 'unknown';
	if (a === null || b === null || typeof a === typeof b) {
		const spans = isSpan(a) && isSpan(b) && isSame(a, b);
		return spans || (a === b ? 'yes' : 'no');
	}
	const [x, y] = [spanOf(a), spanOf(b)];
	return x && y ? isSame(x, y) : 'no';
}

function less(a: Value, b: Value): Tri {
	if (a === UNKNOWN || b === UNKNOWN) return 'unknown';
	if (typeof a === 'string' && typeof b === 'string') return a < b ? 'yes' : 'no';
	const [x, y] = [spanOf(a), spanOf(b)];
	// What cannot be compared says nothing, rather than no.
	return x && y ? isLess(x, y) : 'unknown';
}

/** `{"<": [1, x, 5]}` is “between”. */
function inOrder(args: readonly Value[], before: (a: Value, b: Value) => Tri): Tri {
	const steps = args.slice(1).map((value, n) => before(args[n]!, value));
	if (steps.includes('no')) return 'no';
	return steps.includes('unknown') ? 'unknown' : 'yes';
}

function sum(args: readonly Value[]): Value {
	let [lo, hi] = [0, 0];
	for (const arg of args) {
		const span = spanOf(arg);
		if (!span) return UNKNOWN;
		[lo, hi] = [lo + span.lo, hi + span.hi];
	}
	return tidy({ lo, hi });
}

function minus(a: Value, b: Value): Value {
	const [x, y] = [spanOf(a), spanOf(b)];
	return x && y ? tidy({ lo: x.lo - y.hi, hi: x.hi - y.lo }) : UNKNOWN;
}

function contains(all: Value, needle: Value): Value {
	if (all === UNKNOWN || needle === UNKNOWN) return UNKNOWN;
	if (typeof all === 'string') return typeof needle === 'string' && all.includes(needle);
	if (!isList(all)) return false;
	const found = all.map((item) => equal(item, needle));
	return found.includes('yes') ? true : found.includes('unknown') ? UNKNOWN : false;
}
