import { error, fail, redirect } from '@sveltejs/kit';
import { asId, type MediaId } from '$lib/base/id.ts';
import { ok } from '$lib/base/result.ts';
import { captionsPart, type ProposalPart } from '$lib/domain/media-proposal.ts';
import type { Media } from '$lib/domain/media.ts';
import { localDate } from '$lib/domain/venue-time.ts';
import { wordsIn } from '$lib/server/tables/read-table.ts';
import { may } from '../../../access.ts';
import { openDesk } from '../../../desk.server.ts';
import { formText } from '../../../form-text.server.ts';
import { consentFault, entered, readConsent } from '../../consent-form.server.ts';
import { consentView } from '../../sheet-view.server.ts';
import { formTextOf, labelIn } from '../label-form.server.ts';
import { mediaView, personChoices } from '../media-view.server.ts';
import { decision } from '../proposal-acts.server.ts';
import { proposalView } from '../proposal-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const desk = await openDesk(event, 'seeExhibits');
	const { hub, venueId, catalogue, staff } = desk;
	const { lang } = await event.parent();
	const id = asId<MediaId>(event.params.id);
	const found = await hub.media.get(venueId, id);
	if (!found) error(404, 'no such picture or recording at this venue');
	const { row, usedBy, onShow } = found;
	const { zone } = catalogue.venue;
	const now = hub.clock.now();
	const titles = await hub.exhibition.titles(venueId, usedBy);
	const media = JSON.parse(row.body) as Media;
	const waiting = await hub.media.proposals(venueId, id);
	const wanted = waiting.map(({ change }) => change).find((change) => change.what === 'label')?.label;
	return {
		onShow,
		seen: waiting.map(({ part, proposalId }) => `${part}=${proposalId}`).join(' '),
		proposals: await Promise.all(waiting.map((each) => proposalView(desk, row, each, lang))),
		/** What the form begins with, and whether that waits to be confirmed. */
		label: { ...(wanted ?? { caption: media.caption, credit: media.credit }), waits: wanted !== undefined },
		media: { ...mediaView(hub, row, zone, lang), ...media, shown: row.shown },
		person: row.person ? `${row.person.kind}/${row.person.id}` : '',
		usedBy: usedBy.map((key) => ({ ...key, title: titles.get(`${key.kind} ${key.id}`) ?? key.id })),
		consents: (await hub.exhibition.consents(venueId, 'media', id)).map((each) =>
			consentView(each, staff, zone, lang, now),
		),
		...{ writes: may(staff.role, 'writeExhibits'), people: await personChoices(hub, venueId) },
		...{ today: localDate(now, zone), done: event.url.searchParams.get('done') },
	};
};

/** What a form says that its page showed: `label=1f… captions:yue=…`, or nothing. */
const seenOf = (text: string, part: ProposalPart): string =>
	text
		.split(' ')
		.find((one) => one.startsWith(`${part}=`))
		?.slice(part.length + 1) ?? '';

/** Bytes. Longer ones are no captions of any recording. */
const MOST_CAPTIONS = 2_000_000;

const back = (id: string, done: string): never => redirect(303, `/staff/exhibits/media/${id}?done=${done}`);

export const actions: Actions = {
	label: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'writeExhibits');
		const text = formTextOf(await event.request.formData());
		const label = await labelIn({ hub, venueId }, text);
		if (!label.ok) return fail(400, { problem: label.error });
		const done = await hub.media.relabel(
			staff,
			venueId,
			asId<MediaId>(event.params.id),
			label.value,
			seenOf(text('seen'), 'label'),
		);
		if (!done.ok) return fail(409, { labelFault: done.error });
		return back(event.params.id, done.value);
	},
	confirm: decision('approveExhibits', async ({ hub, staff, venueId, id, part, seen }) => {
		const done = await hub.media.confirm(staff, venueId, id, part, seen);
		return done.ok ? ok('confirmed') : done;
	}),
	drop: decision('writeExhibits', ({ hub, staff, venueId, id, part, seen }) =>
		hub.media.dropProposal(staff, venueId, id, part, seen),
	),
	captions: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'writeExhibits');
		const form = await event.request.formData();
		const file = form.get('file');
		if (!(file instanceof File) || file.size === 0) return fail(400, { problem: 'noFile' as const });
		if (file.size > MOST_CAPTIONS) return fail(400, { problem: 'captionsTooLarge' as const });
		const text = wordsIn(new Uint8Array(await file.arrayBuffer()));
		if (text === null) return fail(400, { problem: 'captionsNoText' as const });
		const [id, language] = [asId<MediaId>(event.params.id), formTextOf(form)('language')];
		const seen = seenOf(formTextOf(form)('seen'), captionsPart(language));
		const done = await hub.media.caption(staff, venueId, id, language, text, seen);
		return done.ok ? back(id, done.value) : fail(400, { vtt: done.error });
	},
	dropCaptions: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'writeExhibits');
		const { language, seen } = await formText(event, 'language', 'seen');
		const id = asId<MediaId>(event.params.id);
		const had = seenOf(seen, captionsPart(language));
		const done = await hub.media.caption(staff, venueId, id, language, null, had);
		return done.ok ? back(id, done.value) : fail(400, { vtt: done.error });
	},
	withdraw: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'writeExhibits');
		const reason = (await formText(event, 'reason')).reason.trim().slice(0, 300);
		if (reason === '') return fail(400, { problem: 'reasonMissing' as const });
		await hub.media.withdraw(staff, venueId, asId<MediaId>(event.params.id), reason);
		return back(event.params.id, 'withdrawn');
	},
	consent: async (event) => {
		const { hub, staff, venueId, catalogue } = await openDesk(event, 'writeExhibits');
		const { id } = event.params;
		const form = await event.request.formData();
		const read = await readConsent(hub, form, { kind: 'media', id }, catalogue.venue.zone);
		if (!read.ok) return fail(400, { consentFault: read.error.fault, consent: read.error.typed });
		const given = await hub.exhibition.giveConsent(staff, venueId, read.value);
		return back(id, entered(given, hub.clock.now()));
	},
	confirmConsent: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'approveExhibits');
		const { consent } = await formText(event, 'consent');
		const done = await hub.exhibition.confirmConsent(staff, venueId, consent);
		return done.ok
			? back(event.params.id, 'consent-confirmed')
			: fail(409, { consentFault: consentFault(done.error) });
	},
	endConsent: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'writeExhibits');
		const { consent, reason } = await formText(event, 'consent', 'reason');
		const done = await hub.exhibition.withdrawConsent(staff, venueId, consent, reason);
		return done.ok ? back(event.params.id, 'consent-gone') : fail(400, { consentFault: done.error });
	},
};
