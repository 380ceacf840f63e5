import { fail, type RequestEvent } from '@sveltejs/kit';
import { pageLanguage } from '../../page-language.server.ts';
import { openDesk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import { keptView } from './kept-view.server.ts';
import { seenClashes, seenText, toldClashes } from './clash-view.server.ts';

/** So many clashes are told one by one. */
const TOLD = 40;

/** Takes an edit back, or says why not; into clashes only once they have been shown. The same on every page that tells of edits. */
export async function undoEdit(event: RequestEvent) {
	const { hub, venueId, staff, catalogue } = await openDesk(event, 'editSchedule');
	const { edit, what, seen } = await formText(event, 'edit', 'what', 'seen');
	const done = await hub.schedule.undo(staff, venueId, edit, seenClashes(seen));
	const lang = pageLanguage(event);
	if (done.ok) return { undone: what, undoKept: keptView(catalogue, done.value.kept, lang) };
	const { fault, clashes } = done.error;
	if (fault !== 'clashes') return fail(409, { undoFault: fault });
	const told = toldClashes(catalogue, clashes.slice(0, TOLD), lang);
	return fail(409, {
		undoClash: { told: [...new Set(told)], asked: { edit, what, seen: seenText(clashes) } },
	});
}
