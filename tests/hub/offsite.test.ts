import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { Clock } from '../../src/lib/base/clock.ts';
import { asId, type SessionId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { catalogueFrom } from '../../src/lib/kiosk/cache/catalogue.ts';
import { applyChanges } from '../../src/lib/kiosk/cache/changes.ts';
import { CacheDatabase, readMeta } from '../../src/lib/kiosk/cache/database.ts';
import { BOARD_KINDS } from '../../src/lib/kiosk/cache/kinds.ts';
import { readKinds } from '../../src/lib/kiosk/cache/records.ts';
import { doorOf } from '../../src/lib/kiosk/cache/watch.ts';
import { createHubClock } from '../../src/lib/kiosk/hub-clock.ts';
import { LedgerDatabase } from '../../src/lib/kiosk/ledger/database.ts';
import { openLedger } from '../../src/lib/kiosk/ledger/dexie-ledger.ts';
import { ensureOutbox } from '../../src/lib/kiosk/ledger/identity.ts';
import { createTrustKeeper } from '../../src/lib/kiosk/trust.ts';
import { createVisits } from '../../src/lib/kiosk/visit.ts';
import type { RecordBody } from '../../src/lib/sync/records.ts';
import { headStatement } from '../../src/lib/sync/wire.ts';
import {
	enrollMembers,
	HOUR,
	member,
	MONDAY_10,
	openWorld,
	pairKiosk,
	venueId,
	type TestKiosk,
	type World,
} from './world.ts';

const DAY = 24 * HOUR;
const FACTORY = asId<SessionId>('factory-1');
/** Saturday 14:00: five days after the tablet was last at home. */
const STARTS = MONDAY_10 + 5 * DAY + 4 * HOUR;

/** A class that goes to the workers, and everybody of it with a pass. */
async function sentOut(): Promise<World> {
	const world = await openWorld();
	const { hub } = world;
	const room: RecordBody<'room'> = {
		...{ id: asId('factory'), name: { zh: '第二机床厂职工之家' }, floor: 1, offsite: true },
		address: { zh: '开发区机床路 8 号' },
	};
	const session: RecordBody<'session'> = {
		...{ id: FACTORY, offeringId: asId('calligraphy'), roomId: room.id, status: 'scheduled' },
		...{ startsAt: STARTS, endsAt: STARTS + 2 * HOUR },
	};
	await hub.records.publish(venueId, [
		{ kind: 'room', id: room.id, body: room },
		{ kind: 'session', id: session.id, body: session },
	]);
	await enrollMembers(hub, 2);
	await hub.passes.issueMissing(venueId);
	return world;
}

/** The tablet as it left: its own code over its own disk, with what the hub told on Monday. `at` moves its clock. */
async function tabletOf({ hub }: World, kiosk: TestKiosk) {
	const { device } = kiosk;
	const own = { at: MONDAY_10 };
	const clock: Clock = { now: () => own.at + 40_000, monotonic: () => own.at - MONDAY_10 };
	const hubClock = createHubClock(clock, systemRandom);
	hubClock.learn(hubClock.mark(), MONDAY_10);
	const cache = new CacheDatabase('tablet-cache');
	await applyChanges(cache, await hub.records.changesSince(venueId, 0));
	const database = new LedgerDatabase('tablet-ledger');
	await database.open();
	await ensureOutbox(database, venueId, systemRandom, true);
	const ledger = await openLedger(async () => database);
	const catalogue = catalogueFrom(await readKinds(cache, BOARD_KINDS));
	const asOf = (await readMeta(cache, 'cursor'))?.asOf ?? null;
	const admit = createVisits({
		...{ ledger, cache, timing: hubClock.timing, catalogue: () => catalogue, asOf: () => asOf },
		...{ trust: createTrustKeeper(cache).current, door: () => doorOf(cache, device.id) },
	});
	const deliver = async () => {
		const { outboxId } = ledger.outbox();
		const { head } = await ledger.status();
		const request = { v: 3 as const, outboxId, entries: await ledger.pending(10), head, oldest: 1 };
		const headSignature = kiosk.sign(headStatement(outboxId, head));
		return hub.ledger.ingest(device, { ...request, headSignature });
	};
	return { own, admit, deliver };
}

it('a tablet five days away from any network admits to the class that it is for, and delivers when it is back', async () => {
	const world = await sentOut();
	const { hub, clock, staff } = world;
	const kiosk = await pairKiosk(hub, '送教平板');
	await hub.devices.setDoor(venueId, kiosk.device.id, { session: FACTORY }, staff);
	const tablet = await tabletOf(world, kiosk);
	tablet.own.at = STARTS - 10 * 60_000;
	const code = await hub.passes.textFor(member(1));
	const judged = await tablet.admit(code, 'camera', null);
	expect(judged).toMatchObject({
		...{ name: '王*明' },
		verdict: { outcome: 'admitted', meeting: { session: { id: FACTORY }, room: { offsite: true } } },
	});
	expect(await tablet.admit(code, 'camera', null)).toMatchObject({ verdict: { outcome: 'already-in' } });

	// Back at the palace on Monday.
	clock.at = MONDAY_10 + 7 * DAY;
	const answer = await tablet.deliver();
	expect(answer.ok && answer.value.receipts.map((receipt) => receipt.outcome)).toEqual(['recorded']);
	const attendance = await hub.storage.read((tx) =>
		tx.attendance.of(venueId, { sessionId: FACTORY, memberId: member(1) }),
	);
	expect(attendance).toMatchObject({ status: 'present', late: false, conflict: null });
	// By the hub's time, not by a clock that was 40 s fast.
	expect(Math.abs(attendance!.since! - (STARTS - 10 * 60_000))).toBeLessThan(60_000);
	const [roster] = await hub.attendance.roster(venueId, FACTORY);
	expect(roster).toMatchObject({ where: '送教平板', attendance: { status: 'present' } });
});
