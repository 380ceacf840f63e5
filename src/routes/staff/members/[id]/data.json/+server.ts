import { error } from '@sveltejs/kit';
import { asId, type MemberId } from '$lib/base/id.ts';
import { openDesk } from '../../../desk.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { hub, staff } = await openDesk(event, 'editMembers');
	const data = await hub.members.export(staff, asId<MemberId>(event.params.id));
	if (!data) error(404, 'no such member among those that you look after');
	return new Response(JSON.stringify(data, null, '\t'), {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="member-${event.params.id}.json"`,
			// A person's data: nothing is left on a shared computer but what was saved on purpose.
			'cache-control': 'no-store',
		},
	});
};
