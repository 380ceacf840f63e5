import type { Told } from './world.ts';

const TAIL = 30;

/** A failed world in a screenful: its first violations and what happened before the first of them. */
export function failureOf({ seed, violations, trace }: Told): string {
	const first = trace.findIndex((line) => line.includes(' CHECK: '));
	const before = trace.slice(Math.max(0, first - TAIL), first);
	const more = violations.length > 5 ? [`… and ${violations.length - 5} more`] : [];
	return [
		`seed ${seed} failed:`,
		...violations.slice(0, 5).map((violation) => `  ✗ ${violation}`),
		...more.map((line) => `  ${line}`),
		...before.map((line) => `  ${line}`),
		`  again: npm run simulate -- --seeds 1 --from ${seed}`,
	].join('\n');
}
