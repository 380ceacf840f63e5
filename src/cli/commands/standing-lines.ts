import type { Catalogue } from '../../lib/domain/catalogue.ts';
import type { Session } from '../../lib/domain/course.ts';
import { localDate, localTime } from '../../lib/domain/venue-time.ts';
import type { ClassStanding } from '../../lib/server/timetable-standing.ts';

/** Dates that are printed of each class; the rest are counted. */
const MOST_DATES = 40;

/** What an import leaves for staff to settle, a line each. */
export function standingLines(standing: readonly ClassStanding[], catalogue: Catalogue): string[] {
	const lines = standing.flatMap(({ offeringId, unnamed, otherwise, added }) => {
		const { courseId, name } = catalogue.offerings.get(offeringId)!;
		const line = (sessions: readonly Session[], what: string): string[] =>
			sessions.length === 0
				? []
				: [
						`${catalogue.courses.get(courseId)?.name.zh} ${name.zh}: ${sessions.length} ${what}: ${dates(sessions, catalogue)}`,
					];
		return [
			...line(unnamed, 'to come stand that the file does not name'),
			...line(otherwise, 'stand in another room or at another time than the file says, and stay so'),
			...line(added, 'more than it has now'),
		];
	});
	if (lines.length > 0)
		lines.push(
			'an import removes and moves no sessions: remove or move them at /staff/schedule, many at once at /staff/schedule/bulk',
		);
	return lines;
}

function dates(sessions: readonly Session[], catalogue: Catalogue): string {
	const { zone } = catalogue.venue;
	const told = sessions
		.slice(0, MOST_DATES)
		.map(({ startsAt }) => `${localDate(startsAt, zone)} ${localTime(startsAt, zone)}`);
	const more = sessions.length - told.length;
	return told.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
