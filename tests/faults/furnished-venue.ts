import { systemClock } from '../../src/lib/base/clock.ts';
import { asId, type MemberId, type SessionId, type VenueId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { importPeople } from '../../src/lib/server/people.ts';
import type { RecordBody, RecordKind } from '../../src/lib/sync/records.ts';

/** A venue whose one class is open while the faults last, with as many enrolled people as there will be scans. */
export interface FurnishedVenue {
	readonly venueId: VenueId;
	readonly sessionId: SessionId;
	readonly passes: readonly { readonly memberId: MemberId; readonly text: string }[];
}

const HOUR = 3_600_000;
const OFFERING = 'calligraphy';

/** `env`: as the hubs get it. To be called before the first of them starts, or it finds an empty hub and loads the demo. */
export async function furnishVenue(env: Record<string, string>, people: number): Promise<FurnishedVenue> {
	const config = readConfig(env);
	if (!config.ok) throw new Error(config.error.join('; '));
	const around = { clock: systemClock, random: systemRandom, log: makeLog('silent') };
	const opened = await openHub(config.value, around);
	if (!opened.ok) throw new Error(opened.error);
	const hub = opened.value;
	try {
		const [venueId, sessionId] = [asId<VenueId>('palace'), asId<SessionId>('calligraphy-1')];
		await publishClass(hub, venueId, sessionId);
		await enroll(hub, venueId, people);
		await hub.passes.issueMissing(venueId);
		const sheet = await hub.passes.sheet(venueId, asId(OFFERING));
		return { venueId, sessionId, passes: sheet.map(({ memberId, text }) => ({ memberId, text })) };
	} finally {
		await hub.close();
	}
}

async function publishClass(hub: Hub, venueId: VenueId, sessionId: SessionId): Promise<void> {
	const now = hub.clock.now();
	const when = { startsAt: now - HOUR, endsAt: now + 6 * HOUR };
	const bodies: [RecordKind, string, object][] = [
		['venue', venueId, { ...VENUE, id: venueId, zone: zoneOfMorning(now) }],
		['room', 'room-1', { name: { zh: '工艺教室' }, floor: 2 }],
		['programme', 'programme', { name: { zh: '职工夜校' }, tint: 'red' }],
		['course', 'course', { programmeId: 'programme', name: { zh: '书法' } }],
		['offering', OFFERING, { courseId: 'course', name: { zh: '秋季班' }, teacher: TEACHER, capacity: 1000 }],
		['session', sessionId, { offeringId: OFFERING, roomId: 'room-1', ...when, status: 'scheduled' }],
	];
	await hub.records.publish(
		venueId,
		bodies.map(([kind, id, body]) => ({ kind, id, body: { id, ...body } as unknown as RecordBody })),
	);
}

const TEACHER = { name: { zh: '李老师' } };
const VENUE = {
	...{
		name: { zh: '示范市工人文化宫' },
		kind: 'palace',
		openingHours: [],
		modules: {},
		policy: {},
		idle: {},
	},
	...{ scanner: 'both', languages: ['zh', 'en'], demo: true },
};

/** A zone where it is between nine and ten in the morning, so that no run meets midnight or the nightly reload. */
function zoneOfMorning(now: number): string {
	const ahead = 9 - new Date(now).getUTCHours();
	return ahead === 0
		? 'Etc/GMT'
		: ahead > 0
			? `Etc/GMT-${ahead}`
			: ahead >= -12
				? `Etc/GMT+${-ahead}`
				: `Etc/GMT-${24 + ahead}`;
}

async function enroll(hub: Hub, venueId: VenueId, people: number): Promise<void> {
	const numbers = Array.from({ length: people }, (_, i) => `SF${i + 1}`);
	const done = await importPeople(hub, venueId, {
		members: numbers.map((number) => ({ name: '王小明', number })),
		enrollments: numbers.map((memberNumber) => ({ memberNumber, offeringId: asId(OFFERING) })),
	});
	if (!done.ok) throw new Error(done.error);
}
