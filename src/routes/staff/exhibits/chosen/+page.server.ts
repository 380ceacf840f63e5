import { fail, redirect } from '@sveltejs/kit';
import { isoWeek } from '$lib/domain/period.ts';
import { localDate } from '$lib/domain/venue-time.ts';
import { may } from '../../access.ts';
import { openDesk, type Desk } from '../../desk.server.ts';
import { MOST_EXHIBITS } from '../choices.server.ts';
import { formText } from '../../form-text.server.ts';
import type { Actions, PageServerLoad } from './$types';

const PERIOD = {
	honoree: /^\d{4}-(?:0[1-9]|1[0-2])$/,
	story: /^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/,
} as const;
type Kind = keyof typeof PERIOD;

export const load: PageServerLoad = async (event) => {
	const desk = await openDesk(event, 'seeExhibits');
	const today = localDate(desk.hub.clock.now(), desk.catalogue.venue.zone);
	return {
		writes: may(desk.staff.role, 'approveExhibits'),
		month: today.slice(0, 7),
		week: isoWeek(today),
		honoree: await choice(desk, 'honoree'),
		story: await choice(desk, 'story'),
		done: event.url.searchParams.get('done'),
	};
};

async function choice({ hub, venueId }: Desk, kind: Kind) {
	const { rows } = await hub.exhibition.list(venueId, { kind, seen: 'shown' }, 0, MOST_EXHIBITS);
	const named = rows.map(({ id, title }) => ({ id, title }));
	return {
		rows: named.sort((a, b) => a.title.localeCompare(b.title, 'zh-CN')),
		chosen: (await hub.exhibition.chosen(venueId, kind)).map(({ id, title, standing }) => ({
			...{ id, title, period: standing.chosen! },
		})),
	};
}

export const actions: Actions = {
	choose: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'approveExhibits');
		const typed = await formText(event, 'kind', 'id', 'period');
		const kind: Kind = typed.kind === 'story' ? 'story' : 'honoree';
		const period = typed.period.trim();
		if (period !== '' && !PERIOD[kind].test(period)) return fail(400, { fault: 'bad-period' as const });
		const done = await hub.exhibition.choose(staff, venueId, { kind, id: typed.id }, period || null);
		if (!done.ok) return fail(400, { fault: done.error.fault });
		redirect(303, '/staff/exhibits/chosen?done=choose');
	},
};
