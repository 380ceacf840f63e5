import type { Language } from '../../domain/text.ts';
import { exportWords } from '../../i18n/staff/export-words.ts';
import { writeCsv } from '../tables/write-csv.ts';
import { writeXlsx } from '../tables/write-xlsx.ts';
import { scheduleJson, scheduleXml } from './c3/write-c3.ts';
import type { VenueSchedule } from './venue-schedule.ts';
import { scheduleCalendar } from './write-calendar.ts';
import { scheduleTable } from './write-table.ts';

/** A schedule as a file of each kind. */

export const SCHEDULE_FILES = [
	'schedule.ics',
	'schedule.xlsx',
	'schedule.csv',
	'schedule.json',
	'schedule.xml',
] as const;
export type ScheduleFile = (typeof SCHEDULE_FILES)[number];

export interface WrittenFile {
	readonly type: string;
	readonly bytes: Uint8Array | string;
}

export interface FileOrder {
	readonly language: Language;
	readonly now: number;
	readonly version: string;
	/** Where this hub is found. */
	readonly origin: string;
	/** With all that we know of each meeting; only calendars can do without. */
	readonly whole: boolean;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const WRITERS: Readonly<Record<ScheduleFile, (schedule: VenueSchedule, order: FileOrder) => WrittenFile>> = {
	'schedule.ics': (schedule, order) => ({
		type: 'text/calendar; charset=utf-8',
		bytes: scheduleCalendar(schedule, order),
	}),
	'schedule.xlsx': (schedule, { language }) => ({
		type: XLSX,
		bytes: writeXlsx([{ name: exportWords(language).heading, rows: scheduleTable(schedule) }]),
	}),
	'schedule.csv': (schedule) => ({
		type: 'text/csv; charset=utf-8',
		bytes: writeCsv(scheduleTable(schedule)),
	}),
	'schedule.json': (schedule, { version, origin }) => ({
		type: 'application/json',
		bytes: scheduleJson(schedule, version, origin),
	}),
	'schedule.xml': (schedule, { version, origin }) => ({
		type: 'application/xml; charset=utf-8',
		bytes: scheduleXml(schedule, version, origin),
	}),
};

export const writeSchedule = (name: ScheduleFile, schedule: VenueSchedule, order: FileOrder): WrittenFile =>
	WRITERS[name](schedule, order);

export const isScheduleFile = (name: string): name is ScheduleFile =>
	(SCHEDULE_FILES as readonly string[]).includes(name);
