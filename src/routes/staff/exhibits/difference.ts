import type { ExhibitKind } from '$lib/domain/editorial.ts';
import { FIELDS, formOf, typedOf } from './fields.ts';

/** What two versions of an exhibit do not share. */

/** One text of an exhibit, by its control's path. */
export interface Line {
	readonly path: string;
	readonly text: string;
}

/** Null before: it was added; null after: removed. `same`: what both begin and end with, in characters. */
export interface Change {
	readonly path: string;
	readonly before: string | null;
	readonly after: string | null;
	readonly same: { readonly head: number; readonly tail: number };
}

/** Every text of a version, in the order of its form. */
export function linesOf(kind: ExhibitKind, body: unknown): Line[] {
	return Object.entries(typedOf(FIELDS[kind], formOf(kind, body))).map(([path, text]) => ({ path, text }));
}

/** A row's number says nothing about it: a paragraph put before it is no change of it. */
const place = (path: string): string => path.replaceAll(/\.\d+/g, '');
const equal = (a: Line, b: Line): boolean => a.text === b.text && place(a.path) === place(b.path);

/** Pairs of lines compared at most; beyond that everything between what both share counts as changed. */
const MOST = 4_000_000;

export function differences(before: readonly Line[], after: readonly Line[]): Change[] {
	let head = 0;
	while (head < before.length && head < after.length && equal(before[head]!, after[head]!)) head++;
	let tail = 0;
	while (
		tail < Math.min(before.length, after.length) - head &&
		equal(before[before.length - 1 - tail]!, after[after.length - 1 - tail]!)
	)
		tail++;
	return paired(
		...unshared(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
	);
}

/** What is in no longest common run. */
function unshared(before: readonly Line[], after: readonly Line[]): [Line[], Line[]] {
	if (before.length * after.length > MOST) return [[...before], [...after]];
	const width = after.length + 1;
	const longest = new Uint16Array((before.length + 1) * width);
	for (let i = before.length - 1; i >= 0; i--)
		for (let j = after.length - 1; j >= 0; j--)
			longest[i * width + j] = equal(before[i]!, after[j]!)
				? longest[(i + 1) * width + j + 1]! + 1
				: Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
	const [gone, come]: [Line[], Line[]] = [[], []];
	for (let i = 0, j = 0; i < before.length || j < after.length;)
		if (i < before.length && j < after.length && equal(before[i]!, after[j]!)) {
			i++;
			j++;
		} else if (
			j === after.length ||
			(i < before.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)
		)
			gone.push(before[i++]!);
		else come.push(after[j++]!);
	return [gone, come];
}

/** A text that went and one that came in its place are one change. */
function paired(gone: readonly Line[], come: readonly Line[]): Change[] {
	const left = [...come];
	const changes = gone.map((line): Change => {
		const at = left.findIndex(({ path }) => place(path) === place(line.path));
		const [now] = at < 0 ? [] : left.splice(at, 1);
		return change(now?.path ?? line.path, line.text, now?.text ?? null);
	});
	return [...changes, ...left.map(({ path, text }) => change(path, null, text))];
}

function change(path: string, before: string | null, after: string | null): Change {
	const [a, b] = [[...(before ?? '')], [...(after ?? '')]];
	let head = 0;
	while (head < a.length && head < b.length && a[head] === b[head]) head++;
	let tail = 0;
	while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
	return { path, before, after, same: { head, tail } };
}

/** A text in three: what it shares with the other at both ends, and what it does not. */
export interface Cut {
	readonly head: string;
	readonly middle: string;
	readonly tail: string;
}

const cut = (text: string | null, { head, tail }: Change['same']): Cut | null => {
	if (text === null) return null;
	const letters = [...text];
	const end = letters.length - tail;
	return {
		head: letters.slice(0, head).join(''),
		middle: letters.slice(head, end).join(''),
		tail: letters.slice(end).join(''),
	};
};

export const cutsOf = ({ before, after, same }: Change): { before: Cut | null; after: Cut | null } => ({
	before: cut(before, same),
	after: cut(after, same),
});
