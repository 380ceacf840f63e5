import { LIES, TURNS } from '$lib/exhibits/iiif/by-hand.ts';
import { openDesk } from '../../../desk.server.ts';
import { choicesFor } from '../../choices.server.ts';
import { FIELDS, type Typed } from '../../fields.ts';
import { kindIn, saveForm, shapeForm } from '../../save.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId } = await openDesk(event, 'writeExhibits');
	const { lang } = await event.parent();
	const kind = kindIn(event.params);
	return { kind, typed: firstRows(kind), choices: await choicesFor(hub, venueId, kind, lang) };
};

/** One row of each list that needs one; a work is an album until somebody says otherwise. */
const firstRows = (kind: keyof typeof FIELDS): Typed => ({
	...Object.fromEntries(
		FIELDS[kind].filter(({ as, at }) => as === 'list' && at !== 'media').map(({ at }) => [`${at}.0`, '']),
	),
	...(kind === 'work' ? { lie: LIES[0], turn: TURNS[0] } : {}),
});

export const actions: Actions = {
	save: (event) => saveForm(event),
	shape: (event) => shapeForm(event),
};
