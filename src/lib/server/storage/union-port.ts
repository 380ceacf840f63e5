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
	/** Which union each of these named as theirs at that instant; whoever named none is left out. */
	named(members: readonly MemberId[], at: number): Promise<ReadonlyMap<MemberId, string>>;
	/** Until `at` they named this one, null for none. What is written of an instant first stands. */
	left(memberId: MemberId, union: string | null, at: number): Promise<void>;
	/** What somebody named before, oldest first. */
	past(memberId: MemberId): Promise<{ readonly union: string | null; readonly until: number }[]>;
	/** Members keep their union when it gets another name. */
	rename(from: string, to: string): Promise<void>;
}
