import type { Session } from '../../domain/course.ts';
import type { CheckIn } from '../../domain/fact.ts';
import type { Hub } from '../hub.ts';
import { DEMO } from './content.ts';
import { demoCheckIn, retiredKiosk } from './retired-kiosk.ts';
import { seeded } from './seeded.ts';

/** The machine that the past check-ins were made on. */
const RETIRED = '旧签到机（已停用）';
const MINUTE = 60_000;

/** Check-ins of the sessions that are over. Does nothing where their machine is there already. */
export async function addPastAttendance(hub: Hub, sessions: Iterable<Session>): Promise<void> {
	const kiosk = await retiredKiosk(hub, RETIRED);
	if (!kiosk) return;
	for (const { at, fact } of await pastCheckIns(hub, sessions)) kiosk.write(fact, at);
	await kiosk.deliver();
	await kiosk.retire();
}

/** In order of time: most of those enrolled came, most of them before the start. */
async function pastCheckIns(hub: Hub, sessions: Iterable<Session>): Promise<{ at: number; fact: CheckIn }[]> {
	const venueId = DEMO.venue.id;
	const now = hub.clock.now();
	const { lateAfter } = DEMO.venue.policy;
	const over = [...sessions].filter((s) => s.endsAt <= now && s.status === 'scheduled');
	const checkIns = await hub.storage.read(async (tx) => {
		const all: { at: number; fact: CheckIn }[] = [];
		for (const session of over) {
			const chance = seeded(session.id);
			for (const { memberId } of await tx.people.enrolled(venueId, session.offeringId)) {
				if (chance.below(100) >= 82) continue;
				const minutes = chance.below(10) === 0 ? chance.below(25) : -chance.below(20);
				const at = session.startsAt + minutes * MINUTE + chance.below(MINUTE);
				all.push({ at, fact: demoCheckIn(session, memberId, minutes >= lateAfter) });
			}
		}
		return all;
	});
	return checkIns.sort((a, b) => a.at - b.at);
}
