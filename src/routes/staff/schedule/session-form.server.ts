import { asId, type RoomId } from '$lib/base/id.ts';
import { err, ok, type Result } from '$lib/base/result.ts';
import type { Catalogue } from '$lib/domain/catalogue.ts';
import { isDate } from '$lib/domain/holidays.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { instantOf } from '$lib/domain/venue-time.ts';
import { roomWords } from '../day-view.server.ts';

export interface TypedWhen {
	readonly date: string;
	readonly from: string;
	readonly to: string;
	readonly room: string;
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** When and where a form says a session is; an end before the start is for the schedule to refuse. */
export function readWhen(
	{ date, from, to, room }: TypedWhen,
	zone: string,
): Result<{ startsAt: number; endsAt: number; roomId: RoomId }, 'bad-date' | 'bad-time'> {
	if (!isDate(date)) return err('bad-date');
	if (!TIME.test(from) || !TIME.test(to)) return err('bad-time');
	return ok({
		startsAt: instantOf(date, from, zone),
		endsAt: instantOf(date, to, zone),
		roomId: asId<RoomId>(room),
	});
}

/** What a form chooses from. */
export const roomChoices = ({ rooms }: Catalogue, lang: Language) =>
	[...rooms.values()]
		.filter(({ archived }) => !archived)
		.sort((a, b) => a.floor - b.floor || (a.number ?? '').localeCompare(b.number ?? ''))
		.map((room) => ({ id: room.id, name: roomWords(room, lang), seats: room.seats ?? null }));

export const offeringChoices = ({ offerings, courses }: Catalogue, lang: Language) =>
	[...offerings.values()]
		.filter(({ archived }) => !archived)
		.map((offering) => {
			const course = courses.get(offering.courseId);
			const name = [course && inLanguage(course.name, lang), inLanguage(offering.name, lang)];
			return { id: offering.id, name: name.filter(Boolean).join(' · ') };
		})
		.sort((a, b) => a.name.localeCompare(b.name, lang === 'zh' ? 'zh-CN' : 'en'));
