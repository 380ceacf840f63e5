import type { Result } from '../base/result.ts';
import type { UnionFault, UnionLine } from '../domain/union.ts';
import type { Staff } from './who.ts';

/** The tree of unions, as the city keeps it. */
export interface UnionService {
	/** Each behind its parent, and unions that members name but that stand in no tree, with how many do. */
	tree(): Promise<{ lines: UnionLine[]; loose: { readonly name: string; readonly members: number }[] }>;
	/** A union and all below it, by name; empty where there is none. */
	below(id: string): Promise<string[]>;
	/** An `id` of null makes a new one. Its members, and rules that name it, go along under another name. */
	put(
		by: Staff,
		unit: { id: string | null; name: string; parentId: string | null },
	): Promise<Result<string, UnionFault>>;
	/** Only without unions below it; its members keep its name. */
	remove(by: Staff, id: string): Promise<Result<null, 'no-such-union' | 'has-unions-below'>>;
}
