import { describe, expect, it } from 'vitest';
import { asId, type OfferingId, type StaffId, type VenueId } from '../../src/lib/base/id.ts';
import type { Role, Staff } from '../../src/lib/server/hub.ts';
import { CALLIGRAPHY, enrollMembers, member, openWorld, publishVenue, venueId } from './world.ts';

const elsewhere = asId<VenueId>('station');
const refused = { ok: false, error: 'not-ours' };

/** Two venues; member 1 is enrolled at the first only. Somebody of this role works at the second. */
async function twoVenues(role: Role = 'desk') {
	const { hub, staff } = await openWorld();
	await publishVenue(hub, elsewhere);
	await enrollMembers(hub, 1);
	const worker: Staff = { ...staff, role, venueId: elsewhere };
	const asks = async () => [
		await hub.desk.phone(worker, elsewhere, member(1)),
		await hub.desk.printPass(worker, elsewhere, member(1)),
		await hub.desk.claimCode(worker, elsewhere, member(1)),
	];
	return { hub, staff, worker, asks };
}

describe('pass, code and phone number of a person', () => {
	it('are not given out by a desk that has nothing to do with them, and the asking is noted', async () => {
		const { hub, worker, asks } = await twoVenues();
		expect(await hub.desk.mayHandle(worker, elsewhere, member(1))).toBe(false);
		expect(await asks()).toEqual([refused, refused, refused]);
		expect(await hub.desk.acts(elsewhere, 9)).toMatchObject(
			['claim', 'pass', 'phone'].map((reason) => ({ action: 'desk-refused', name: '王小明', reason })),
		);
		const all = await hub.storage.read((tx) => tx.audit.latest(null, 50));
		expect(all.map(({ action }) => action)).not.toContain('claim-code-issued');
	});
	it.each(['manager', 'operator'] as const)('are given out by a %s, who answers for it', async (role) => {
		const { hub, asks } = await twoVenues(role);
		expect((await asks()).map(({ ok }) => ok)).toEqual([true, true, true]);
		expect((await hub.desk.acts(elsewhere, 9)).map(({ action }) => action)).toEqual([
			...['desk-claim-given', 'desk-pass-printed', 'desk-phone-shown'],
		]);
	});
	it('are given out where they have come', async () => {
		const { hub, staff, worker, asks } = await twoVenues();
		const at = { sessionId: CALLIGRAPHY, memberId: member(1) };
		const colleague: Staff = { ...staff, id: asId<StaffId>('ab'.repeat(8)) };
		expect(await hub.desk.checkIn(colleague, elsewhere, at, '路过')).toMatchObject({ ok: true });
		expect((await asks()).map(({ ok }) => ok)).toEqual([true, true, true]);
		const [move] = await hub.attendance.history(elsewhere, CALLIGRAPHY, member(1));
		await hub.desk.undo(staff, elsewhere, { ...at, undoes: move!.entryId });
		expect(await hub.desk.mayHandle(worker, elsewhere, member(1))).toBe(false);
	});
	it('are not given out to who has let them in by hand, and nobody else has seen them', async () => {
		const { hub, worker, asks } = await twoVenues();
		const at = { sessionId: CALLIGRAPHY, memberId: member(1) };
		expect(await hub.desk.checkIn(worker, elsewhere, at, '路过')).toMatchObject({ ok: true });
		expect(await asks()).toEqual([refused, refused, refused]);
	});
	it('are given out where they are enrolled', async () => {
		const { hub, worker, asks } = await twoVenues();
		await hub.storage.write(null, (tx) =>
			tx.people.enroll(elsewhere, asId<OfferingId>('evening'), member(1)),
		);
		expect((await asks()).map(({ ok }) => ok)).toEqual([true, true, true]);
		expect(await hub.desk.mayHandle({ ...worker, venueId }, venueId, member(1))).toBe(true);
	});
});
