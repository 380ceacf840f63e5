import { fail, redirect } from '@sveltejs/kit';
import { MEDIA_LIMITS } from '$lib/domain/media-limits.ts';
import { may } from '../../access.ts';
import { openDesk } from '../../desk.server.ts';
import { formTextOf, labelIn } from './label-form.server.ts';
import { mediaView, personChoices } from './media-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

const LINES = 40;

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue, staff } = await openDesk(event, 'seeExhibits');
	const { lang } = await event.parent();
	const query = (event.url.searchParams.get('q') ?? '').trim().slice(0, 60);
	const asked = event.url.searchParams.get('page') ?? '';
	const page = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
	const found = await hub.media.list(venueId, query ? { query } : {}, (page - 1) * LINES, LINES);
	return {
		...{ query, page, pages: Math.max(1, Math.ceil(found.total / LINES)), limits: MEDIA_LIMITS },
		writes: may(staff.role, 'writeExhibits'),
		people: await personChoices(hub, venueId),
		rows: found.rows.map((row) => mediaView(hub, row, catalogue.venue.zone, lang)),
	};
};

export const actions: Actions = {
	/** For a browser without scripts: a small file, at once. */
	add: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'writeExhibits');
		const form = await event.request.formData();
		const text = formTextOf(form);
		const typed = { caption: text('caption'), captionEn: text('captionEn'), credit: text('credit') };
		const file = form.get('file');
		if (!(file instanceof File) || file.size === 0) return fail(400, { typed, problem: 'noFile' as const });
		const label = await labelIn({ hub, venueId }, text);
		if (!label.ok) return fail(400, { typed, problem: label.error });
		const done = await hub.media.add(staff, venueId, file, label.value);
		if (!done.ok) return fail(400, { typed, fault: done.error });
		const { mediaId, known } = done.value;
		redirect(303, `/staff/exhibits/media/${mediaId}?done=${known ? 'known' : 'added'}`);
	},
};
