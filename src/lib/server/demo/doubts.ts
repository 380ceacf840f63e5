import type { MemberId } from '../../base/id.ts';
import type { Session } from '../../domain/course.ts';
import type { Hub, RosterLine } from '../hub.ts';
import { DEMO } from './content.ts';
import { DEMO_ITSELF } from './itself.ts';
import { demoCheckIn, retiredKiosk } from './retired-kiosk.ts';

/** A second machine of the past: it stood upstairs, offline. */
const UPSTAIRS = '三楼旧签到机（已停用）';
const MINUTE = 60_000;

/**
 * What staff should look at, in the class that was over last: two people whom both old machines admitted, one whom the
 * teacher missed before her check-in arrived, and one entry kept apart, since a disk was put back from an old copy.
 * Does nothing where it was told already.
 */
export async function addDoubts(hub: Hub, sessions: Iterable<Session>): Promise<void> {
	const venueId = DEMO.venue.id;
	const session = await lastOver(hub, sessions);
	const kiosk = session && (await retiredKiosk(hub, UPSTAIRS));
	if (!session || !kiosk) return;
	const roster = await hub.attendance.roster(venueId, session.id);
	const again = ({ memberId, attendance }: RosterLine, minutes: number): void =>
		kiosk.write(demoCheckIn(session, memberId), attendance!.since! + minutes * MINUTE);
	const came = ({ memberId }: { memberId: MemberId }, minutes: number): void =>
		kiosk.write(demoCheckIn(session, memberId), session.startsAt - minutes * MINUTE);
	const [first, second] = roster.filter((line) => line.attendance !== null);
	const [missed, restored] = roster.filter((line) => line.attendance === null);
	if (missed) {
		const { memberId } = missed;
		const word = { sessionId: session.id, memberId, present: false, saw: [], reason: '老师点名时没看到' };
		await hub.attendance.correct(DEMO_ITSELF, venueId, word);
		came(missed, 6);
	}
	if (first) again(first, 3);
	if (second) again(second, 11);
	await kiosk.deliver();
	kiosk.putBack();
	if (restored) came(restored, 2);
	await kiosk.deliver();
	await kiosk.retire();
}

/** The last class that is over, among those that some enrolled people missed. */
async function lastOver(hub: Hub, sessions: Iterable<Session>): Promise<Session | null> {
	const over = [...sessions]
		.filter((session) => session.endsAt <= hub.clock.now() && session.status === 'scheduled')
		.sort((a, b) => b.endsAt - a.endsAt || (a.id < b.id ? -1 : 1));
	for (const session of over) {
		const roster = await hub.attendance.roster(DEMO.venue.id, session.id);
		const absent = roster.filter((line) => line.attendance === null).length;
		if (absent >= 2 && roster.length - absent >= 2) return session;
	}
	return over[0] ?? null;
}
