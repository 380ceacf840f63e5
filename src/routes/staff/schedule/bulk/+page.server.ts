import { fail } from '@sveltejs/kit';
import { asId, type RoomId, type SessionId } from '$lib/base/id.ts';
import { bulkChanges, type BulkAct } from '$lib/domain/bulk-change.ts';
import { asTeacher, type Teacher } from '$lib/domain/course.ts';
import { pageLanguage } from '../../../page-language.server.ts';
import { openDesk, type Desk } from '../../desk.server.ts';
import { seenClashes } from '../clash-view.server.ts';
import { offeringChoices, roomChoices } from '../session-form.server.ts';
import { doneEdit, tellDone } from './done.server.ts';
import { planView } from './plan-view.server.ts';
import { askedSelection, MOST_AT_ONCE, selectedView } from './selection.server.ts';
import { undoEdit } from '../undo.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'editSchedule');
	const { lang } = await event.parent();
	const asked = askedSelection(event.url.searchParams, hub.clock.now(), catalogue.venue.zone);
	return {
		asked: asked.typed,
		fault: asked.selection ? null : ('bad-date' as const),
		selected: asked.selection ? selectedView(catalogue, asked.selection, hub.clock.now(), lang) : null,
		done: await doneEdit(hub, venueId, event.url),
		most: MOST_AT_ONCE,
		rooms: roomChoices(catalogue, lang),
		offerings: offeringChoices(catalogue, lang),
		teachers: (await hub.catalogueEdits.teachers(venueId))
			.filter((one) => !one.archived)
			.map(({ name }) => name.zh),
	};
};

const FIELDS = ['ids', 'do', 'minutes', 'toRoom', 'teacher', 'reason', 'seen', 'shown'] as const;
type Typed = Record<(typeof FIELDS)[number], string>;
type Fault = 'none-selected' | 'bad-minutes' | 'nothing-to-do' | 'reason-missing';

/** What the form asks for; ticked boxes come one by one, a preview sends them on in one text. */
async function askedAct(
	{ hub, venueId }: Desk,
	typed: Typed,
): Promise<BulkAct | Exclude<Fault, 'none-selected'>> {
	const text = typed.reason.trim();
	const reason = text ? { zh: text.slice(0, 200) } : null;
	if (typed.do === 'cancel') return reason ? { do: 'cancel', reason } : 'reason-missing';
	if (typed.do === 'substitute') {
		const name = typed.teacher.trim();
		const known = (await hub.catalogueEdits.teachers(venueId)).find((one) => one.name.zh === name);
		const teacher: Teacher | null = known ? asTeacher(known) : name ? { name: { zh: name } } : null;
		return { do: 'substitute', teacher, reason };
	}
	const minutes = typed.minutes.trim() || '0';
	if (!/^[+-]?\d{1,6}$/.test(minutes)) return 'bad-minutes';
	if (Number(minutes) === 0 && !typed.toRoom) return 'nothing-to-do';
	return {
		do: 'move',
		minutes: Number(minutes),
		roomId: typed.toRoom ? asId<RoomId>(typed.toRoom) : null,
		reason,
	};
}

async function asked(desk: Desk, form: FormData) {
	const text = (key: string): string => {
		const value = form.get(key);
		return typeof value === 'string' ? value : '';
	};
	const typed = Object.fromEntries(FIELDS.map((key) => [key, text(key)])) as Typed;
	const ticked = form.getAll('id').filter((id) => typeof id === 'string');
	const ids = [...ticked, ...typed.ids.split(' ')].filter(Boolean).slice(0, MOST_AT_ONCE);
	const sessions = ids.flatMap((id) => desk.catalogue.sessions.get(asId<SessionId>(id)) ?? []);
	const kept = { ...typed, ids: sessions.map(({ id }) => id).join(' ') };
	const act = await askedAct(desk, typed);
	const fault: Fault | null = sessions.length === 0 ? 'none-selected' : typeof act === 'string' ? act : null;
	return { typed: kept, fault, wanted: typeof act === 'string' ? [] : bulkChanges(sessions, act) };
}

export const actions: Actions = {
	preview: async (event) => {
		const desk = await openDesk(event, 'editSchedule');
		const { typed, fault, wanted } = await asked(desk, await event.request.formData());
		if (fault) return fail(400, { typed, fault });
		const planned = await desk.hub.schedule.plan(desk.venueId, wanted);
		if (!planned.ok) return fail(400, { typed, refused: planned.error.fault });
		return { typed, plan: planView(desk.catalogue, planned.value, pageLanguage(event)) };
	},
	apply: async (event) => {
		const desk = await openDesk(event, 'editSchedule');
		const { typed, fault, wanted } = await asked(desk, await event.request.formData());
		if (fault) return fail(400, { typed, fault });
		const { hub, staff, venueId, catalogue } = desk;
		const done = await hub.schedule.change(staff, venueId, wanted, seenClashes(typed.seen), typed.shown);
		if (done.ok) return tellDone(event.url.pathname, done.value.editId);
		const refused = done.error.fault;
		if (refused !== 'clashes' && refused !== 'changed-since') return fail(400, { typed, refused });
		const planned = await hub.schedule.plan(venueId, wanted);
		if (!planned.ok) return fail(400, { typed, refused: planned.error.fault });
		const plan = planView(catalogue, planned.value, pageLanguage(event));
		return fail(409, { typed, plan, fault: 'changed-since' as const });
	},
	undo: undoEdit,
};
