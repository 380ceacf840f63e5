import type { OfferingId, RoomId } from '$lib/base/id.ts';
import type { Catalogue } from '$lib/domain/catalogue.ts';
import type { Session } from '$lib/domain/course.ts';
import type { SessionChange } from '$lib/domain/schedule-change.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import type { AuditWords } from '$lib/i18n/staff/audit-words.ts';

/** So many are told one by one. */
const TOLD = 2;

/** What became of the schedule, such as “把《八段锦》11月24日课从 302 移到 401”. */
export function tellChanges(
	changes: readonly SessionChange[],
	catalogue: Catalogue,
	words: AuditWords,
	lang: Language,
): string {
	const { change } = words;
	if (changes.length === 0) return change.nothing;
	const told = changes.slice(0, TOLD).map((one) => tellOne(one, catalogue, words, lang));
	const text = told.join(lang === 'zh' ? '；' : '; ');
	return changes.length > TOLD ? change.more(text, changes.length) : text;
}

function tellOne(
	{ before, after }: SessionChange,
	catalogue: Catalogue,
	{ change }: AuditWords,
	lang: Language,
): string {
	const { zone } = catalogue.venue;
	const what = (session: Session) =>
		change.session(courseOf(catalogue, session.offeringId, lang), dateOf(session.startsAt, zone, lang));
	const room = (id: RoomId) => roomOf(catalogue, id, lang);
	if (!before) return after ? change.add(what(after), room(after.roomId)) : change.nothing;
	if (!after) return change.remove(what(before));
	const reason = after.reason ? inLanguage(after.reason, lang) : '';
	if (before.status !== after.status)
		return after.status === 'cancelled'
			? change.cancel(what(before), reason)
			: change.reinstate(what(before));
	const when = `${dateOf(after.startsAt, zone, lang)} ${localTime(after.startsAt, zone)}`;
	const retimed = before.startsAt !== after.startsAt || before.endsAt !== after.endsAt;
	if (before.roomId !== after.roomId) {
		const from = room(before.roomId);
		const to = room(after.roomId);
		return retimed ? change.both(what(before), from, to, when) : change.room(what(before), from, to);
	}
	if (retimed) return change.time(what(before), when);
	const teacher = after.substitute && inLanguage(after.substitute.name, lang);
	if (teacher !== (before.substitute && inLanguage(before.substitute.name, lang)))
		return teacher ? change.teacher(what(before), teacher) : change.ownTeacher(what(before));
	return change.other(what(before));
}

function courseOf({ offerings, courses }: Catalogue, id: OfferingId, lang: Language): string {
	const offering = offerings.get(id);
	const course = offering && courses.get(offering.courseId);
	return course ? inLanguage(course.name, lang) : id;
}

/** “书法 秋季一班”; null where there is no such class. */
export function courseAndClass(
	{ offerings, courses }: Catalogue,
	id: OfferingId,
	lang: Language,
): string | null {
	const offering = offerings.get(id);
	const course = offering && courses.get(offering.courseId);
	return course ? `${inLanguage(course.name, lang)} ${inLanguage(offering.name, lang)}` : null;
}

function roomOf({ rooms }: Catalogue, id: RoomId, lang: Language): string {
	const room = rooms.get(id);
	return room ? (room.number ?? inLanguage(room.name, lang)) : id;
}

const dateOf = (at: number, zone: string, lang: Language): string =>
	new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
		...{ timeZone: zone, month: 'long', day: 'numeric' },
	}).format(at);
