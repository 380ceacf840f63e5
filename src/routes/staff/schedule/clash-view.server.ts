import { meetingOf, type Catalogue } from '$lib/domain/catalogue.ts';
import { freeRooms, type Clash, type Span } from '$lib/domain/clashes.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import { staffWords } from '$lib/i18n/staff/staff-words.ts';
import { asId, type SessionId } from '$lib/base/id.ts';
import { roomWords } from '../day-view.server.ts';

const MOST_ROOMS = 4;

/** What a change would run into, and where there is room instead. */
export interface ClashView {
	readonly told: readonly string[];
	/** Sent back with “save all the same”: what staff have seen. */
	readonly seen: string;
	readonly free: readonly { readonly id: string; readonly name: string }[];
}

export function clashView(
	catalogue: Catalogue,
	clashes: readonly Clash[],
	span: Span,
	seats: number,
	lang: Language,
): ClashView {
	const open = [...catalogue.rooms.values()].filter(({ archived }) => !archived);
	const rooms = freeRooms(span, open, catalogue.sessions.values(), seats);
	return {
		told: toldClashes(catalogue, clashes, lang),
		seen: seenText(clashes),
		free: clashes.some(({ over }) => over === 'room')
			? rooms.slice(0, MOST_ROOMS).map((id) => ({ id, name: roomWords(catalogue.rooms.get(id)!, lang) }))
			: [],
	};
}

/** Each as a sentence: where and when the other one is. */
export function toldClashes(catalogue: Catalogue, clashes: readonly Clash[], lang: Language): string[] {
	const words = staffWords(lang).schedule;
	const { zone } = catalogue.venue;
	return clashes.flatMap(({ over, with: other }) => {
		const meeting = meetingOf(catalogue, other);
		if (!meeting) return [];
		const { session, course, offering, room } = meeting;
		const [from, to] = [localTime(session.startsAt, zone), localTime(session.endsAt, zone)];
		const who = over === 'room' ? roomWords(room, lang) : inLanguage(offering.teacher.name, lang);
		return [words.clash[over](inLanguage(course.name, lang), from, to, who)];
	});
}

/** Which clashes these are, for a form to send back. */
export const seenText = (clashes: readonly Clash[]): string =>
	clashes.map(({ over, with: other, session }) => `${over}:${other}:${session}`).join(' ');

/** The clashes that a form says were seen. What is no clash is passed over: it then counts as not seen. */
export const seenClashes = (text: string): Clash[] =>
	text.split(' ').flatMap((one): Clash[] => {
		const [over, other, session] = one.split(':');
		if ((over !== 'room' && over !== 'teacher') || !other || !session) return [];
		return [{ over, with: asId<SessionId>(other), session: asId<SessionId>(session) }];
	});
