import { isObject } from './clean.ts';

/** Where two documents say different things, as paths; a single value and a list of it alone are the same. */
export function differences(before: unknown, after: unknown, at = ''): string[] {
	if (Array.isArray(before) !== Array.isArray(after)) {
		const [a, b] = [before, after].map((one) =>
			Array.isArray(one) ? (one as unknown[]) : one === undefined ? [] : [one],
		);
		return differences(a, b, at);
	}
	if (Array.isArray(before) && Array.isArray(after)) {
		const length = Math.max(before.length, after.length);
		return Array.from({ length }, (_, n) => differences(before[n], after[n], `${at}[${n}]`)).flat();
	}
	if (isObject(before) && isObject(after)) {
		const names = new Set([...Object.keys(before), ...Object.keys(after)]);
		return [...names].flatMap((name) =>
			differences(before[name], after[name], at === '' ? name : `${at}.${name}`),
		);
	}
	return Object.is(before, after) ? [] : [at];
}
