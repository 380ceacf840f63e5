import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import {
	CATALOGUE_KINDS,
	FORM_FIELDS,
	readCatalogueForm,
	type CatalogueKind,
} from '$lib/domain/catalogue-form.ts';
import { asTeacher } from '$lib/domain/course.ts';
import { formText } from '../../../form-text.server.ts';
import { openDesk } from '../../../desk.server.ts';
import { choicesFor, recordHere, shownFields } from './record-view.server.ts';
import { teacherClashes } from './teacher-clashes.server.ts';
import type { Actions, PageServerLoad } from './$types';

type Event = RequestEvent<{ kind: string; id: string }>;

const kindOf = ({ params }: Event): CatalogueKind => {
	const kind = CATALOGUE_KINDS.find((known) => known === params.kind);
	if (!kind || (kind === 'venue' && params.id === 'new')) error(404, 'no such kind of record');
	return kind;
};

export const load: PageServerLoad = async (event) => {
	const desk = await openDesk(event, 'seeCatalogue');
	const kind = kindOf(event);
	const { lang } = await event.parent();
	const isNew = event.params.id === 'new';
	const record = isNew ? null : await recordHere(desk, kind, event.params.id);
	if (!isNew && !record) error(404, 'nothing of this id in the catalogue');
	return {
		kind,
		id: event.params.id,
		isNew,
		title: record?.title[lang] ?? record?.title.zh ?? null,
		archived: record?.archived ?? false,
		fields: shownFields(kind, record, event.url.searchParams),
		choices: await choicesFor(desk, kind, lang),
		saved: event.url.searchParams.get('saved'),
		clashes:
			kind === 'offering' && event.url.searchParams.has('clashes')
				? teacherClashes(desk.catalogue, event.params.id, desk.hub.clock.now(), lang)
				: [],
	};
};

/** Every text of the form, for what is wrong to be shown beside it. */
async function typedIn(event: Event, kind: CatalogueKind): Promise<Record<string, string>> {
	const names = FORM_FIELDS[kind].flatMap(({ name }) => [name, `${name}-en`]);
	return formText(event, ...names, 'next');
}

export const actions: Actions = {
	save: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'editCatalogue');
		const kind = kindOf(event);
		const typed = await typedIn(event, kind);
		const teachers = await hub.catalogueEdits.teachers(venueId);
		const { members, faults } = readCatalogueForm(
			kind,
			(name) => typed[name] ?? '',
			(name) => {
				const known = teachers.find((one) => one.name.zh === name || one.name.en === name);
				return known ? asTeacher(known) : null;
			},
		);
		if (Object.keys(faults).length > 0) return fail(400, { typed, faults });
		const { id } = event.params;
		const done = await hub.catalogueEdits.put(staff, venueId, kind, id === 'new' ? null : id, members);
		if (!done.ok) return fail(400, { typed, refused: done.error });
		const saved = encodeURIComponent(typed['name']!.trim());
		// A teacher who is elsewhere at that time: saved all the same, and told on the class's own page.
		const catalogue = kind === 'offering' && id !== 'new' && (await hub.records.catalogue(venueId));
		if (catalogue && teacherClashes(catalogue, id, hub.clock.now(), 'zh').length > 0)
			redirect(303, `/staff/catalogue/offering/${id}?saved=${saved}&clashes`);
		const parent = FORM_FIELDS[kind].find(({ name }) => name.endsWith('Id') && kind !== 'teacher')?.name;
		const again = parent ? `&${parent}=${encodeURIComponent(typed[parent]!)}` : '';
		redirect(
			303,
			typed['next']
				? `/staff/catalogue/${kind}/new?saved=${saved}${again}`
				: `/staff/catalogue?saved=${saved}`,
		);
	},
	remove: async (event) => {
		const desk = await openDesk(event, 'editCatalogue');
		const kind = kindOf(event);
		const { hub, staff, venueId } = desk;
		const record = await recordHere(desk, kind, event.params.id);
		const done = await hub.catalogueEdits.remove(staff, venueId, kind, event.params.id);
		if (!done.ok) return fail(409, { kept: done.error });
		redirect(303, `/staff/catalogue?removed=${encodeURIComponent(record?.title.zh ?? '')}`);
	},
	archive: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'editCatalogue');
		const { archived } = await formText(event, 'archived');
		const kind = kindOf(event);
		const done = await hub.catalogueEdits.archive(staff, venueId, kind, event.params.id, archived === 'yes');
		if (!done.ok) return fail(409, { kept: { fault: done.error } });
		return { archivedNow: archived === 'yes' };
	},
};
