import { asId, type MemberId, type OfferingId, type SessionId, type VenueId } from '../../base/id.ts';
import { meetingOf, type Catalogue } from '../../domain/catalogue.ts';
import type { Cell } from '../../domain/table-headers.ts';
import type { Language } from '../../domain/text.ts';
import { localDate, localTime } from '../../domain/venue-time.ts';
import { exportWords } from '../../i18n/staff/export-words.ts';
import type { MemberRow } from '../storage/people-port.ts';
import type { HubStorage } from '../storage/port.ts';

/** Tables with people in them: whoever gets one is written down. */

const PAGE = 500;

/** Everyone enrolled at the venue and in what, in the columns that an import of members reads. */
export async function membersTable(
	storage: HubStorage,
	venueId: VenueId,
	{ offerings, courses }: Catalogue,
	language: Language,
): Promise<Cell[][]> {
	const rows: Cell[][] = [exportWords(language).memberHeaders];
	const className = (id: string): string => {
		const offering = offerings.get(asId(id));
		const course = offering && courses.get(offering.courseId);
		return course ? `${course.name.zh}${offering.name.zh}` : id;
	};
	for (let after = ''; ;) {
		const page = await storage.read(async (tx) => {
			const members = await tx.people.enrolledAnywhere(venueId, after, PAGE);
			const told: Cell[][] = [];
			for (const { memberId, name, number, phone, union } of members) {
				const classes = await tx.people.offeringsOf(venueId, memberId);
				told.push([name, number, phone, union, classes.map(className).join('、')]);
			}
			return { told, last: members.at(-1)?.memberId };
		});
		rows.push(...page.told);
		if (page.told.length < PAGE || page.last === undefined) return rows;
		after = page.last;
	}
}

export interface Days {
	/** Instants. */
	readonly from: number;
	readonly to: number;
}

/** Who was expected or came to each session of a while. Who was erased meanwhile is counted nowhere here. */
export async function attendanceTable(
	storage: HubStorage,
	venueId: VenueId,
	catalogue: Catalogue,
	{ from, to }: Days,
	language: Language,
): Promise<Cell[][]> {
	const words = exportWords(language);
	const { zone } = catalogue.venue;
	const sessions = [...catalogue.sessions.values()]
		.filter(({ startsAt, status }) => startsAt >= from && startsAt < to && status === 'scheduled')
		.sort((a, b) => a.startsAt - b.startsAt);
	const rows: Cell[][] = [words.attendanceHeaders];
	for (const { id, offeringId, startsAt } of sessions) {
		const meeting = meetingOf(catalogue, id);
		if (!meeting) continue;
		const { programme, course, offering, room } = meeting;
		const head = [
			...[new Date(localDate(startsAt, zone)), localTime(startsAt, zone), programme.name.zh],
			...[course.name.zh, offering.name.zh, room.name.zh],
		];
		for (const { member, status, since, late } of await peopleAt(storage, venueId, id, offeringId)) {
			const when = since === null ? null : localTime(since, zone);
			rows.push([
				...head,
				member.name,
				member.number,
				member.union,
				words[status],
				when,
				late ? words.late : null,
			]);
		}
	}
	return rows;
}

function peopleAt(storage: HubStorage, venueId: VenueId, id: SessionId, offeringId: OfferingId) {
	return storage.read(async (tx) => {
		const enrolled = await tx.people.enrolled(venueId, offeringId);
		const members = new Map<MemberId, MemberRow>(enrolled.map((member) => [member.memberId, member]));
		const came = await tx.attendance.ofSession(venueId, id);
		for (const { memberId } of came) {
			const member = members.has(memberId) ? null : await tx.people.member(memberId);
			if (member) members.set(memberId, member);
		}
		const known = new Map(came.map((row) => [row.memberId, row.attendance]));
		return [...members.values()].map((member) => {
			const { status = 'absent', since = null, late = false } = known.get(member.memberId) ?? {};
			return { member, status, since, late } as const;
		});
	});
}
