import type { Column, HappeningFault, PlanNoteKind } from '../../domain/timetable.ts';
import type { OwnRecords } from './own-records.ts';

/** One dated meeting in a file of another program, whatever the format. Pure data: timetable-build.ts puts it up. */
export interface Happening {
	/** Where it stands: a line of the file, or the how-manieth event. */
	readonly row: number;
	/** The same for ever, whatever changes: by it a meeting is found again. */
	readonly uid: string;
	readonly title: string;
	readonly programme: string | null;
	readonly offering: string | null;
	readonly teacher: string | null;
	readonly room: string | null;
	readonly startsAt: number;
	readonly endsAt: number;
	readonly cancelled: boolean;
	/** All that we wrote of it, where the file is ours. */
	readonly own: OwnRecords | null;
}

export interface HappeningProblem {
	readonly row: number;
	readonly column: Column;
	readonly fault: HappeningFault;
	readonly value: string;
}

/** What was understood in a way that staff should know. `value`: of which thing. */
export interface PlanNote {
	readonly note: PlanNoteKind;
	readonly value: string;
}

export interface Happenings {
	readonly happenings: readonly Happening[];
	readonly problems: readonly HappeningProblem[];
	readonly notes: readonly PlanNote[];
}

/** A file that is of the right kind and cannot be read: where, and what stands there. */
export interface FileBroken {
	readonly fault: 'broken';
	readonly detail: string;
}

/** What a reader has to know. */
export interface Reading {
	/** The venue's IANA zone: floating times are meant there. */
	readonly zone: string;
	readonly now: number;
}

/** More than a venue's three years. */
export const MOST_HAPPENINGS = 50_000;
/** A text that names something; longer ones are cut. */
export const LONGEST_NAME = 200;

export const named = (text: string | null | undefined): string | null =>
	text?.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_NAME).trim() || null;
