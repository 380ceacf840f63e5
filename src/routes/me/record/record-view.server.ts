import { attendedMs } from '$lib/domain/hours.ts';
import { inLanguage } from '$lib/domain/text.ts';
import { visitDate } from '$lib/domain/visits.ts';
import { formatTime } from '$lib/i18n/time.ts';
import type { OwnMeeting } from '$lib/server/mine.ts';
import { span, type Place } from '../when.server.ts';

/** What the phone shows; all of it is in the file that can be downloaded. */
const MOST_LINES = 60;
/** Sessions missed so lately are told. */
const LATELY = 90 * 86_400_000;

type Reader = Omit<Place, 'zone'>;

/** Hours with at most one decimal: “1.5”. */
const hours = (ms: number): string => String(Math.round(ms / 360_000) / 10);

type Outcome = 'present' | 'late' | 'visit' | 'disputed' | 'absent' | 'missedCancelled';

/** How it ended: what a chip says. Null for a session that is still to come. */
function outcome({ meeting, attendance, enrolled }: OwnMeeting, now: number): Outcome | null {
	const { session } = meeting;
	if (attendance?.status === 'present')
		return visitDate(session.id) ? 'visit' : attendance.late ? 'late' : 'present';
	if (attendance?.status === 'disputed') return 'disputed';
	if (session.endsAt > now || !enrolled) return null;
	return session.status === 'cancelled' ? 'missedCancelled' : 'absent';
}

export function recordOf(own: readonly OwnMeeting[], { language, now }: Reader) {
	const lines = own
		.flatMap((one) => {
			const how = outcome(one, now);
			if (!how) return [];
			const { venue, meeting, attendance } = one;
			const { session } = meeting;
			const time = (at: number) => formatTime(at, venue.zone);
			const ms = attendance ? attendedMs({ session, attendance }, now) : 0;
			return [
				{
					id: `${venue.id}/${session.id}`,
					how,
					startsAt: session.startsAt,
					course: inLanguage(meeting.course.name, language),
					venue: inLanguage(venue.name, language),
					when: span(session.startsAt, session.endsAt, { zone: venue.zone, language, now }),
					came: attendance?.since ? time(attendance.since) : null,
					left: attendance?.leftAt ? time(attendance.leftAt) : null,
					hours: ms > 0 ? hours(ms) : null,
					ms,
				},
			];
		})
		.reverse();
	const missed = lines.filter(({ how }) => how === 'absent');
	return {
		lines: lines.slice(0, MOST_LINES),
		earlier: Math.max(0, lines.length - MOST_LINES),
		total: hours(lines.reduce((sum, { ms }) => sum + ms, 0)),
		attended: lines.filter(({ how }) => how === 'present' || how === 'late').length,
		missed: missed.length,
		lately: missed.filter(({ startsAt }) => startsAt > now - LATELY).length,
	};
}
export type RecordLine = ReturnType<typeof recordOf>['lines'][number];
