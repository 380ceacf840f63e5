import { error } from '@sveltejs/kit';
import { notTooOften, requireMember } from '../member.server.ts';
import type { RequestHandler } from './$types';

/** All that is kept about a person, as a file of their own (PIPL, article 45). */
export const GET: RequestHandler = async (event) => {
	const { person } = await requireMember(event);
	notTooOften(event, 'phone');
	const data = await event.locals.hub.mine.everything(person.memberId);
	if (!data) error(404, 'nothing is kept');
	return new Response(JSON.stringify(data, null, '\t'), {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="gongzhan-${data.madeAt.slice(0, 10)}.json"`,
			'cache-control': 'no-store',
		},
	});
};
