import { expect, it } from 'vitest';
import { asId, type OfferingId, type SessionId, type VenueId } from '../../src/lib/base/id.ts';
import type { Session } from '../../src/lib/domain/course.ts';
import { formatMoment } from '../../src/lib/i18n/time.ts';
import { ownClass } from '../../src/routes/me/classes/class-view.server.ts';
import { HOUR, member, MONDAY_10, openWorld, publishVenue, venueId, enrollMembers } from './world.ts';

const EVENINGS = asId<OfferingId>('evening');
const CANCEL_HOURS = 3;
const ZONE = 'Asia/Shanghai';

/** Somebody in a class that meets on four evenings, the third of them cancelled. */
async function evenings() {
	const { hub, clock } = await openWorld();
	await enrollMembers(hub, 1, 'evening');
	const offering = (await hub.records.catalogue(venueId))!.offerings.get(EVENINGS)!;
	const signUp = { waitingList: 20, cancelUntil: CANCEL_HOURS };
	const first = MONDAY_10 + 9 * HOUR;
	const starts = [0, 1, 2, 3].map((day) => first + day * 24 * HOUR);
	const session = (startsAt: number, n: number): Session => ({
		...{ id: asId<SessionId>(`evening-${n + 1}`), offeringId: EVENINGS, roomId: asId('room-1') },
		...{ startsAt, endsAt: startsAt + 2 * HOUR, status: n === 2 ? 'cancelled' : 'scheduled' },
	});
	await hub.records.publish(venueId, [
		{ kind: 'offering', id: EVENINGS, body: { ...offering, signUp } },
		...starts.map((startsAt, n) => ({
			...{ kind: 'session' as const, id: session(startsAt, n).id, body: session(startsAt, n) },
		})),
	]);
	const shown = async () => {
		const [own] = await hub.signUps.own(member(1));
		const catalogue = (await hub.records.catalogue(venueId))!;
		return own ? ownClass(catalogue, own, { language: 'zh', now: clock.at }) : null;
	};
	return { hub, clock, starts: starts.filter((_, n) => n !== 2), shown };
}

it('a class says until when it may be given up: before the next session, never of the one that is on', async () => {
	const { clock, starts, shown } = await evenings();
	const from = starts[0]! - 12 * HOUR;
	const over = starts.at(-1)! + 2 * HOUR;
	for (let at = from; at < over; at += HOUR) {
		clock.at = at + 1;
		const next = starts.find((start) => start > clock.at);
		const until = next === undefined ? null : next - CANCEL_HOURS * HOUR;
		const may = until === null || clock.at < until;
		const told = may && until !== null ? formatMoment(until, clock.at, ZONE, 'zh') : null;
		const { mayLeave, until: said, whyNot } = (await shown())!;
		expect([new Date(at).toISOString(), mayLeave, said, whyNot]).toEqual([
			...[new Date(at).toISOString(), may, told, may ? null : 'too-late'],
		]);
	}
	clock.at = over + 1;
	expect(await shown()).toBeNull();
});

it('are found among those of hundreds of venues without reading the others', async () => {
	const { hub, shown } = await evenings();
	for (let n = 0; n < 5; n++) await publishVenue(hub, asId<VenueId>(`station-${n}`));
	const broken = asId<VenueId>('broken');
	// Reading this one would fail loudly.
	await hub.storage.write(broken, (tx) => tx.records.put(broken, [{ kind: 'session', id: 'x', body: '{' }]));
	expect(await shown()).toMatchObject({ venueId, offeringId: EVENINGS });
	expect((await hub.records.names()).map(({ id, name }) => `${id} ${name.zh}`)).toEqual([
		`${venueId} 示范市工人文化宫`,
		...[0, 1, 2, 3, 4].map((n) => `station-${n} 示范市工人文化宫`),
	]);
});
