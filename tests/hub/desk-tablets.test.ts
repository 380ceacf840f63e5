import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { toHex } from '../../src/lib/base/bytes.ts';
import type { StaffId } from '../../src/lib/base/id.ts';
import { MOST_WRONG } from '../../src/lib/domain/desk-pin.ts';
import { deskLines } from '../../src/lib/domain/desk-roster.ts';
import { DeskDatabase } from '../../src/lib/kiosk/desk/database.ts';
import type { Stretch } from '../../src/lib/kiosk/desk/stretch.ts';
import { createVault, type Vault } from '../../src/lib/kiosk/desk/vault.ts';
import { stretchPin } from '../../src/lib/server/desk-pins.ts';
import type { Device, Hub } from '../../src/lib/server/hub.ts';
import { deskStatement, type DeskRosterAnswer, type DeskRosterRequest } from '../../src/lib/sync/desk.ts';
import { WIRE_VERSION } from '../../src/lib/sync/versions.ts';
import type { DeviceKind } from '../../src/lib/sync/wire.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	HOUR,
	MONDAY_10,
	newKey,
	openWorld,
	pairKiosk,
	signWith,
	venueId,
	type World,
} from './world.ts';

const PIN = '482915';
const HOURS = (hours: number) => hours * HOUR;

/** A paired tablet with a vault of its own: the code that a real one runs, but for the browser's worker. */
interface Tablet {
	readonly device: Device;
	readonly vault: Vault;
	/** The same disk, in a process that has just begun. */
	restart(): Vault;
	request(change?: Partial<DeskRosterRequest>): Promise<DeskRosterRequest>;
	/** Asks, keeps what is new, and says what came. */
	fetch(): Promise<DeskRosterAnswer['state']>;
}

let databases = 0;

const stretched = new Map<string, Promise<Uint8Array>>();
/** Each PIN costs what it costs, but once. */
const stretch: Stretch = async (pin, salt, cost) => {
	const key = `${pin} ${toHex(salt)}`;
	if (!stretched.has(key)) stretched.set(key, stretchPin(pin, salt, cost));
	return Uint8Array.from(await stretched.get(key)!);
};

async function pairTablet(hub: Hub, kind: DeviceKind = 'desk'): Promise<Tablet> {
	const { privateKey, publicKey } = newKey();
	const token = await hub.devices.pairingLink(venueId, kind, '服务台平板', HOUR);
	const paired = await hub.devices.requestPairing({ v: WIRE_VERSION, publicKey, kind, token });
	if (!paired.ok || paired.value.state !== 'paired') throw new Error('not paired');
	const { deviceId } = paired.value;
	const device = (await hub.devices.list(venueId)).find(({ id }) => id === deviceId)!;
	const name = `desk ${++databases}`;
	const restart = (): Vault =>
		createVault(new DeskDatabase(name), { venueId, deviceId }, stretch, () => hub.clock.monotonic());
	const vault = restart();
	const request: Tablet['request'] = async (change = {}) => {
		const agreementKey = change.agreementKey ?? (await vault.publicKey());
		const known = (await vault.held(hub.clock.now()))?.mark;
		return {
			...{ v: 3, agreementKey, wrong: await vault.wrong(), ...(known ? { known } : {}) },
			signature: signWith(privateKey, deskStatement(deviceId, agreementKey)),
			...change,
		};
	};
	return {
		device,
		vault,
		restart,
		request,
		async fetch() {
			const answer = await hub.deskTablets.roster(device, await request());
			if (!answer.ok) throw new Error(answer.error);
			if (answer.value.state === 'new') await vault.put(answer.value);
			return answer.value.state;
		},
	};
}

async function withTablet(): Promise<World & { tablet: Tablet; staffId: StaffId }> {
	const world = await openWorld();
	await enrollMembers(world.hub, 2);
	expect(await world.hub.deskTablets.setPin(world.staff, PIN)).toMatchObject({ ok: true });
	return { ...world, tablet: await pairTablet(world.hub), staffId: world.staff.id };
}

