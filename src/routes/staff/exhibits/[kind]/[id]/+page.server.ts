import { error, fail, redirect } from '@sveltejs/kit';
import { localDate } from '$lib/domain/venue-time.ts';
import { openDesk } from '../../../desk.server.ts';
import { formText } from '../../../form-text.server.ts';
import { step, timesIn } from '../../acts.server.ts';
import { consentFault, entered, readConsent } from '../../consent-form.server.ts';
import { linesOf } from '../../difference.ts';
import { kindIn } from '../../save.server.ts';
import { mediaNames } from '../../choices.server.ts';
import { pathLabel, sheetView } from '../../sheet-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue, staff } = await openDesk(event, 'seeExhibits');
	const { lang } = await event.parent();
	const kind = kindIn(event.params);
	const key = { kind, id: event.params.id };
	const sheet = await hub.exhibition.sheet(venueId, key);
	if (!sheet) error(404, 'no such exhibit at this venue');
	const { zone } = catalogue.venue;
	const now = hub.clock.now();
	const asked = Number(event.url.searchParams.get('version') ?? NaN);
	const old = Number.isInteger(asked) ? await hub.exhibition.version(venueId, key, asked) : null;
	const names = await mediaNames(hub, venueId, [sheet.body, sheet.approved, old], lang);
	return {
		sheet: sheetView(sheet, staff, zone, lang, now, names),
		today: localDate(now, zone),
		done: event.url.searchParams.get('done'),
		looked: old && {
			version: asked,
			lines: linesOf(kind, old).map(({ path, text }) => ({
				label: pathLabel(kind, path, lang),
				text: names[text] ?? text,
			})),
		},
	};
};

const timed = step('approveExhibits', 'reschedule', ({ hub, staff, venueId, key, catalogue }, typed) => {
	const times = timesIn(typed, catalogue.venue.zone);
	return times ? hub.exhibition.reschedule(staff, venueId, key, times) : 'bad-times';
});

export const actions: Actions = {
	submit: step('writeExhibits', 'submit', ({ hub, staff, venueId, key, version }) =>
		hub.exhibition.submit(staff, venueId, key, version),
	),
	sendBack: step('writeExhibits', 'send-back', ({ hub, staff, venueId, key, version }, { reason }) =>
		hub.exhibition.sendBack(staff, venueId, key, version, reason),
	),
	approve: step('approveExhibits', 'approve', ({ hub, staff, venueId, key, version, catalogue }, typed) => {
		const times = timesIn(typed, catalogue.venue.zone);
		return times ? hub.exhibition.approve(staff, venueId, key, version, times) : 'bad-times';
	}),
	reschedule: (event) => timed(event),
	withdraw: step('writeExhibits', 'withdraw', ({ hub, staff, venueId, key }, { reason }) =>
		hub.exhibition.withdraw(staff, venueId, key, reason),
	),
	restore: step('writeExhibits', 'restore', ({ hub, staff, venueId, key, version }) =>
		hub.exhibition.restore(staff, venueId, key, version),
	),
	consent: async (event) => {
		const { hub, staff, venueId, catalogue } = await openDesk(event, 'writeExhibits');
		const kind = kindIn(event.params);
		const { id } = event.params;
		const form = await event.request.formData();
		const read = await readConsent(hub, form, { kind, id }, catalogue.venue.zone);
		if (!read.ok) return fail(400, { fault: read.error.fault, consent: read.error.typed, lacks: [] });
		const given = await hub.exhibition.giveConsent(staff, venueId, read.value);
		redirect(303, `/staff/exhibits/${kind}/${id}?done=${entered(given, hub.clock.now())}#consent`);
	},
	confirmConsent: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'approveExhibits');
		const kind = kindIn(event.params);
		const { consent } = await formText(event, 'consent');
		const done = await hub.exhibition.confirmConsent(staff, venueId, consent);
		if (!done.ok) return fail(409, { fault: consentFault(done.error), lacks: [] });
		redirect(303, `/staff/exhibits/${kind}/${event.params.id}?done=consent-confirmed#consent`);
	},
	endConsent: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'writeExhibits');
		const kind = kindIn(event.params);
		const { consent, reason } = await formText(event, 'consent', 'reason');
		const done = await hub.exhibition.withdrawConsent(staff, venueId, consent, reason);
		if (!done.ok) return fail(400, { fault: done.error, lacks: [] });
		redirect(303, `/staff/exhibits/${kind}/${event.params.id}?done=consent-gone#consent`);
	},
};
