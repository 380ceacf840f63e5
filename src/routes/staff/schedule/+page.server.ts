import { fail } from '@sveltejs/kit';
import { asId, type RoomId, type SessionId } from '$lib/base/id.ts';
import { isDate } from '$lib/domain/holidays.ts';
import { instantOf, localTime } from '$lib/domain/venue-time.ts';
import { openDesk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import { clashView, seenClashes } from './clash-view.server.ts';
import { editView, whatOf } from './edit-view.server.ts';
import { mondayOf, weekView } from './week-view.server.ts';
import { undoEdit } from './undo.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Edits that can be taken back from here; an import, which is on no session's own page, for longer. */
const SHOWN = 5;
const LOOKED_THROUGH = 200;

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'seeSchedule');
	const { lang } = await event.parent();
	const now = hub.clock.now();
	const monday = mondayOf(event.url.searchParams.get('week'), now, catalogue.venue.zone);
	const latest = await hub.schedule.edits(venueId, LOOKED_THROUGH);
	const edits = latest
		.filter(({ did, undone }, n) => n < SHOWN || (did.includes('import') && !undone))
		.slice(0, 2 * SHOWN);
	return {
		week: weekView(catalogue, monday, now, lang),
		edits: edits.map((edit) => editView(edit, catalogue, now, lang)),
	};
};

export const actions: Actions = {
	/** Dropped on another room or day: the time of day stays. */
	move: async (event) => {
		const { hub, venueId, catalogue, staff } = await openDesk(event, 'editSchedule');
		const typed = await formText(event, 'id', 'room', 'date', 'seen', 'lang');
		const lang = typed.lang === 'en' ? 'en' : 'zh';
		const sessionId = asId<SessionId>(typed.id);
		const session = catalogue.sessions.get(sessionId);
		if (!session) return fail(400, { fault: 'no-such-session' as const });
		if (!isDate(typed.date)) return fail(400, { fault: 'bad-date' as const });
		const { zone } = catalogue.venue;
		const startsAt = instantOf(typed.date, localTime(session.startsAt, zone), zone);
		const roomId = asId<RoomId>(typed.room);
		const done = await hub.schedule.change(
			staff,
			venueId,
			[{ do: 'move', sessionId, roomId, startsAt }],
			seenClashes(typed.seen),
		);
		if (done.ok) {
			const { editId } = done.value;
			return { done: { editId, did: 'move' as const, what: whatOf(catalogue, sessionId, lang) } };
		}
		const { fault, clashes } = done.error;
		if (fault !== 'clashes') return fail(400, { fault });
		const span = { startsAt, endsAt: startsAt + (session.endsAt - session.startsAt) };
		const seats = catalogue.offerings.get(session.offeringId)?.capacity ?? 0;
		return fail(409, {
			asked: { id: typed.id, room: typed.room, date: typed.date },
			clash: clashView(catalogue, clashes, span, seats, lang),
		});
	},
	undo: undoEdit,
};
