import type { Column, RowFault } from '../domain/timetable.ts';
import type { RecordBody } from '../sync/records.ts';
import type { HappeningProblem, PlanNote } from './interchange/happening.ts';
import type { ClassStanding } from './timetable-standing.ts';

/** What comes of reading a timetable: what it would change, or every problem by row. */

export type TimetableProblem =
	| HappeningProblem
	| { readonly row: number; readonly column: Column; readonly fault: RowFault; readonly value: string }
	| { readonly row: number; readonly column: 'room'; readonly fault: 'no-such-room'; readonly value: string }
	/** Several go by the name: `value` says each in words that mean it alone. */
	| {
			readonly row: number;
			readonly column: 'room';
			readonly fault: 'which-of-these';
			readonly value: string;
	  }
	/** Several classes go by the name: `value` says the id of each. */
	| {
			readonly row: number;
			readonly column: 'offering';
			readonly fault: 'which-class';
			readonly value: string;
	  }
	/** Other rows of that name say which class they mean: `value` is what they say. */
	| { readonly row: number; readonly column: 'classCode'; readonly fault: 'no-code'; readonly value: string }
	| {
			readonly row: number;
			readonly column: 'capacity';
			readonly fault: 'no-capacity';
			readonly value: string;
	  }
	/** It stands in the file already, in row `value`. */
	| { readonly row: number; readonly column: 'course'; readonly fault: 'twice'; readonly value: string }
	/** Another row says otherwise of the same class: `value` is that row. */
	| {
			readonly row: number;
			readonly column: Column;
			readonly fault: 'says-otherwise';
			readonly value: string;
	  }
	| {
			readonly row: number;
			readonly column: 'from' | 'weekdays';
			readonly fault: 'never-meets';
			readonly value: string;
	  }
	/** `value`: the last date, or the number of times, that leads there. */
	| {
			readonly row: number;
			readonly column: 'until' | 'count';
			readonly fault: 'longer-than-three-years';
			readonly value: string;
	  }
	/** `value`: the row or the class that is there already, and when. */
	| {
			readonly row: number;
			readonly column: 'room' | 'teacher';
			readonly fault: 'clash';
			readonly value: string;
	  };

export type TimetableFault =
	| { readonly fault: 'missing-columns'; readonly columns: readonly Column[] }
	| { readonly fault: 'column-twice'; readonly header: string }
	| { readonly fault: 'no-rows' };

export interface TimetablePlan {
	/** Records that are new or differ, in an order in which references point backwards. Nothing where there are problems. */
	readonly changes: readonly {
		readonly kind: ImportedKind;
		readonly id: string;
		readonly body: RecordBody<ImportedKind>;
	}[];
	readonly problems: readonly TimetableProblem[];
	/** Classes and sessions of the file, and how many of them are new or changed. */
	readonly offerings: number;
	readonly sessions: number;
	readonly fresh: Readonly<Record<ImportedKind, number>>;
	/** Days off that were skipped, and make-up days that nobody has answered. */
	readonly skipped: readonly string[];
	readonly unanswered: readonly string[];
	/** Years in which classes repeat and whose holidays nobody has put in yet: nothing was skipped in them. */
	readonly unknownYears: readonly number[];
	/** Headers that mean nothing to us. */
	readonly unknown: readonly string[];
	/** What stands otherwise than the file says, by class. */
	readonly standing: readonly ClassStanding[];
	/** Of a calendar: what was understood in a way that staff should know. */
	readonly notes: readonly PlanNote[];
}

export const KINDS = ['room', 'programme', 'course', 'offering', 'session'] as const;
export type ImportedKind = (typeof KINDS)[number];
