import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import type { OfferingId } from '$lib/base/id.ts';
import { SHEETS } from '$lib/server/print/cards.ts';
import { classCards } from '$lib/server/print/class-cards.ts';
import { pageLanguage } from '../../../../page-language.server.ts';
import { openDesk } from '../../../desk.server.ts';
import type { RequestHandler } from './$types';

const Asked = v.object({ sheet: v.picklist(SHEETS), names: v.picklist(['full', 'masked']) });

export const GET: RequestHandler = async (event) => {
	const { hub, staff, venueId } = await openDesk(event, 'handlePasses');
	const asked = v.safeParse(Asked, Object.fromEntries(event.url.searchParams));
	if (!asked.success) error(400, 'sheet must be a4 or cr80, names full or masked');
	const order = { ...asked.output, language: pageLanguage(event) };
	const offeringId = event.params.offeringId as OfferingId;
	const cards = await classCards(hub, venueId, offeringId, order, `staff:${staff.id}`);
	if (!cards) error(404, 'no such class at this venue');
	return new Response(new Uint8Array(cards.pdf), {
		headers: {
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename="passes-${offeringId}-${order.sheet}.pdf"`,
			// Working passes: nothing is left on a shared computer but what was saved on purpose.
			'cache-control': 'no-store',
		},
	});
};
