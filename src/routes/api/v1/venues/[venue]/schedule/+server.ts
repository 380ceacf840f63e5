import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { problem } from '$lib/server/http/problem.ts';
import { tellSchedule } from '$lib/server/interchange/api-schedule.ts';

export const GET = endpoint(API.venueSchedule, async ({ hub, params, query, event }) => {
	if (!(await hub.scheduleKeys.admits(params.venue, query.key ?? null)))
		return problem('forbidden', {
			message: 'key: this venue keeps its schedule to itself',
			field: 'key',
			hint: 'ask the venue for the address of its schedule, which ends in a key',
		});
	const told = await tellSchedule(hub, params.venue, query);
	if (!told.ok && told.error === 'no-such-venue')
		return problem('not-found', { message: `there is no venue ${params.venue}`, field: 'venue' });
	if (!told.ok)
		return problem('invalid', {
			message: 'to: must be a date from `from` on, at most 366 days later',
			field: 'to',
		});
	event.setHeaders({ 'access-control-allow-origin': '*' });
	return told.value;
});
