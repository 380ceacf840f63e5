import { fail, type RequestEvent } from '@sveltejs/kit';
import { asId, type MemberId } from '$lib/base/id.ts';
import type { Meeting } from '$lib/domain/catalogue.ts';
import { pageLanguage } from '../../page-language.server.ts';
import { openDesk, type Desk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import { chosenMeeting, whyNot, type Setting } from './desk-view.server.ts';
import { stripOf } from './strip.server.ts';

/** What was done, for a page to say so. */
export interface Done {
	readonly act: 'in' | 'override' | 'out' | 'undone' | 'guest' | 'signedUp' | 'waiting' | 'withdrawn';
	readonly name: string;
	/** What would take it back. */
	readonly undo: { readonly memberId: string; readonly entryId: string } | null;
	/** On a waiting list. */
	readonly place?: number;
}

export interface AtDesk extends Desk {
	readonly meeting: Meeting;
	readonly setting: Setting;
}

/** Who acts, and on which session: `?session=`, as the page that the form stands on. Null: there is none. */
export async function openAtDesk(event: RequestEvent): Promise<AtDesk | null> {
	const desk = await openDesk(event, 'checkIn');
	const setting = { catalogue: desk.catalogue, lang: pageLanguage(event), now: desk.hub.clock.now() };
	const asked = event.url.searchParams.get('session') ?? event.params['id'] ?? null;
	const meeting = chosenMeeting(asked, stripOf(setting), desk.catalogue);
	return meeting && { ...desk, meeting, setting };
}

export const asMember = (typed: string): MemberId | null =>
	/^[0-9a-f]{16}$/.test(typed) ? asId<MemberId>(typed) : null;

type Fault = 'not-ours' | 'no-such-session' | 'no-such-member' | 'not-here' | 'no-such-fact' | 'not-offered';
export const lost = (fault: Fault) => fail(400, { fault });

/** The acts on one person that the desk, a person's page and a session's page share. */
export async function actOn(event: RequestEvent, act: 'in' | 'out' | 'undone') {
	const at = await openAtDesk(event);
	if (!at) return lost('no-such-session');
	const typed = await formText(event, 'memberId', 'undoes', 'reason', 'override');
	const memberId = asMember(typed.memberId);
	if (!memberId) return lost('no-such-member');
	const { hub, staff, venueId, meeting } = at;
	const person = { sessionId: meeting.session.id, memberId };
	const reason = typed.reason.trim();
	const overrides = act === 'in' && typed.override !== '';
	if (overrides && (reason === '' || reason.length > 200)) return asksReason(at, person, true);
	const answer =
		act === 'in'
			? await hub.desk.checkIn(staff, venueId, person, overrides ? reason : null)
			: act === 'out'
				? await hub.desk.checkOut(staff, venueId, person)
				: await hub.desk.undo(staff, venueId, { ...person, undoes: typed.undoes });
	if (!answer.ok)
		return typeof answer.error === 'string' ? lost(answer.error) : asksReason(at, person, false);
	const now = await hub.desk.person(venueId, person);
	const undo = act !== 'undone' && now?.lastMove ? { memberId, entryId: now.lastMove.entryId } : null;
	const done: Done = { act: overrides ? 'override' : act, name: now?.name ?? '', undo };
	return { done };
}

/** `missing`: a reason was asked for and not given. */
async function asksReason(
	{ hub, venueId, setting }: AtDesk,
	person: { sessionId: Meeting['session']['id']; memberId: MemberId },
	missing: boolean,
) {
	const found = await hub.desk.person(venueId, person);
	if (!found) return lost('no-such-member');
	const why = (found.verdict && whyNot(found.verdict, setting)) ?? '';
	return fail(missing ? 400 : 409, { asks: { memberId: person.memberId, name: found.name, why, missing } });
}

/** A phone number, for whoever asks for this person's. */
export async function showPhone(event: RequestEvent) {
	const at = await openAtDesk(event);
	if (!at) return lost('no-such-session');
	const memberId = asMember((await formText(event, 'memberId')).memberId);
	const { hub, staff, venueId, meeting } = at;
	const found = memberId && (await hub.desk.person(venueId, { sessionId: meeting.session.id, memberId }));
	if (!found) return lost('no-such-member');
	const phone = await hub.desk.phone(staff, venueId, found.memberId);
	return phone.ok ? { phone: { name: found.name, number: phone.value } } : lost(phone.error);
}