const audited = (hub: Hub, action: string, about: string) =>
	hub.storage.read(async (tx) =>
		(await tx.audit.latest(venueId, 50)).filter((line) => line.action === action && line.subject === about),
	);

beforeEach(() => {
	globalThis.indexedDB = new IDBFactory();
});

describe('the roster of a desk tablet', () => {
	it('is opened by the PIN and tells by full name who is expected and who came', async () => {
		const { hub, clock, tablet, staffId } = await withTablet();
		const kiosk = await pairKiosk(hub);
		kiosk.checkIn((await enrollMembers(hub, 2))[1]!, MONDAY_10);
		await kiosk.send(hub);
		expect(await tablet.fetch()).toBe('new');
		const opened = await tablet.vault.open(staffId, PIN, clock.at);
		if (!opened.ok) throw new Error(opened.problem);
		expect(opened.roster.staff).toEqual([{ id: staffId, name: '陈站长' }]);
		const lines = deskLines(opened.roster, [], { id: CALLIGRAPHY, offeringId: 'calligraphy' as never });
		expect(lines.map((line) => [line.person?.name, line.person?.number, line.attendance?.status])).toEqual([
			['王小明', 'SF1', undefined],
			['王小明', 'SF2', 'present'],
		]);
		expect(lines[0]!.person!.keys).toContain('wxm');
	});
	it('holds no name, phone number or PIN that could be read as it travels and lies', async () => {
		const { hub, clock, tablet } = await withTablet();
		const answer = await hub.deskTablets.roster(tablet.device, await tablet.request());
		const text = JSON.stringify(answer);
		for (const secret of ['王小明', '13800000000', '陈站长', PIN]) expect(text).not.toContain(secret);
		expect(text).toContain('陈*长');
		await tablet.fetch();
		const [lock] = (await tablet.vault.held(clock.at))!.locks;
		expect(Object.keys(lock!).sort()).toEqual(['cost', 'label', 'locked', 'salt', 'staffId']);
	});
	it('is given to a kiosk without anybody in it, so that a PIN opens nothing there', async () => {
		const { hub, clock, staffId } = await withTablet();
		const kiosk = await pairTablet(hub, 'kiosk');
		expect(await kiosk.fetch()).toBe('new');
		const opened = await kiosk.vault.open(staffId, PIN, clock.at);
		expect(opened).toMatchObject({ ok: true, roster: { people: [], facts: [], staff: [{ name: '陈*长' }] } });
		expect(await audited(hub, 'desk-roster-taken', `device:${kiosk.device.id}`)).toEqual([]);
		expect(await kiosk.vault.open(staffId, '918273', clock.at)).toMatchObject({
			ok: false,
			problem: 'wrong',
		});
		await kiosk.fetch();
		expect(await audited(hub, 'desk-pin-wrong', `device:${kiosk.device.id}`)).toHaveLength(1);
	});
	it('is not given to lobby displays, nor to anybody without the device’s key', async () => {
		const { hub, tablet } = await withTablet();
		const display = await pairTablet(hub, 'lobby');
		expect(await hub.deskTablets.roster(display.device, await display.request())).toEqual({
			...{ ok: false, error: 'not-a-desk' },
		});
		const stolen = newKey();
		const { agreementKey, ...cookieOnly } = await tablet.request();
		expect(agreementKey).not.toBe(stolen.publicKey);
		const forged = { ...cookieOnly, agreementKey: stolen.publicKey };
		expect(await hub.deskTablets.roster(tablet.device, forged)).toEqual({
			ok: false,
			error: 'bad-signature',
		});
		const nonsense = await tablet.request({ agreementKey: 'A'.repeat(122) });
		expect(await hub.deskTablets.roster(tablet.device, nonsense)).toMatchObject({ error: 'bad-signature' });
	});
	it('does not open on another tablet, whatever is copied from its disk but the key', async () => {
		const { hub, clock, tablet, staffId } = await withTablet();
		const other = await pairTablet(hub);
		const copied = await hub.deskTablets.roster(tablet.device, await tablet.request());
		if (!copied.ok || copied.value.state !== 'new') throw new Error('nothing');
		await other.vault.put(copied.value);
		expect(await other.vault.open(staffId, PIN, clock.at)).toMatchObject({ problem: 'wrong' });
	});
	it('covers today and two days, or as many as the venue says, and is gone when they are over', async () => {
		const { hub, clock, tablet } = await withTablet();
		await tablet.fetch();
		const held = await tablet.vault.held(clock.at);
		expect(new Date(held!.until).toISOString()).toBe('2026-11-25T16:00:00.000Z');
		expect(await tablet.vault.held(held!.until)).toBeNull();
		expect(await tablet.vault.held(clock.at)).toBeNull();
		const catalogue = (await hub.records.catalogue(venueId))!;
		const body = { ...catalogue.venue, deskDays: 7 };
		await hub.records.publish(venueId, [{ kind: 'venue', id: venueId, body }]);
		await tablet.fetch();
		expect((await tablet.vault.held(clock.at))!.until).toBe(held!.until + 4 * HOURS(24));
	});
	it('is sent again only when something in it has changed', async () => {
		const { hub, clock, tablet, staff, staffId } = await withTablet();
		expect(await tablet.fetch()).toBe('new');
		clock.at += 60_000;
		expect(await tablet.fetch()).toBe('same');
		await hub.attendance.checkInByHand(staff, venueId, CALLIGRAPHY, (await enrollMembers(hub, 2))[0]!);
		expect(await tablet.fetch()).toBe('new');
		expect(await tablet.fetch()).toBe('same');
		const opened = await tablet.vault.open(staffId, PIN, clock.at);
		if (!opened.ok) throw new Error(opened.problem);
		await hub.deskTablets.setPin(staff, '719382');
		expect(await tablet.fetch()).toBe('new');
		expect(await tablet.vault.openAgain(opened.opener, clock.at)).toBeNull();
	});
	it('opens again without the PIN when a newer one comes while somebody is at work', async () => {
		const { hub, clock, tablet, staff, staffId } = await withTablet();
		await tablet.fetch();
		const opened = await tablet.vault.open(staffId, PIN, clock.at);
		if (!opened.ok) throw new Error(opened.problem);
		await hub.attendance.checkInByHand(staff, venueId, CALLIGRAPHY, (await enrollMembers(hub, 2))[0]!);
		await tablet.fetch();
		expect((await tablet.vault.openAgain(opened.opener, clock.at))?.facts).toHaveLength(1);
	});
	it('is written down when it is taken first each day', async () => {
		const { hub, clock, tablet } = await withTablet();
		const taken = () => audited(hub, 'desk-roster-taken', `device:${tablet.device.id}`);
		await tablet.fetch();
		await tablet.fetch();
		expect(await taken()).toMatchObject([{ detail: '{"people":2}' }]);
		clock.at += HOURS(24);
		await tablet.fetch();
		expect(await taken()).toHaveLength(2);
	});
});

