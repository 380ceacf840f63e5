import { describe, expect, it } from 'vitest';
import { asId } from '../../src/lib/base/id.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	HOUR,
	member,
	MINUTE,
	openWorld,
	publishVenue,
	venueId,
} from './world.ts';

const station = asId<typeof venueId>('station');

async function world() {
	const opened = await openWorld();
	await publishVenue(opened.hub, station);
	await enrollMembers(opened.hub, 3);
	const comes = async (n: number, venue: typeof venueId) => {
		const done = await opened.hub.attendance.checkInByHand(opened.staff, venue, CALLIGRAPHY, member(n));
		if (!done.ok) throw new Error(done.error);
	};
	return { ...opened, comes, sharing: opened.hub.sharing };
}

describe('one pass at two venues', () => {
	it('within minutes is told to the staff of both, and to nobody else’s', async () => {
		const { hub, clock, comes, sharing } = await world();
		const other = asId<typeof venueId>('other');
		await publishVenue(hub, other);
		const began = clock.at;
		await comes(1, venueId);
		clock.at += 6 * MINUTE;
		await comes(1, station);
		const told = {
			...{ memberId: member(1), name: '王小明' },
			places: [
				{ venueId, sessionId: CALLIGRAPHY, at: began },
				{ venueId: station, sessionId: CALLIGRAPHY, at: clock.at },
			],
		};
		for (const venue of [venueId, station]) expect(await sharing.atTwoPlaces(venue)).toEqual([told]);
		expect(await sharing.atTwoPlaces(other)).toEqual([]);
	});
	it('an hour apart, or at one venue only, is nobody’s business', async () => {
		const { clock, comes, sharing } = await world();
		await comes(1, venueId);
		await comes(2, venueId);
		clock.at += 16 * MINUTE;
		await comes(1, station);
		expect(await sharing.atTwoPlaces(venueId)).toEqual([]);
	});
	it('is noted once for the audit, whoever looks how often', async () => {
		const { hub, clock, comes, sharing } = await world();
		await comes(1, venueId);
		await comes(1, station);
		expect([await sharing.note(), await sharing.note()]).toEqual([1, 0]);
		clock.at += MINUTE;
		await comes(2, station);
		clock.at += MINUTE;
		await comes(2, venueId);
		expect([await sharing.note(), await sharing.note()]).toEqual([1, 0]);
		const lines = await hub.storage.read((tx) => tx.audit.latest(null, 20));
		const noted = lines.filter(({ action }) => action === 'pass-at-two-places');
		expect(noted.map(({ subject }) => subject)).toEqual([`member:${member(2)}`, `member:${member(1)}`]);
		expect(JSON.stringify(noted)).not.toContain('王');
		clock.at += 49 * HOUR;
		await comes(3, venueId).catch(() => undefined);
		expect(await sharing.note()).toBe(0);
	});
});
