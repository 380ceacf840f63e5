import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { CourseId } from '$lib/base/id.ts';
import type { Catalogue } from '$lib/domain/catalogue.ts';
import { fieldsOf, isPolicyKind, type PolicyKind } from '$lib/domain/policy-fields.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { sessionHead } from '../../../../roster-view.server.ts';
import { openDesk, type Desk } from '../../../../desk.server.ts';
import { formText } from '../../../../form-text.server.ts';
import { recordHere, type RecordHere } from '../record-view.server.ts';
import { ruleHere, shownPolicies } from './policy-view.server.ts';
import { readTyped } from './typed-policy.server.ts';
import type { Actions, PageServerLoad } from './$types';

type Event = RequestEvent<{ kind: string; id: string }>;

async function recordOf(desk: Desk, { params }: Event): Promise<{ kind: PolicyKind; record: RecordHere }> {
	const { kind, id } = params;
	const record = isPolicyKind(kind) ? await recordHere(desk, kind, id) : null;
	if (!isPolicyKind(kind) || !record) error(404, 'nothing of this id that has rules');
	return { kind, record };
}

/** A class goes by its course's name too. */
function courseOf({ members }: RecordHere, { courses }: Catalogue, lang: Language): string | null {
	const course = courses.get(members['courseId'] as CourseId);
	return course ? inLanguage(course.name, lang) : null;
}

export const load: PageServerLoad = async (event) => {
	const desk = await openDesk(event, 'seeCatalogue');
	const { kind, record } = await recordOf(desk, event);
	const { lang } = await event.parent();
	const head = kind === 'session' ? sessionHead(desk.catalogue, event.params.id, lang) : null;
	return {
		kind,
		id: event.params.id,
		title: head ? `${head.course} · ${head.day} ${head.from}` : inLanguage(record.title, lang),
		course: courseOf(record, desk.catalogue, lang),
		groups: shownPolicies(kind, record, desk.catalogue, lang),
		rule: ruleHere(kind, record, desk.catalogue),
		saved: event.url.searchParams.has('saved'),
	};
};

export const actions: Actions = {
	save: async (event) => {
		const desk = await openDesk(event, 'editCatalogue');
		const { kind, record } = await recordOf(desk, event);
		const typed = await formText(event, ...fieldsOf(kind).map(({ name }) => name));
		const { policy, signUp, faults } = await readTyped(desk, kind, record, typed);
		if (Object.keys(faults).length > 0) return fail(400, { typed, faults });
		const { hub, staff, venueId } = desk;
		const done = await hub.catalogueEdits.putPolicies(staff, venueId, kind, event.params.id, {
			policy,
			signUp,
		});
		if (!done.ok) error(409, 'the record has changed meanwhile');
		redirect(303, `/staff/catalogue/${kind}/${event.params.id}/policy?saved`);
	},
};
