import { FORM_FIELDS, type CatalogueKind, type FormField } from '$lib/domain/catalogue-form.ts';
import type { SessionId } from '$lib/base/id.ts';
import { meetingOf, type Catalogue } from '$lib/domain/catalogue.ts';
import { TINTS, type Teacher } from '$lib/domain/course.ts';
import { openingText } from '$lib/domain/opening-text.ts';
import { inLanguage, type Language, type Text } from '$lib/domain/text.ts';
import { VENUE_KINDS, type OpeningHours } from '$lib/domain/venue.ts';
import { catalogueWords } from '$lib/i18n/staff/catalogue-words.ts';
import type { Desk } from '../../../desk.server.ts';

/** A record as its form shows it. */
export interface RecordHere {
	readonly title: Text;
	readonly archived: boolean;
	readonly members: Readonly<Record<string, unknown>>;
}

export async function recordHere(
	{ hub, venueId, catalogue }: Desk,
	kind: CatalogueKind | 'session',
	id: string,
): Promise<RecordHere | null> {
	if (kind === 'session') {
		const meeting = meetingOf(catalogue, id as SessionId);
		return meeting && { title: meeting.course.name, archived: false, members: { ...meeting.session } };
	}
	const found =
		kind === 'teacher'
			? (await hub.catalogueEdits.teachers(venueId)).find((one) => one.id === id)
			: kind === 'venue'
				? id === catalogue.venue.id
					? catalogue.venue
					: undefined
				: (shelfOf(catalogue, kind) as ReadonlyMap<string, { name: Text; archived?: boolean }>).get(id);
	if (!found) return null;
	const members = found as unknown as Readonly<Record<string, unknown>>;
	return { title: found.name, archived: members['archived'] === true, members };
}

const shelfOf = (
	{ programmes, courses, offerings, rooms }: Catalogue,
	kind: Exclude<CatalogueKind, 'venue' | 'teacher'>,
) => ({ programme: programmes, course: courses, offering: offerings, room: rooms })[kind];

export interface ShownField extends FormField {
	readonly value: string;
	readonly english: string;
}

/** The form's fields with what is in them; a new record's take what the address says. */
export function shownFields(
	kind: CatalogueKind,
	record: RecordHere | null,
	asked: URLSearchParams,
): ShownField[] {
	return FORM_FIELDS[kind].map((field) => {
		const value = record?.members[field.name];
		const text = value as Text | undefined;
		const english = field.is === 'words' || field.is === 'long-words' ? (text?.en ?? '') : '';
		return { ...field, value: record ? asTyped(field, value) : (asked.get(field.name) ?? ''), english };
	});
}

function asTyped({ is }: FormField, value: unknown): string {
	if (value === undefined) return '';
	if (is === 'words' || is === 'long-words') return (value as Text).zh;
	if (is === 'hours') return openingText(value as OpeningHours[]);
	if (is === 'teacher') return (value as Teacher).name.zh;
	if (is === 'check') return value ? 'yes' : '';
	if (is === 'list') return (value as Text[]).map(({ zh, en }) => (en ? `${zh} | ${en}` : zh)).join('\n');
	return `${value as string | number}`;
}

type Choices = Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>>;

/** What the form's choices are made from, archived ones left out. */
export async function choicesFor(
	{ hub, venueId, catalogue }: Desk,
	kind: CatalogueKind,
	lang: Language,
): Promise<Choices> {
	const words = catalogueWords(lang);
	const named = (all: Iterable<{ id: string; name: Text; archived?: boolean | undefined }>) =>
		[...all].filter((one) => !one.archived).map(({ id, name }) => ({ id, name: inLanguage(name, lang) }));
	if (kind === 'venue') return { kind: VENUE_KINDS.map((id) => ({ id, name: words.venueKind[id] })) };
	if (kind === 'programme') return { tint: TINTS.map((id) => ({ id, name: words.tint[id] })) };
	if (kind === 'course') return { programmeId: named(catalogue.programmes.values()) };
	if (kind === 'teacher')
		return {
			honoreeId: [{ id: '', name: words.noChoice }, ...named(await hub.catalogueEdits.honorees(venueId))],
		};
	if (kind === 'offering')
		return {
			courseId: named(catalogue.courses.values()),
			teacher: named(await hub.catalogueEdits.teachers(venueId)),
		};
	return {};
}
