import type { RequestEvent } from '@sveltejs/kit';
import { auditWords } from '$lib/i18n/staff/audit-words.ts';
import { openDesk, type Desk } from '../desk.server.ts';
import { askedAudit } from './asked-audit.server.ts';
import { auditLines } from './audit-view.server.ts';
import type { PageServerLoad } from './$types';

const PAGE = 50;

export const load: PageServerLoad = async (event) => {
	const desk = await openDesk(event, 'readAudit');
	const { lang } = await event.parent();
	const asked = askedAudit(event, desk);
	const rows = await desk.hub.storage.read((tx) => tx.audit.find(asked.filter, PAGE + 1));
	const lines = await auditLines(desk.hub, rows.slice(0, PAGE), desk.catalogue, lang);
	const { who, kind, day, city } = asked;
	return {
		lines,
		asked: { who, kind, day, city },
		isLatest: !asked.filter.before,
		older: rows.length > PAGE ? address(event, lines.at(-1)!.place) : null,
		csv: address(event, null),
		people: await peopleOf(desk, auditWords(lang).hub),
		mayCity: desk.staff.venueId === null,
	};
};

/** The same filter, from this line on. */
function address({ url }: RequestEvent, before: string | null): string {
	const query = new URLSearchParams(url.searchParams);
	query.delete('before');
	query.delete('lang');
	if (before) query.set('before', before);
	return `?${query}`;
}

/** Whom one can ask for: staff, the venue's devices, the hub. */
async function peopleOf({ hub, staff, venueId }: Desk, hubName: string) {
	const { accounts } = await hub.accounts.list(staff);
	const devices = await hub.devices.list(venueId);
	return [
		...accounts.map(({ id, name }) => ({ id: `staff:${id}`, name })),
		...devices.map(({ id, name }) => ({ id: `device:${id}`, name })),
		{ id: 'hub', name: hubName },
	];
}
