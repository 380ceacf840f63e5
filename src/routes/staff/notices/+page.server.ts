import { fail } from '@sveltejs/kit';
import { asId, type EmergencyId, type NoticeId } from '$lib/base/id.ts';
import { fieldTime } from '$lib/domain/field-time.ts';
import { EMERGENCIES } from '$lib/domain/emergency-shapes.ts';
import { isOver } from '$lib/domain/emergency.ts';
import { dayBounds } from '$lib/domain/venue-time.ts';
import { formatMoment } from '$lib/i18n/time.ts';
import { openDesk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import { NOTICE_FIELDS, readNotice, typedFrom } from './notice-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** How long an emergency may be chosen to stand, in minutes. */
export const _LENGTHS = [15, 30, 60, 120, 240, 480, 720];
const OWN_WORDS = 200;

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'announce');
	const { lang } = await event.parent();
	const { zone } = catalogue.venue;
	const now = hub.clock.now();
	const when = (at: number) => formatMoment(at, now, zone, lang);
	const notices = await hub.notices.list(venueId);
	const changing = notices.find(
		({ id, until }) => id === event.url.searchParams.get('change') && until > now,
	);
	return {
		now,
		zone,
		notices: notices.map((notice) => ({
			...notice,
			...{ begins: when(notice.from), ends: when(notice.until) },
			state:
				notice.until <= now ? ('over' as const) : notice.from <= now ? ('now' as const) : ('later' as const),
		})),
		blank: changing
			? typedFrom(changing, zone)
			: {
					...{ id: '', title: '', titleEn: '', text: '', textEn: '', priority: '' },
					...{ from: fieldTime(now, zone), until: fieldTime(dayBounds(now, zone).to - 60_000, zone) },
				},
		emergencies: (await hub.notices.emergencies(venueId)).map((one) => ({
			...{ id: one.id, what: one.what, over: isOver(one, now) },
			...{ until: when(one.until), endedAt: when(Math.min(one.endedAt ?? one.until, one.until)) },
		})),
		lengths: _LENGTHS,
	};
};

export const actions: Actions = {
	put: async (event) => {
		const { hub, staff, venueId, catalogue } = await openDesk(event, 'announce');
		const typed = await formText(event, ...NOTICE_FIELDS);
		const read = readNotice(typed, catalogue.venue.zone);
		if (!read.ok) return fail(400, { form: 'notice' as const, typed, fault: read.error });
		const id = typed.id ? asId<NoticeId>(typed.id) : undefined;
		const done = await hub.notices.put(staff, venueId, read.value, id);
		if (!done.ok) return fail(400, { form: 'notice' as const, typed, fault: done.error });
		return { form: 'notice' as const, done: id ? ('changed' as const) : ('put' as const) };
	},
	end: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'announce');
		const { id } = await formText(event, 'id');
		const done = await hub.notices.end(staff, venueId, asId<NoticeId>(id));
		if (!done.ok) return fail(400, { form: 'list' as const, fault: done.error });
		return { form: 'list' as const, done: 'ended' as const };
	},
	raise: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'raiseEmergency');
		const typed = await formText(event, 'what', 'minutes', 'own', 'checkIn', 'confirm');
		const what = EMERGENCIES.find((known) => known === typed.what);
		const minutes = _LENGTHS.find((length) => String(length) === typed.minutes);
		if (!what || !minutes || !typed.confirm)
			return fail(400, { form: 'emergency' as const, fault: 'not-confirmed' as const });
		const own = typed.own.trim();
		if (own.length > OWN_WORDS)
			return fail(400, { form: 'emergency' as const, fault: 'text-too-long' as const });
		const raised = { what, minutes, checkIn: typed.checkIn !== '', ...(own && { text: { zh: own } }) };
		await hub.notices.raise(staff, venueId, raised);
		return { form: 'emergency' as const, done: 'raised' as const };
	},
	over: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'raiseEmergency');
		const { id } = await formText(event, 'id');
		const done = await hub.notices.endEmergency(staff, venueId, asId<EmergencyId>(id));
		if (!done.ok) return fail(400, { form: 'emergency' as const, fault: done.error });
		return { form: 'emergency' as const, done: 'over' as const };
	},
};
