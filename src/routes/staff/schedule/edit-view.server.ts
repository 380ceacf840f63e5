import type { SessionId } from '$lib/base/id.ts';
import { meetingOf, type Catalogue } from '$lib/domain/catalogue.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { formatMoment } from '$lib/i18n/time.ts';
import type { ScheduleEdit } from '$lib/server/schedule-shapes.ts';

/** One edit in a page's words. */
export interface EditView {
	readonly editId: string;
	readonly at: string;
	readonly by: string;
	readonly did: ScheduleEdit['did'][number];
	readonly what: string;
	readonly undone: boolean;
}

export function editView(edit: ScheduleEdit, catalogue: Catalogue, now: number, lang: Language): EditView {
	const { zone } = catalogue.venue;
	const [first] = edit.changes;
	const session = first?.after ?? first?.before;
	return {
		...{ editId: edit.editId, by: edit.by, did: edit.did[0]!, undone: edit.undone },
		at: formatMoment(edit.at, now, zone, lang),
		what: edit.file ?? (session ? courseOf(catalogue, session, now, lang) : ''),
	};
}

/** The session in a few words. */
export function whatOf(catalogue: Catalogue, id: SessionId, lang: Language): string {
	const meeting = meetingOf(catalogue, id);
	return meeting ? inLanguage(meeting.course.name, lang) : id;
}

function courseOf(
	catalogue: Catalogue,
	{ offeringId, startsAt }: { offeringId: string; startsAt: number },
	now: number,
	lang: Language,
): string {
	const offering = catalogue.offerings.get(offeringId as never);
	const course = offering && catalogue.courses.get(offering.courseId);
	const name = course ? inLanguage(course.name, lang) : offeringId;
	return `${name} ${formatMoment(startsAt, now, catalogue.venue.zone, lang)}`;
}
