import { asId, type MemberId, type SessionId, type VenueId } from '../../src/lib/base/id.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { importPeople } from '../../src/lib/server/people.ts';
import type { RecordBody, RecordKind } from '../../src/lib/sync/records.ts';

/** Monday 10:00 in Shanghai. */
export const MONDAY_10 = Date.parse('2026-11-23T02:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const venueId = asId<VenueId>('palace');
export const CALLIGRAPHY = asId<SessionId>('calligraphy-1');
export const EVENING = asId<SessionId>('evening-1');

/** A venue with one room, a class that is on at 10:10 and one at 19:00. */
export async function publishVenue(hub: Hub, id: VenueId): Promise<void> {
	const session = (sessionId: SessionId, offeringId: string, startsAt: number) => ({
		id: sessionId,
		...{ offeringId, roomId: 'room-1', startsAt, endsAt: startsAt + 2 * HOUR, status: 'scheduled' },
	});
	const offering = (offeringId: string, capacity: number) => ({
		...{ id: offeringId, courseId: 'course', name: { zh: '秋季班' }, teacher: { name: { zh: '李老师' } } },
		capacity,
	});
	const bodies: Partial<Record<RecordKind, { id: string }[]>> = {
		venue: [
			{
				id,
				...{ name: { zh: '示范市工人文化宫' }, kind: 'palace', zone: 'Asia/Shanghai', openingHours: [] },
				...{ modules: {}, policy: {}, idle: {}, scanner: 'both', languages: ['zh', 'en'], demo: true },
			},
		],
		room: [{ id: 'room-1', name: { zh: '工艺教室' }, floor: 2 } as { id: string }],
		programme: [{ id: 'programme', name: { zh: '职工夜校' }, tint: 'red' } as { id: string }],
		course: [{ id: 'course', programmeId: 'programme', name: { zh: '书法' } } as { id: string }],
		offering: [offering('calligraphy', 20), offering('evening', 20)],
		session: [
			session(CALLIGRAPHY, 'calligraphy', MONDAY_10 + 10 * MINUTE),
			session(EVENING, 'evening', MONDAY_10 + 9 * HOUR),
		],
	};
	await hub.records.publish(
		id,
		Object.entries(bodies).flatMap(([kind, list]) =>
			list.map((body) => ({ kind: kind as RecordKind, id: body.id, body: body as unknown as RecordBody })),
		),
	);
}

export const member = (n: number): MemberId => asId<MemberId>(n.toString(16).padStart(16, '0'));

/** `count` members named 王小明, all enrolled in calligraphy. */
export async function enrollMembers(hub: Hub, count: number, offering = 'calligraphy'): Promise<MemberId[]> {
	const ids = Array.from({ length: count }, (_, index) => member(index + 1));
	const done = await importPeople(hub, venueId, {
		members: ids.map((memberId, index) => ({
			memberId,
			...{ name: '王小明', number: `SF${index + 1}`, phone: '13800000000', union: '示范市总工会' },
		})),
		enrollments: ids.map((_, index) => ({ memberNumber: `SF${index + 1}`, offeringId: asId(offering) })),
	});
	if (!done.ok) throw new Error(done.error);
	return ids;
}
