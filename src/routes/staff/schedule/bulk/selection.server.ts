import { asId, type OfferingId, type RoomId } from '$lib/base/id.ts';
import { selectSessions, type Selection } from '$lib/domain/bulk-change.ts';
import { meetingOf, type Catalogue } from '$lib/domain/catalogue.ts';
import { dateAfter, isDate } from '$lib/domain/holidays.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { localDate, localTime } from '$lib/domain/venue-time.ts';
import { formatDate } from '$lib/i18n/time.ts';
import { roomWords } from '../../day-view.server.ts';

export const MOST_AT_ONCE = 500;
const THREE_YEARS = 3 * 366;

/** What the address says; null where the dates are none. Today and the next four weeks where nothing is said. */
export function askedSelection(query: URLSearchParams, now: number, zone: string) {
	const text = (key: string) => query.get(key) ?? '';
	const today = localDate(now, zone);
	const typed = {
		...{ offering: text('offering'), room: text('room'), weekday: text('weekday') },
		...{ from: text('from') || today, until: text('until') || dateAfter(today, 27) },
	};
	const { from, until } = typed;
	const good = isDate(from) && isDate(until) && from <= until && until <= dateAfter(from, THREE_YEARS);
	const selection: Selection | null = good
		? {
				...{ from, until },
				...(typed.offering ? { offeringId: asId<OfferingId>(typed.offering) } : {}),
				...(typed.room ? { roomId: asId<RoomId>(typed.room) } : {}),
				...(/^[1-7]$/.test(typed.weekday) ? { weekday: Number(typed.weekday) } : {}),
			}
		: null;
	return { typed, selection };
}

export function selectedView(catalogue: Catalogue, selection: Selection, now: number, lang: Language) {
	const { zone } = catalogue.venue;
	return selectSessions(catalogue.sessions.values(), selection, zone, now)
		.slice(0, MOST_AT_ONCE + 1)
		.flatMap(({ id }) => {
			const meeting = meetingOf(catalogue, id);
			if (!meeting) return [];
			const { session, course, offering, room } = meeting;
			return {
				...{ id, course: inLanguage(course.name, lang), offering: inLanguage(offering.name, lang) },
				date: formatDate(session.startsAt, zone, lang),
				time: `${localTime(session.startsAt, zone)}–${localTime(session.endsAt, zone)}`,
				...{ room: roomWords(room, lang), teacher: inLanguage(offering.teacher.name, lang) },
			};
		});
}
