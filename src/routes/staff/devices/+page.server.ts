import { fail } from '@sveltejs/kit';
import { DEVICE_KINDS } from '$lib/sync/wire.ts';
import { worksAt } from '$lib/server/http/guard.ts';
import { importOutbox } from '$lib/server/import-outbox.ts';
import { openDesk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import { deviceRow } from './device-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

const LINK_TTL_MS = 3_600_000;

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'seeDevices');
	const { lang } = await event.parent();
	const now = hub.clock.now();
	const rows = (await hub.devices.list(venueId)).map((d) => deviceRow(d, now, catalogue.venue.zone, lang));
	/** Entries kept apart, by device. */
	const apart: Record<string, number> = {};
	for (const { deviceId, count } of await hub.inbox.apart(venueId))
		apart[deviceId] = (apart[deviceId] ?? 0) + count;
	return {
		packs: Object.fromEntries(await hub.devices.packs(venueId)),
		apart,
		rows: [...rows.filter((row) => !row.revoked), ...rows.filter((row) => row.revoked)],
		revokedDone: event.url.searchParams.has('revoked'),
	};
};

export const actions: Actions = {
	pair: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'manageDevices');
		const typed = await formText(event, 'code', 'name');
		const [code, name] = [typed.code.replace(/[\s-]/g, ''), typed.name.trim()];
		const kept = { form: 'pair' as const, code, name };
		if (!/^\d{6}$/.test(code)) return fail(400, { ...kept, fault: 'bad-code' as const });
		if (!name || name.length > 60) return fail(400, { ...kept, fault: 'name-missing' as const });
		const answer = await hub.devices.approve(code, venueId, name, staff);
		if (!answer.ok) return fail(400, { ...kept, fault: answer.error });
		return { form: 'pair' as const, paired: answer.value.name };
	},
	link: async (event) => {
		const { hub, venueId } = await openDesk(event, 'manageDevices');
		const typed = await formText(event, 'kind', 'name');
		const kind = DEVICE_KINDS.find((known) => known === typed.kind) ?? 'kiosk';
		const name = typed.name.trim();
		if (!name || name.length > 60)
			return fail(400, { form: 'link' as const, kind, linkName: name, fault: 'name-missing' as const });
		const token = await hub.devices.pairingLink(venueId, kind, name, LINK_TTL_MS);
		const origin = event.locals.edge.publicOrigin ?? event.url.origin;
		return { form: 'link' as const, kind, linkName: name, link: `${origin}/${kind}?pair=${token}` };
	},
	import: async (event) => {
		const { hub, staff } = await openDesk(event, 'manageDevices').catch((refusal: unknown) =>
			afterBody(event.request, refusal),
		);
		const file = (await event.request.formData()).get('file');
		if (!(file instanceof File) || file.size === 0)
			return fail(400, { form: 'import' as const, importFault: 'no-file' as const });
		const done = await importOutbox(hub, {
			text: await file.text(),
			actor: `staff:${staff.id}`,
			mayAt: (venueId) => worksAt(staff, venueId),
		});
		if (!done.ok) return fail(400, { form: 'import' as const, importFault: done.error.fault });
		const { device, entries, before, outcomes, unread, said, held } = done.value;
		const equal = said.seq === held.seq && said.hash === held.hash;
		const imported = { device, entries, before, outcomes, unread, said: said.seq, held: held.seq, equal };
		return { form: 'import' as const, imported };
	},
};

/** The rest of a refused file is read and dropped, so that the browser lives to see the answer. */
async function afterBody(request: Request, refusal: unknown): Promise<never> {
	await request.body?.pipeTo(new WritableStream());
	throw refusal;
}
