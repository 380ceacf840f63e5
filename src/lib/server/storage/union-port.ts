import type { MemberId } from '../../base/id.ts';
import type { UnionUnit } from '../../domain/union.ts';

/** The tree of unions, and how many belong to each by its name. */
export interface UnionStore {
	/** By name. */
	all(): Promise<UnionUnit[]>;
	put(unit: UnionUnit): Promise<void>;
	/** Its children must be gone before. */
	remove(id: string): Promise<void>;
	/** How many members name each union as theirs, those in no tree too. */
	members(): Promise<ReadonlyMap<string, number>>;
	/** Which union each of these names as theirs; whoever names none is left out. */
	named(members: readonly MemberId[]): Promise<ReadonlyMap<MemberId, string>>;
	/** Members keep their union when it gets another name. */
	rename(from: string, to: string): Promise<void>;
}
