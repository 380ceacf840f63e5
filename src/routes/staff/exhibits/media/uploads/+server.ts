import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { openDesk } from '../../../desk.server.ts';
import { labelIn } from '../label-form.server.ts';
import type { RequestHandler } from './$types';

const BeginSchema = v.object({
	name: v.pipe(v.string(), v.maxLength(300)),
	bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
	mark: v.pipe(v.string(), v.minLength(8), v.maxLength(200)),
	label: v.record(v.string(), v.pipe(v.string(), v.maxLength(400))),
});

/** Begins to send a file in pieces, or goes on with one that was cut off. */
export const POST: RequestHandler = async (event) => {
	const { hub, venueId, staff } = await openDesk(event, 'writeExhibits');
	const said = v.safeParse(BeginSchema, await event.request.json().catch(() => null));
	if (!said.success) return json({ fault: 'no-such-upload' }, { status: 400 });
	const { name, bytes, mark } = said.output;
	const label = await labelIn({ hub, venueId }, (field) => said.output.label[field] ?? '');
	if (!label.ok) return json({ problem: label.error }, { status: 400 });
	const begun = await hub.media.begin(staff, venueId, { name, bytes, mark, label: label.value });
	return begun.ok ? json(begun.value) : json({ fault: begun.error }, { status: 400 });
};
