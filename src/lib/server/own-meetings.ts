import type { MemberId, VenueId } from '../base/id.ts';
import { meetingOf, type Meeting } from '../domain/catalogue.ts';
import { catalogueOf, catalogueRows } from './catalogue.ts';
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
		const rows = await catalogueRows(tx, venueId);
		const catalogue = catalogueOf(rows);
		if (!catalogue) continue;
		const revs = new Map(rows.map(({ kind, id, rev }) => [`${kind} ${id}`, rev]));
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
					edition: editionOf(meeting, venueId, revs),
				});
		}
	}
	return own.sort((a, b) => a.meeting.session.startsAt - b.meeting.session.startsAt);
}

/** A record is written under a higher count of its venue each time. */
export function editionOf(
	{ session, offering, course, room }: Meeting,
	venueId: VenueId,
	revs: ReadonlyMap<string, number>,
): number {
	const told = [`session ${session.id}`, `offering ${offering.id}`, `course ${course.id}`, `room ${room.id}`];
	return Math.max(...[...told, `venue ${venueId}`].map((name) => revs.get(name) ?? 0));
}
