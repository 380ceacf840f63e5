import type { SessionId } from '$lib/base/id.ts';
import { headsOf, type Attendance } from '$lib/domain/attendance.ts';
import { meetingOf, type Catalogue } from '$lib/domain/catalogue.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import { visitDate } from '$lib/domain/visits.ts';
import { comingsWords } from '$lib/i18n/comings.ts';
import type { RosterLine } from '$lib/server/hub.ts';
import { dateWords, roomWords } from './day-view.server.ts';
import { toldTime } from './told-time.server.ts';

/** What the head of a session's pages says. Null where there is no such session at the venue. */
export function sessionHead(catalogue: Catalogue, id: string, language: Language) {
	const meeting = meetingOf(catalogue, id as SessionId);
	if (!meeting) return null;
	const { session, offering, course, room, programme } = meeting;
	const { zone } = catalogue.venue;
	const visits = visitDate(session.id) === null ? null : comingsWords(language).visit;
	return {
		id: session.id,
		offeringId: offering.id,
		day: dateWords(session.startsAt, zone, language),
		from: localTime(session.startsAt, zone),
		to: localTime(session.endsAt, zone),
		course: visits?.today ?? inLanguage(course.name, language),
		offering: inLanguage(offering.name, language),
		teacher: inLanguage(offering.teacher.name, language),
		room: roomWords(room, language),
		tint: programme.tint,
		cancelled: session.status === 'cancelled',
	};
}

/** One line of a roster in a page's own words; nothing in it needs a time zone any more. */
export interface RosterRow {
	readonly memberId: string;
	readonly name: string;
	readonly number: string;
	readonly enrolled: boolean;
	readonly status: 'present' | 'absent' | 'disputed';
	readonly since: string | null;
	readonly leftAt: string | null;
	readonly late: boolean;
	/** How many people this line stands for. */
	readonly heads: number;
	/** In words, where they are several. */
	readonly party: string | null;
	readonly attention: boolean;
	readonly where: string | null;
}

/** “Party of 5”; null for somebody who came alone, or not. */
export const partyWords = (attendance: Attendance | null, lang: Language): string | null =>
	attendance?.party ? comingsWords(lang).party(attendance.party) : null;

export const rosterRow = (line: RosterLine, zone: string, lang: Language): RosterRow => ({
	memberId: line.memberId,
	name: line.name,
	number: line.number,
	enrolled: line.enrolled,
	status: line.attendance?.status ?? 'absent',
	since: line.attendance?.since == null ? null : toldTime(line.attendance.since, zone, lang),
	leftAt: line.attendance?.leftAt == null ? null : toldTime(line.attendance.leftAt, zone, lang),
	late: line.attendance?.late ?? false,
	heads: line.attendance ? headsOf(line.attendance) : 1,
	party: partyWords(line.attendance, lang),
	attention: Boolean(line.attendance?.conflict),
	where: line.where,
});
