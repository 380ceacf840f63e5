import { describe, expect, it } from 'vitest';
import { asId, type EmergencyId, type StaffId } from '../../src/lib/base/id.ts';
import type { Emergency, EmergencyFact } from '../../src/lib/domain/emergency.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { verifyLedger } from '../../src/lib/server/verify-ledger.ts';
import { HOUR, MINUTE, MONDAY_10, openWorld, pairKiosk, venueId } from './world.ts';

const id = asId<EmergencyId>('ab'.repeat(8));
const staffId = asId<StaffId>('01'.repeat(8));
const raised = (minutes = 60): EmergencyFact => ({
	...{ kind: 'emergency-raised', emergencyId: id, what: 'evacuate', checkIn: false, minutes, staffId },
});
const ended: EmergencyFact = { kind: 'emergency-ended', emergencyId: id, staffId };

/** What the venue's devices are told. */
async function told(hub: Hub): Promise<Emergency[]> {
	const { records } = await hub.records.changesSince(venueId, 0);
	return records.filter(({ kind }) => kind === 'emergency').map(({ body }) => body as Emergency);
}
const audited = (hub: Hub) =>
	hub.storage.read(async (tx) =>
		(await tx.audit.latest(venueId, 50))
			.filter(({ subject }) => subject === `emergency:${id}`)
			.map(({ action, actor }) => [action, actor.split(':')[0]]),
	);

describe('an emergency raised at a kiosk while the hub was away', () => {
	it('[S20] is on every screen once the hub has it, until the end that was chosen at the kiosk', async () => {
		const { hub, clock } = await openWorld();
		const kiosk = await pairKiosk(hub);
		kiosk.append(raised(), MONDAY_10);
		clock.at = MONDAY_10 + 20 * MINUTE;
		expect((await kiosk.send(hub)).receipts.map(({ outcome }) => outcome)).toEqual(['recorded']);
		expect(await told(hub)).toEqual([
			{ id, what: 'evacuate', checkIn: false, from: MONDAY_10, until: MONDAY_10 + 60 * MINUTE },
		]);
		expect(await audited(hub)).toEqual([['emergency-raised', 'device']]);
		expect((await verifyLedger(hub)).faults).toEqual([]);
	});

	it('[S4] sent again is the same one, and what was ended meanwhile stays so', async () => {
		const { hub, staff, clock } = await openWorld();
		const kiosk = await pairKiosk(hub);
		kiosk.append(raised(), MONDAY_10);
		await kiosk.send(hub);
		clock.at += MINUTE;
		expect(await hub.notices.endEmergency(staff, venueId, id)).toEqual({ ok: true, value: null });
		await kiosk.send(hub);
		expect(await told(hub)).toMatchObject([{ id, endedAt: MONDAY_10 + MINUTE }]);
		// Another machine's word for the same one comes late: over is over.
		const other = await pairKiosk(hub, '2 号机');
		other.append(raised(720), MONDAY_10 + 2 * MINUTE);
		expect((await other.send(hub)).receipts[0]!.outcome).toBe('duplicate');
		expect(await told(hub)).toMatchObject([{ endedAt: MONDAY_10 + MINUTE, until: MONDAY_10 + HOUR }]);
	});

	it('[S20] is told to nobody when it arrives after its end, nor when it was ended there already', async () => {
		const { hub, clock } = await openWorld();
		const [late, short] = [await pairKiosk(hub), await pairKiosk(hub, '2 号机')];
		late.append(raised(30), MONDAY_10);
		clock.at = MONDAY_10 + 31 * MINUTE;
		await late.send(hub);
		expect(await told(hub)).toEqual([]);
		const again = asId<EmergencyId>('cd'.repeat(8));
		short.append({ ...raised(), emergencyId: again }, clock.at);
		short.append({ ...ended, emergencyId: again }, clock.at + 1);
		await short.send(hub);
		expect(await told(hub)).toEqual([]);
		expect(await audited(hub)).toHaveLength(1);
	});

	it('[S20] ended by a word that arrives before the one that raised it is never shown', async () => {
		const { hub, clock } = await openWorld();
		const [first, second] = [await pairKiosk(hub), await pairKiosk(hub, '2 号机')];
		first.append(raised(), MONDAY_10);
		second.append(ended, MONDAY_10 + 5 * MINUTE);
		clock.at = MONDAY_10 + 10 * MINUTE;
		expect((await second.send(hub)).receipts[0]!.outcome).toBe('recorded');
		await first.send(hub);
		expect(await told(hub)).toEqual([]);
	});

	it('by a clock that runs ahead lasts no longer than was chosen', async () => {
		const { hub } = await openWorld();
		const kiosk = await pairKiosk(hub);
		kiosk.append(raised(30), MONDAY_10 + 10 * HOUR);
		await kiosk.send(hub);
		expect(await told(hub)).toMatchObject([{ from: MONDAY_10, until: MONDAY_10 + 30 * MINUTE }]);
	});
});

