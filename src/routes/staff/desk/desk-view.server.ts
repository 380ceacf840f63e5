import type { SessionId } from '$lib/base/id.ts';
import type { Verdict } from '$lib/domain/admission.ts';
import { headsOf, type Attendance } from '$lib/domain/attendance.ts';
import { meetingOf, type Catalogue, type Meeting } from '$lib/domain/catalogue.ts';
import { attendedMs } from '$lib/domain/hours.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import { deskWords, type DeskStatus } from '$lib/i18n/staff/desk-words.ts';
import type { DeskPerson } from '$lib/server/desk-service.ts';
import { needsReason } from '$lib/domain/desk-refusal.ts';
import type { RosterLine } from '$lib/server/hub.ts';
import { roomWords } from '../day-view.server.ts';
import { partyWords } from '../roster-view.server.ts';
import { toldTime } from '../told-time.server.ts';

/** Everything that a desk page tells is in words of one language and in venue time before it is drawn. */
export interface Setting {
	readonly catalogue: Catalogue;
	readonly lang: Language;
	readonly now: number;
}

/** How somebody stands to a session that they may have been expected at. */
export function statusOf(
	attendance: Pick<Attendance, 'status' | 'leftAt'> | null,
	enrolled: boolean,
	over: boolean,
): DeskStatus {
	if (attendance?.status === 'disputed') return 'disputed';
	if (attendance?.status === 'present') {
		if (attendance.leftAt !== null) return 'left';
		return over ? 'attended' : 'here';
	}
	if (!enrolled) return 'stranger';
	return over ? 'absent' : 'expected';
}

const isOver = ({ session }: Meeting, now: number): boolean => now >= session.endsAt;

/** When they came and left, and for how long they were there: as far as there is something to tell. */
export function stayOf(meeting: Meeting, attendance: Attendance | null, { catalogue, lang, now }: Setting) {
	const { zone } = catalogue.venue;
	const told = (at: number | null | undefined) => (at == null ? null : toldTime(at, zone, lang));
	const ended = attendance?.leftAt != null || isOver(meeting, now);
	const ms = attendance && ended ? attendedMs({ session: meeting.session, attendance }, now) : 0;
	const minutes = Math.floor(ms / 60_000);
	return {
		since: told(attendance?.since),
		leftAt: told(attendance?.leftAt),
		late: attendance?.late ?? false,
		heads: attendance ? headsOf(attendance) : 1,
		party: partyWords(attendance, lang),
		hours: minutes > 0 ? deskWords(lang).hours(Math.floor(minutes / 60), minutes % 60) : null,
	};
}

/** One line of the list of a session. */
export const listRow = (line: RosterLine, meeting: Meeting, setting: Setting) => ({
	...{ memberId: line.memberId, name: line.name, number: line.number, hasPhone: line.hasPhone },
	...{ guest: line.guest, enrolled: line.enrolled },
	status: statusOf(line.attendance, line.enrolled, isOver(meeting, setting.now)),
	...stayOf(meeting, line.attendance, setting),
});
export type ListRow = ReturnType<typeof listRow>;

/** Which rows the list shows. */
export const FILTERS = ['all', 'missing', 'here', 'late', 'left'] as const;
export type Filter = (typeof FILTERS)[number];

export const isShown: Record<Filter, (row: ListRow) => boolean> = {
	all: () => true,
	missing: ({ status }) => status === 'expected' || status === 'absent',
	here: ({ status }) => status === 'here' || status === 'attended',
	late: ({ late }) => late,
	left: ({ status }) => status === 'left',
};

export const askedFilter = (asked: string | null): Filter =>
	FILTERS.find((filter) => filter === asked) ?? 'all';

/** Why the door would not let somebody in, in a line. */
export function whyNot(verdict: Verdict, { catalogue, lang }: Setting): string | null {
	if (!('reason' in verdict)) return null;
	const words = deskWords(lang);
	const { meeting, reason, say } = verdict;
	const about = (): string | undefined => {
		if (reason === 'other-class' && meeting)
			return words.place(inLanguage(meeting.course.name, lang), roomWords(meeting.room, lang));
		if (reason === 'too-early' && meeting)
			return words.starts(localTime(meeting.session.startsAt, catalogue.venue.zone));
		return say && inLanguage(say, lang);
	};
	return [words.why[reason], about()].filter(Boolean).join(' · ');
}

/** Somebody who was found, with what can be done for them. */
export function personView(person: DeskPerson, meeting: Meeting, setting: Setting) {
	const { verdict, attendance } = person;
	const door = (): 'open' | 'desk' | 'refused' | null => {
		if (!verdict) return null;
		if (needsReason(verdict)) return 'refused';
		return 'reason' in verdict ? 'desk' : 'open';
	};
	return {
		...{ memberId: person.memberId, name: person.name, number: person.number, union: person.union },
		...{ hasPhone: person.hasPhone, guest: person.guest, enrolled: person.enrolled },
		status: statusOf(attendance, person.enrolled, isOver(meeting, setting.now)),
		...stayOf(meeting, attendance, setting),
		undo: person.lastMove,
		/** One tap, a tap by which the desk decides, or only with a reason; null for somebody who is here. */
		door: door(),
		why: verdict && whyNot(verdict, setting),
	};
}
export type PersonView = ReturnType<typeof personView>;

/** The session that the page is about: the one asked for, else what stands first. */
export function chosenMeeting(
	asked: string | null,
	strip: readonly { readonly id: SessionId }[],
	catalogue: Catalogue,
): Meeting | null {
	const id = asked && catalogue.sessions.has(asked as SessionId) ? (asked as SessionId) : strip[0]?.id;
	return id ? meetingOf(catalogue, id) : null;
}
