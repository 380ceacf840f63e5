import { utf8 } from '../base/bytes.ts';

/**
 * iCalendar (RFC 5545, with the names of RFC 7986): what phones and computers subscribe to or import. Instants are written
 * in UTC, which needs no VTIMEZONE and is shown in the reader's own zone.
 */
export interface CalendarEvent {
	/** The same for ever, whatever changes: by it a calendar finds the event again. No line breaks. */
	readonly uid: string;
	readonly startsAt: number;
	readonly endsAt: number;
	readonly summary: string;
	readonly location?: string;
	readonly description?: string;
	readonly url?: string;
	/** Stays in the calendar, struck out. */
	readonly cancelled?: boolean;
	/** Grows with each change, or a calendar that has the event keeps what it has. */
	readonly sequence?: number;
	/** Minutes before the start. */
	readonly remindBefore?: number;
	readonly category?: string;
	/** Whose class it is. */
	readonly organiser?: string;
	/** JSON for programs of our kind. */
	readonly own?: string;
}

export interface Calendar {
	/** What the subscription is called. */
	readonly name: string;
	/** How often a subscriber may ask again, in hours. */
	readonly everyHours?: number;
	readonly events: readonly CalendarEvent[];
}

/** `now`: when it was written, milliseconds. */
export function writeCalendar({ name, everyHours, events }: Calendar, now: number): string {
	const hours = everyHours === undefined ? null : `PT${everyHours}H`;
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Gongzhan//Gongzhan//ZH',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		`NAME:${escapeText(name)}`,
		// Older readers know these two only.
		`X-WR-CALNAME:${escapeText(name)}`,
		...(hours ? [`REFRESH-INTERVAL;VALUE=DURATION:${hours}`, `X-PUBLISHED-TTL:${hours}`] : []),
		...events.flatMap((event) => eventLines(event, now)),
		'END:VCALENDAR',
	];
	return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, now: number): string[] {
	const { uid, startsAt, endsAt, summary, location, description, url, cancelled, sequence = 0 } = event;
	const { category, organiser, own } = event;
	return [
		'BEGIN:VEVENT',
		`UID:${escapeText(uid)}`,
		`DTSTAMP:${utcTime(now)}`,
		`DTSTART:${utcTime(startsAt)}`,
		// An end before its start is no event; one at its start has no length.
		`DTEND:${utcTime(Math.max(startsAt, endsAt))}`,
		`SEQUENCE:${sequence}`,
		`STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
		`SUMMARY:${escapeText(summary)}`,
		...(location ? [`LOCATION:${escapeText(location)}`] : []),
		...(description ? [`DESCRIPTION:${escapeText(description)}`] : []),
		...(url && /^https?:\/\/[!-~]+$/.test(url) ? [`URL:${url}`] : []),
		...(category ? [`CATEGORIES:${escapeText(category)}`] : []),
		// An address is asked for, and there is none: this one reaches nobody (RFC 6761).
		...(organiser
			? [`ORGANIZER;CN="${organiser.replaceAll(/["\p{Cc}]/gu, ' ')}":mailto:nobody@gongzhan.invalid`]
			: []),
		...(own ? [`X-GONGZHAN:${escapeText(own)}`] : []),
		...(cancelled ? [] : alarmLines(event)),
		'END:VEVENT',
	];
}

const alarmLines = ({ remindBefore, summary }: CalendarEvent): string[] =>
	remindBefore === undefined
		? []
		: [
				'BEGIN:VALARM',
				'ACTION:DISPLAY',
				`DESCRIPTION:${escapeText(summary)}`,
				`TRIGGER:-PT${remindBefore}M`,
				'END:VALARM',
			];

/** `20261123T020000Z`, whole seconds. */
const utcTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** TEXT (3.3.11): backslash, semicolon, comma and line break are escaped; other control characters have no place in it. */
export const escapeText = (text: string): string =>
	text
		.replaceAll(/[\\;,]/g, '\\$&')
		.replaceAll(/\r\n?|\n|\u2028|\u2029/g, '\\n')
		.replaceAll(/[^\P{Cc}\t]/gu, '');

const MOST_OCTETS = 75;

/** A content line (3.1) in pieces of at most 75 octets, none of which ends inside a character. */
export function foldLine(line: string): string {
	if (utf8(line).length <= MOST_OCTETS) return line;
	let folded = '';
	let octets = 0;
	for (const character of line) {
		const size = utf8(character).length;
		if (octets + size > MOST_OCTETS) {
			folded += '\r\n ';
			octets = 1;
		}
		folded += character;
		octets += size;
	}
	return folded;
}
