import type { Cell } from '../../domain/table-headers.ts';
import { COLUMNS, type Column } from '../../domain/timetable.ts';
import type { Room } from '../../domain/venue.ts';
import { localDate, localTime } from '../../domain/venue-time.ts';
import { exportWords } from '../../i18n/staff/export-words.ts';
import type { VenueSchedule } from './venue-schedule.ts';

const WRITTEN = [
	...(['programme', 'course', 'offering', 'teacher', 'room'] as const),
	...(['capacity', 'date', 'starts', 'ends', 'session', 'classCode'] as const),
	...(['status', 'substitute', 'movedFrom', 'reason'] as const),
] satisfies Column[];

/** A schedule as a timetable: one row a session, in the columns that an import reads; imported again it changes nothing. */
export function scheduleTable({ catalogue, meetings }: VenueSchedule): Cell[][] {
	const words = exportWords('zh');
	const { zone } = catalogue.venue;
	const headers = WRITTEN.map((column) => COLUMNS[column][0]);
	const rows = meetings.map(({ session, offering, course, programme, room, movedFrom }): Cell[] => {
		const own = catalogue.offerings.get(offering.id)!;
		return [
			...[programme.name.zh, course.name.zh, own.name.zh, own.teacher.name.zh],
			roomName(room),
			own.capacity,
			new Date(localDate(session.startsAt, zone)),
			...[localTime(session.startsAt, zone), localTime(session.endsAt, zone), session.id, own.id],
			session.status === 'cancelled' ? words.cancelled : session.movedFrom ? words.moved : words.on,
			...[session.substitute?.name.zh ?? null, movedFrom ? roomName(movedFrom) : null],
			session.reason?.zh ?? null,
		];
	});
	return [headers, ...rows];
}

const roomName = ({ number, name }: Room): string => (number ? `${number} ${name.zh}` : name.zh);
