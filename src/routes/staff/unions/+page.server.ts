import { fail } from '@sveltejs/kit';
import { openDesk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub } = await openDesk(event, 'seeUnions');
	const tree = await hub.unions.tree();
	const asked = event.url.searchParams.get('edit');
	return { ...tree, edits: tree.lines.find(({ id }) => id === asked) ?? null };
};

export const actions: Actions = {
	put: async (event) => {
		const { hub, staff } = await openDesk(event, 'editUnions');
		const typed = await formText(event, 'id', 'name', 'parent');
		const unit = { id: typed.id || null, name: typed.name, parentId: typed.parent || null };
		const done = await hub.unions.put(staff, unit);
		return done.ok ? { saved: typed.name.trim() } : fail(400, { typed, fault: done.error });
	},
	remove: async (event) => {
		const { hub, staff } = await openDesk(event, 'editUnions');
		const { id } = await formText(event, 'id');
		const done = await hub.unions.remove(staff, id);
		return done.ok ? { removed: true as const } : fail(409, { fault: done.error });
	},
};
