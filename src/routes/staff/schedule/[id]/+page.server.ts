import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { asId, type SessionId } from '$lib/base/id.ts';
import { meetingOf } from '$lib/domain/catalogue.ts';
import type { ScheduleChange } from '$lib/domain/schedule-change.ts';
import { inLanguage } from '$lib/domain/text.ts';
import { localDate } from '$lib/domain/venue-time.ts';
import { openDesk, type Desk } from '../../desk.server.ts';
import { formText } from '../../form-text.server.ts';
import { sessionHead } from '../../roster-view.server.ts';
import { clashView, seenClashes } from '../clash-view.server.ts';
import { editView } from '../edit-view.server.ts';
import { readWhen, roomChoices } from '../session-form.server.ts';
import { undoEdit } from '../undo.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Edits among which this session's own are looked for. */
const LOOKED_AT = 200;

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'seeSchedule');
	const { lang } = await event.parent();
	const id = asId<SessionId>(event.params.id);
	const meeting = meetingOf(catalogue, id);
	const head = sessionHead(catalogue, id, lang);
	if (!meeting || !head) error(404, 'no such session at this venue');
	const { session } = meeting;
	const { zone } = catalogue.venue;
	const now = hub.clock.now();
	const edits = await hub.schedule.edits(venueId, LOOKED_AT);
	return {
		head,
		date: localDate(session.startsAt, zone),
		room: session.roomId,
		reason: session.reason ? inLanguage(session.reason, lang) : '',
		substitute: session.substitute ? inLanguage(session.substitute.name, lang) : '',
		over: session.endsAt <= now,
		rooms: roomChoices(catalogue, lang),
		edits: edits
			.filter(({ changes }) => changes.some((change) => change.id === id))
			.map((edit) => editView(edit, catalogue, now, lang)),
	};
};

const text = (typed: string) => (typed.trim() ? { zh: typed.trim().slice(0, 200) } : null);

/** Does it, or says why not: with clashes, what they are and where there is room. */
async function act(
	{ hub, venueId, catalogue, staff }: Desk,
	wanted: Exclude<ScheduleChange, { do: 'add' }>,
	asked: Readonly<Record<string, string>> = {},
) {
	const seen = seenClashes(asked['seen'] ?? '');
	const done = await hub.schedule.change(staff, venueId, [wanted], seen);
	if (done.ok) return { done: { editId: done.value.editId, did: wanted.do } };
	const { fault, clashes } = done.error;
	if (fault !== 'clashes') return fail(400, { fault });
	const session = catalogue.sessions.get(wanted.sessionId)!;
	const span = {
		startsAt: (wanted.do === 'move' ? wanted.startsAt : null) ?? session.startsAt,
		endsAt: (wanted.do === 'move' ? wanted.endsAt : null) ?? session.endsAt,
	};
	const seats = catalogue.offerings.get(session.offeringId)?.capacity ?? 0;
	const lang = asked['lang'] === 'en' ? 'en' : 'zh';
	return fail(409, { asked, clash: clashView(catalogue, clashes, span, seats, lang), clashOf: wanted.do });
}

const sessionIdIn = ({ params }: RequestEvent<{ id: string }>): SessionId => asId<SessionId>(params.id);

export const actions: Actions = {
	move: async (event) => {
		const desk = await openDesk(event, 'editSchedule');
		const typed = await formText(event, 'date', 'from', 'to', 'room', 'reason', 'seen', 'lang');
		const when = readWhen(typed, desk.catalogue.venue.zone);
		if (!when.ok) return fail(400, { fault: when.error });
		const reason = text(typed.reason);
		const change = { do: 'move', sessionId: sessionIdIn(event), ...when.value } as const;
		return act(desk, { ...change, ...(reason ? { reason } : {}) }, typed);
	},
	cancel: async (event) => {
		const desk = await openDesk(event, 'editSchedule');
		const reason = text((await formText(event, 'reason')).reason);
		if (!reason) return fail(400, { fault: 'reason-missing' as const });
		return act(desk, { do: 'cancel', sessionId: sessionIdIn(event), reason });
	},
	reinstate: async (event) => {
		const desk = await openDesk(event, 'editSchedule');
		const typed = await formText(event, 'seen', 'lang');
		return act(desk, { do: 'reinstate', sessionId: sessionIdIn(event) }, typed);
	},
	substitute: async (event) => {
		const desk = await openDesk(event, 'editSchedule');
		const typed = await formText(event, 'teacher', 'reason', 'seen', 'lang');
		const [name, reason] = [text(typed.teacher), text(typed.reason)];
		const change = { do: 'substitute', sessionId: sessionIdIn(event), teacher: name && { name } } as const;
		return act(desk, { ...change, ...(reason ? { reason } : {}) }, typed);
	},
	remove: async (event) => {
		const desk = await openDesk(event, 'editSchedule');
		const sessionId = sessionIdIn(event);
		const session = desk.catalogue.sessions.get(sessionId);
		const done = await act(desk, { do: 'remove', sessionId });
		if (!('done' in done) || !session) return done;
		redirect(303, `/staff/schedule?week=${localDate(session.startsAt, desk.catalogue.venue.zone)}`);
	},
	undo: undoEdit,
};