describe('PINs', () => {
	it('that are wrong make the next try wait; the tenth takes the keys away until the hub is there', async () => {
		const { hub, clock, tablet, staffId } = await withTablet();
		await tablet.fetch();
		const attempt = (pin: string) => tablet.vault.open(staffId, pin, clock.at);
		for (let wrong = 1; wrong <= 3; wrong++)
			expect(await attempt('000000')).toMatchObject({ problem: 'wrong', left: MOST_WRONG - wrong });
		expect(await attempt(PIN)).toEqual({ ok: false, problem: 'wait', waitMs: 5000 });
		for (let wrong = 4; wrong <= MOST_WRONG; wrong++) {
			clock.at += HOUR;
			expect(await attempt('000000')).toMatchObject({ problem: 'wrong', left: MOST_WRONG - wrong });
		}
		clock.at += HOUR;
		expect(await attempt(PIN)).toEqual({ ok: false, problem: 'no-key' });
		expect(await tablet.fetch()).toBe('new');
		expect(await audited(hub, 'desk-pin-wrong', `device:${tablet.device.id}`)).toMatchObject([
			{ detail: '{"wrong":10}' },
		]);
		expect(await attempt('000000')).toMatchObject({ problem: 'wrong', left: 0 });
		clock.at += HOUR;
		expect(await attempt(PIN)).toEqual({ ok: false, problem: 'no-key' });
		await tablet.fetch();
		expect(await attempt(PIN)).toMatchObject({ ok: true });
		expect(await tablet.vault.wrong()).toBe(0);
	}, 60_000);
	it('make nobody wait longer, nor less long, because the hub sets the clock', async () => {
		const { clock, tablet, staffId } = await withTablet();
		await tablet.fetch();
		let shift = 0;
		const attempt = (pin: string, vault = tablet.vault) => vault.open(staffId, pin, clock.at + shift);
		for (let wrong = 1; wrong <= 3; wrong++) await attempt('000000');
		for (shift of [-HOUR, HOUR]) expect(await attempt(PIN)).toMatchObject({ problem: 'wait', waitMs: 5000 });
		shift = -HOUR;
		// After a restart nobody knows how long ago it was: it begins again, once.
		const restarted = tablet.restart();
		expect(await attempt(PIN, restarted)).toMatchObject({ problem: 'wait', waitMs: 5000 });
		clock.at += 4000;
		expect(await attempt(PIN, restarted)).toMatchObject({ problem: 'wait', waitMs: 1000 });
		clock.at += 1000;
		expect(await attempt(PIN)).toMatchObject({ ok: true });
	}, 60_000);
	it('are each person’s own: a colleague’s does not open it in my name', async () => {
		const { hub, clock, tablet, staffId, staff } = await withTablet();
		const colleague = { ...staff, id: '00000000000000b2' as StaffId, login: 'li', name: '李师傅' };
		await hub.storage.write(null, (tx) =>
			tx.staff.add({
				...{ staffId: colleague.id, login: 'li', name: colleague.name, role: 'desk', venueId },
				...{ passwordHash: 'none', createdAt: 1, offAt: null },
			}),
		);
		await hub.deskTablets.setPin({ ...colleague, role: 'desk', venueId }, '719382');
		await tablet.fetch();
		expect(await tablet.vault.open(staffId, '719382', clock.at)).toMatchObject({ problem: 'wrong' });
		expect(await tablet.vault.open(colleague.id, '719382', clock.at)).toMatchObject({ ok: true });
		expect((await hub.deskTablets.pins(venueId)).map(({ name }) => name).sort()).toEqual([
			'李师傅',
			'陈站长',
		]);
		expect(await hub.deskTablets.dropPin(colleague.id, venueId, staff)).toBe(true);
		expect(await hub.deskTablets.dropPin(colleague.id, venueId, staff)).toBe(false);
		await tablet.fetch();
		expect(await tablet.vault.open(colleague.id, '719382', clock.at)).toEqual({
			ok: false,
			problem: 'no-key',
		});
	}, 60_000);
	it('must not be what everybody tries first, and are for those who work at a desk', async () => {
		const { hub, staff } = await openWorld();
		expect(await hub.deskTablets.setPin(staff, '123456')).toEqual({ ok: false, error: 'bad-pin' });
		expect(await hub.deskTablets.setPin({ ...staff, role: 'editor' }, PIN)).toEqual({
			...{ ok: false, error: 'wrong-role' },
		});
	});
	it('are kept under the hub’s keys: its database alone says nothing of them', async () => {
		const { hub, staff } = await withTablet();
		const [row] = await hub.storage.read((tx) => tx.staff.pins());
		const stretched = await stretchPin(
			PIN,
			Buffer.from(row!.pin.salt, 'hex'),
			JSON.parse(row!.pin.cost) as never,
		);
		expect(row!.staff.staffId).toBe(staff.id);
		expect(Buffer.from(row!.pin.sealed, 'base64url').includes(stretched)).toBe(false);
	});
	it('of a tablet that was revoked open nothing any more after its next contact', async () => {
		const { hub, clock, tablet, staff, staffId } = await withTablet();
		await tablet.fetch();
		await hub.devices.revoke(tablet.device.id, staff);
		await tablet.vault.wipe();
		expect(await tablet.vault.open(staffId, PIN, clock.at)).toEqual({ ok: false, problem: 'no-key' });
	});
});
