import type { VenueId } from '../base/id.ts';
import type { Result } from '../base/result.ts';
import type { Clash } from '../domain/clashes.ts';
import type { CatalogueChange, Kept } from '../domain/import-undo.ts';
import type { ChangeFault, Planned, ScheduleChange, SessionChange } from '../domain/schedule-change.ts';
import type { TimetablePlan } from './timetable-plan.ts';
import type { Staff } from './who.ts';

/** What staff do to a schedule, and are told of it. */

/** One act of staff on a schedule: what it did, and how to take it back. */
export interface ScheduleEdit {
	readonly editId: string;
	readonly at: number;
	readonly by: string;
	/** What was done, in the order in which it was done. */
	readonly did: readonly (ScheduleChange['do'] | 'import')[];
	readonly changes: readonly SessionChange[];
	/** Of an import, from which file, and what it did to the catalogue. */
	readonly file?: string;
	readonly records?: readonly CatalogueChange[];
	readonly undone: boolean;
}

export type EditFault = ChangeFault | 'no-such-venue' | 'clashes' | 'changed-since';

/** `all-kept`: of an import nothing can be taken back. */
export type UndoFault = EditFault | 'no-such-edit' | 'all-kept';

/** The schedule as staff change it. Kiosks and displays hear of it as of any record. */
export interface ScheduleService {
	/** What the changes would do, and what they would run into. Writes nothing. */
	plan(
		venueId: VenueId,
		wanted: readonly ScheduleChange[],
	): Promise<Result<Planned, { readonly at: number; readonly fault: EditFault }>>;
	/**
	 * All of them or none. With clashes only where staff have seen exactly these and want them all the same: a clash that
	 * came up meanwhile is shown first. `shown`: the mark of what a preview said would be done; anything else is not.
	 */
	change(
		by: Staff,
		venueId: VenueId,
		wanted: readonly ScheduleChange[],
		seen?: readonly Clash[],
		shown?: string,
	): Promise<Result<ScheduleEdit, { at: number; fault: EditFault; clashes: readonly Clash[] }>>;
	/**
	 * Takes an edit back, unless something that it changed has been changed since, or people have come to what it would remove.
	 * Into clashes only where staff have seen them, as with a change. Of an import those stay, and what they need, and are told.
	 */
	undo(
		by: Staff,
		venueId: VenueId,
		editId: string,
		seen?: readonly Clash[],
	): Promise<
		Result<
			{ readonly kept: readonly Kept[] },
			{ readonly fault: UndoFault; readonly clashes: readonly Clash[] }
		>
	>;
	/**
	 * Publishes what a file changes, all of it or nothing, and writes down who brought it: one edit, which `undo` takes back.
	 * Resolves to its id; null where the file changes nothing.
	 */
	take(
		venueId: VenueId,
		plan: Pick<TimetablePlan, 'changes' | 'offerings' | 'fresh'>,
		brought: { readonly actor: string; readonly by: string; readonly file: string },
	): Promise<string | null>;
	/** The latest edits of the last 90 days, newest first. */
	edits(venueId: VenueId, limit: number): Promise<ScheduleEdit[]>;
}
