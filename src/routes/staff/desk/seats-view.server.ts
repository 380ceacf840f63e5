import type { MemberId, OfferingId } from '$lib/base/id.ts';
import { inLanguage } from '$lib/domain/text.ts';
import { deskWords } from '$lib/i18n/staff/desk-words.ts';
import type { AtDesk } from './desk-acts.server.ts';

/** A class in a line: its course, and which of its classes. */
function nameOf({ catalogue, setting }: AtDesk, id: OfferingId): string {
	const offering = catalogue.offerings.get(id);
	const course = offering && catalogue.courses.get(offering.courseId);
	return (
		[course, offering].flatMap((it) => (it ? [inLanguage(it.name, setting.lang)] : [])).join(' · ') || id
	);
}

/** What somebody has a seat in or waits for at this venue. */
export async function seatsOf(at: AtDesk, memberId: MemberId) {
	const words = deskWords(at.setting.lang);
	const own = await at.hub.signUps.own(memberId);
	return own
		.filter(({ venueId }) => venueId === at.venueId)
		.map(({ offeringId, standing }) => ({
			offeringId,
			name: nameOf(at, offeringId),
			state: standing.is === 'seated' ? words.person.seated : words.person.waiting(standing.place),
		}));
}

/** Classes that still meet, today's first. */
export function offersOf(at: AtDesk) {
	const { catalogue, setting, meeting } = at;
	const next = new Map<OfferingId, number>();
	for (const { offeringId, endsAt, status, startsAt } of catalogue.sessions.values())
		if (status === 'scheduled' && endsAt > setting.now)
			next.set(offeringId, Math.min(startsAt, next.get(offeringId) ?? Infinity));
	return [...next]
		.sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
		.map(([id]) => ({ id, name: nameOf(at, id), chosen: id === meeting.offering.id }));
}
