import type { MemberId, VenueId } from '../base/id.ts';
import { meetingOf } from '../domain/catalogue.ts';
import { readCatalogue } from './catalogue.ts';
import type { OwnMeeting } from './mine.ts';
import type { Tx } from './storage/port.ts';

/** Every meeting of a person's classes, and those to which they came otherwise, at every venue, by start. */
export async function ownMeetings(tx: Tx, memberId: MemberId): Promise<OwnMeeting[]> {
	const came = await tx.attendance.ofMember(memberId);
	const venues = new Set<VenueId>([
		...(await tx.people.venuesOf(memberId)),
		...came.map((row) => row.venueId),
	]);
	const own: OwnMeeting[] = [];
	for (const venueId of venues) {
		const catalogue = await readCatalogue(tx, venueId);
		if (!catalogue) continue;
		const offerings = new Set(await tx.people.offeringsOf(venueId, memberId));
		const here = new Map(came.filter((row) => row.venueId === venueId).map((row) => [row.sessionId, row]));
		const ids = new Set(here.keys());
		for (const { id, offeringId } of catalogue.sessions.values()) if (offerings.has(offeringId)) ids.add(id);
		for (const id of ids) {
			const meeting = meetingOf(catalogue, id);
			const attendance = here.get(id)?.attendance ?? null;
			if (meeting)
				own.push({
					venue: catalogue.venue,
					meeting,
					attendance,
					enrolled: offerings.has(meeting.offering.id),
				});
		}
	}
	return own.sort((a, b) => a.meeting.session.startsAt - b.meeting.session.startsAt);
}
