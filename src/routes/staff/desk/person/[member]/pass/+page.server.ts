import { error } from '@sveltejs/kit';
import { inLanguage } from '$lib/domain/text.ts';
import { deskWords } from '$lib/i18n/staff/desk-words.ts';
import { drawPass } from '../../../../../pass-qr.ts';
import { asMember, openAtDesk } from '../../../desk-acts.server.ts';
import { openDesk } from '../../../../desk.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await openDesk(event, 'checkIn');
	const at = await openAtDesk(event);
	const memberId = asMember(event.params.member);
	if (!at) error(404, 'no session today');
	const { hub, staff, venueId, meeting, catalogue, setting } = at;
	const sessionId = meeting.session.id;
	const person = memberId && (await hub.desk.person(venueId, { sessionId, memberId }));
	if (!person || person.guest) error(404, 'no such member');
	const text = await hub.desk.printPass(staff, venueId, person.memberId);
	if (!text.ok) error(text.error === 'not-ours' ? 403 : 404, deskWords(setting.lang).fault[text.error]);
	// A working pass: no cache, no history page, nothing left on a shared computer.
	event.setHeaders({ 'cache-control': 'no-store' });
	const { memberId: id, name, number } = person;
	return {
		sessionId,
		venue: inLanguage(catalogue.venue.name, setting.lang),
		pass: { memberId: id, name, number, code: drawPass(text.value) },
	};
};