describe('an emergency raised by staff', () => {
	it('is told at once, and once it is ended cannot be ended again', async () => {
		const { hub, staff, clock } = await openWorld();
		const told1 = hub.live.subscribe(venueId, () => undefined);
		const made = await hub.notices.raise(staff, venueId, { what: 'weather', checkIn: true, minutes: 120 });
		expect(await told(hub)).toEqual([made]);
		expect(made.until - made.from).toBe(2 * HOUR);
		clock.at += HOUR;
		expect(await hub.notices.endEmergency(staff, venueId, made.id)).toMatchObject({ ok: true });
		expect(await hub.notices.endEmergency(staff, venueId, made.id)).toMatchObject({ error: 'over-already' });
		expect(await hub.notices.endEmergency(staff, venueId, id)).toMatchObject({ error: 'no-such-emergency' });
		told1();
	});

	it('can be ended at a kiosk', async () => {
		const { hub, staff, clock } = await openWorld();
		const kiosk = await pairKiosk(hub);
		const made = await hub.notices.raise(staff, venueId, { what: 'weather', checkIn: true, minutes: 120 });
		kiosk.append({ ...ended, emergencyId: made.id }, MONDAY_10 + MINUTE);
		clock.at += 2 * MINUTE;
		await kiosk.send(hub);
		expect(await told(hub)).toMatchObject([{ id: made.id, endedAt: MONDAY_10 + MINUTE }]);
	});
});

describe('notices', () => {
	const notice = {
		title: { zh: '四楼检修' },
		priority: 'normal',
		from: MONDAY_10,
		until: MONDAY_10 + HOUR,
	} as const;

	it('are put up, changed and ended; what is over cannot be changed', async () => {
		const { hub, staff, clock } = await openWorld();
		const made = await hub.notices.put(staff, venueId, notice);
		if (!made.ok) throw new Error(made.error);
		const { id } = made.value;
		const title = { zh: '四楼与五楼检修', en: 'Floors 4 and 5 closed' };
		expect(await hub.notices.put(staff, venueId, { ...notice, title }, id)).toMatchObject({ ok: true });
		expect(await hub.notices.list(venueId)).toMatchObject([{ id, title }]);
		clock.at += MINUTE;
		expect(await hub.notices.end(staff, venueId, id)).toEqual({ ok: true, value: null });
		expect(await hub.notices.list(venueId)).toMatchObject([{ until: clock.at }]);
		expect(await hub.notices.end(staff, venueId, id)).toMatchObject({ error: 'over-already' });
		expect(await hub.notices.put(staff, venueId, notice, id)).toMatchObject({ error: 'over-already' });
		const past = { ...notice, until: MONDAY_10 - 1, from: MONDAY_10 - 2 };
		expect(await hub.notices.put(staff, venueId, past)).toMatchObject({ error: 'ends-before-it-begins' });
		const lines = await hub.storage.read((tx) => tx.audit.latest(venueId, 10));
		expect(lines.map(({ action }) => action).slice(0, 3)).toEqual([
			...['notice-ended', 'notice-changed', 'notice-put-up'],
		]);
	});

	it('that never began are gone without a trace on screens', async () => {
		const { hub, staff } = await openWorld();
		const later = { ...notice, from: MONDAY_10 + MINUTE };
		const made = await hub.notices.put(staff, venueId, later);
		if (!made.ok) throw new Error(made.error);
		await hub.notices.end(staff, venueId, made.value.id);
		expect(await hub.notices.list(venueId)).toEqual([]);
	});
});
