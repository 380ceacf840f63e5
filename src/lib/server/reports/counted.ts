import type { Sums } from '../../domain/turnout.ts';
import type { SessionReport } from '../storage/report-port.ts';

export type Counted = Sums &
	Pick<SessionReport, 'sessionId' | 'day' | 'weekday' | 'hour' | 'programmeId' | 'courseId' | 'teacher'>;

/** A session's row as something that can be added up. */
export const counted = (row: SessionReport): Counted => {
	const held = row.kind === 'class';
	return {
		...{
			day: row.day,
			weekday: row.weekday,
			hour: row.hour,
			teacher: row.kind === 'visits' ? '' : row.teacher,
		},
		...{ sessionId: row.sessionId, programmeId: row.programmeId, courseId: row.courseId },
		...{ held: held ? 1 : 0, cancelled: row.kind === 'cancelled' ? 1 : 0, capacity: held ? row.capacity : 0 },
		...{ enrolled: held ? row.enrolled : 0, came: row.came, seated: held ? row.seated : 0, late: row.late },
		minutes: row.kind === 'visits' ? 0 : row.minutes,
		visits: row.kind === 'visits' ? row.came : 0,
	};
};
