import { redirect } from '@sveltejs/kit';
import type { VenueId } from '$lib/base/id.ts';
import type { Hub } from '$lib/server/hub.ts';

const DONE = 'done';
/** Colleagues may have edited since. */
const LOOKED_AT = 10;

/** To a page that tells what was done, and can be loaded again without doing it again. */
export const tellDone = (here: string, editId: string): never => redirect(303, `${here}?${DONE}=${editId}`);

/** What was done on the way to this page, as long as it can be taken back. */
export async function doneEdit(hub: Hub, venueId: VenueId, url: URL) {
	const editId = url.searchParams.get(DONE);
	if (editId === null) return null;
	const edit = (await hub.schedule.edits(venueId, LOOKED_AT)).find((one) => one.editId === editId);
	return edit && !edit.undone ? { editId, count: edit.changes.length } : null;
}
