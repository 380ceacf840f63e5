import { error } from '@sveltejs/kit';
import { mediaOf } from '$lib/domain/exhibit-references.ts';
import { openDesk } from '../../../../desk.server.ts';
import { choicesFor } from '../../../choices.server.ts';
import { fieldsOf, formOf, isImported, typedOf } from '../../../fields.ts';
import { kindIn, saveForm, shapeForm } from '../../../save.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId } = await openDesk(event, 'writeExhibits');
	const { lang } = await event.parent();
	const kind = kindIn(event.params);
	const sheet = await hub.exhibition.sheet(venueId, { kind, id: event.params.id });
	if (!sheet) error(404, 'no such exhibit at this venue');
	const imported = isImported(kind, sheet.body);
	return {
		...{ kind, id: sheet.head.id, title: sheet.head.title, base: sheet.head.standing.latest },
		...{
			typed: typedOf(fieldsOf(kind, imported), formOf(kind, sheet.body)),
			historic: sheet.newest.historic,
		},
		...{ imported, choices: await choicesFor(hub, venueId, kind, lang, mediaOf(sheet.body)) },
	};
};

export const actions: Actions = {
	save: (event) => saveForm(event),
	shape: (event) => shapeForm(event),
};
