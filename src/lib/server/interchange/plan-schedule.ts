import type { VenueId } from '../../base/id.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { Honoree } from '../../domain/exhibit.ts';
import type { HolidayYear } from '../../domain/holidays.ts';
import type { OwnHeaders } from '../../domain/table-headers.ts';
import { COLUMNS, type Column } from '../../domain/timetable.ts';
import type { Hub } from '../hub.ts';
import { planTimetable } from '../import-timetable.ts';
import { ownHeaders } from '../own-headers.ts';
import { kindOf } from '../tables/file-kind.ts';
import { MOST_BYTES, readTable, textOf, type TableFault } from '../tables/read-table.ts';
import type { TimetableFault, TimetablePlan } from '../timetable-plan.ts';
import { ahead } from '../timetable-standing.ts';
import { readC3Json, readC3Xml } from './c3/read-c3.ts';
import type { FileBroken, Happenings, Reading } from './happening.ts';
import { planHappenings, type Wishes } from './happening-build.ts';
import { readCalendar } from './ical/read-calendar.ts';

/** A schedule out of any file that we know, told by what is in it: what it would change, or every problem by row. */

/** What a file is held against. */
export interface Ground {
	readonly catalogue: Catalogue;
	readonly honorees: readonly Honoree[];
	readonly years: readonly HolidayYear[];
	readonly headers: OwnHeaders<Column>;
	readonly now: number;
}

export async function groundOf(
	{ records, holidays, storage, clock }: Pick<Hub, 'records' | 'holidays' | 'storage' | 'clock'>,
	venueId: VenueId,
	catalogue: Catalogue,
): Promise<Ground> {
	const { honorees } = await records.exhibition(venueId);
	const headers = await ownHeaders(storage, venueId, 'schedule', COLUMNS);
	const years = await holidays.years();
	return { catalogue, honorees: [...honorees.values()], years, headers, now: clock.now() };
}

export type ScheduleFault = TableFault | TimetableFault | FileBroken;

const READERS: Readonly<
	Partial<Record<string, (text: string, reading: Reading) => Result<Happenings, FileBroken>>>
> = { calendar: readCalendar, 'schedule-json': readC3Json, 'schedule-xml': readC3Xml };

export async function planSchedule(
	bytes: Uint8Array,
	ground: Ground,
	wishes: Wishes,
): Promise<Result<TimetablePlan, ScheduleFault>> {
	const { catalogue, honorees, years, headers, now } = ground;
	const read = READERS[kindOf(bytes)];
	if (!read) {
		const table = await readTable(bytes);
		if (!table.ok) return table;
		const { rows, otherSheets } = table.value;
		const plan = planTimetable(rows, catalogue, years, honorees, headers);
		if (!plan.ok) return plan;
		const notes = otherSheets.map((value) => ({ note: 'other-sheet' as const, value }));
		return ok(aheadOf({ ...plan.value, notes: [...plan.value.notes, ...notes] }, now));
	}
	if (bytes.length > MOST_BYTES) return err({ fault: 'too-large' });
	const events = read(textOf(bytes), { zone: catalogue.venue.zone, now });
	if (!events.ok) return events;
	const { happenings, problems } = events.value;
	if (happenings.length + problems.length === 0) return err({ fault: 'no-rows' });
	return ok(aheadOf(planHappenings(events.value, catalogue, honorees, wishes), now));
}

const aheadOf = (plan: TimetablePlan, now: number): TimetablePlan => ({
	...plan,
	standing: ahead(plan.standing, now),
});
