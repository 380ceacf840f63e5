import { instantOf, localDate, localTime } from './venue-time.ts';

/** `YYYY-MM-DDTHH:MM` in venue time, as a form's field has it. */
export const fieldTime = (at: number, zone: string): string =>
	`${localDate(at, zone)}T${localTime(at, zone)}`;

/** Null where it is no such time. */
export function readFieldTime(typed: string, zone: string): number | null {
	const [, date, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)$/.exec(typed) ?? [];
	try {
		return date && time ? instantOf(date, time, zone) : null;
	} catch {
		return null; // a day such as 31 February
	}
}
