import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/lib/base/bytes.ts';
import { dayKey } from '../../src/lib/domain/session-code.ts';
import { WIRE_VERSION } from '../../src/lib/sync/versions.ts';
import { sessionStatement, type PairingRequest } from '../../src/lib/sync/wire.ts';
import { HOUR, member, MINUTE, MONDAY_10, newKey, openWorld, pairKiosk, venueId } from './world.ts';

const ask = (publicKey: string, token?: string): PairingRequest => ({
	v: WIRE_VERSION,
	publicKey,
	kind: 'kiosk',
	...(token ? { token } : {}),
});

describe('pairing', () => {
	it('by code: the machine waits until staff type what its screen shows', async () => {
		const { hub, staff } = await openWorld();
		const { publicKey } = newKey();
		const asked = await hub.devices.requestPairing(ask(publicKey));
		if (!asked.ok || asked.value.state !== 'waiting') throw new Error('not waiting');
		const { pairingId, code } = asked.value;
		expect(code).toMatch(/^\d{6}$/);
		expect(await hub.devices.requestPairing(ask(publicKey))).toMatchObject({ value: { pairingId, code } });
		expect(await hub.devices.pairingState(pairingId, publicKey)).toMatchObject({ state: 'waiting' });
		const wrong = code === '000000' ? '000001' : '000000';
		expect(await hub.devices.approve(wrong, venueId, '1', staff)).toMatchObject({ error: 'no-such-code' });
		const approved = await hub.devices.approve(code, venueId, '1 号机', staff);
		expect(approved).toMatchObject({ value: { name: '1 号机', kind: 'kiosk', venueId } });
		expect(await hub.devices.pairingState(pairingId, publicKey)).toMatchObject({ state: 'paired', venueId });
		expect(await hub.devices.approve(code, venueId, '1', staff)).toMatchObject({ error: 'no-such-code' });
	});
	it('tells nothing to whoever only knows the id, and forgets after ten minutes', async () => {
		const { hub, staff, clock } = await openWorld();
		const { publicKey } = newKey();
		const asked = await hub.devices.requestPairing(ask(publicKey));
		if (!asked.ok || asked.value.state !== 'waiting') throw new Error('not waiting');
		const { pairingId, code } = asked.value;
		expect(await hub.devices.pairingState(pairingId, newKey().publicKey)).toMatchObject({ state: 'expired' });
		clock.at += 10 * MINUTE;
		expect(await hub.devices.pairingState(pairingId, publicKey)).toMatchObject({ state: 'expired' });
		expect(await hub.devices.approve(code, venueId, '1', staff)).toMatchObject({ error: 'no-such-code' });
	});
	it('lets at most 20 machines wait, each with a code of its own', async () => {
		const { hub, clock } = await openWorld();
		const codes = new Set<string>();
		for (let n = 0; n < 20; n++) {
			const asked = await hub.devices.requestPairing(ask(newKey().publicKey));
			if (asked.ok && asked.value.state === 'waiting') codes.add(asked.value.code);
		}
		expect(codes.size).toBe(20);
		expect(await hub.devices.requestPairing(ask(newKey().publicKey))).toMatchObject({ error: 'too-many' });
		clock.at += 10 * MINUTE;
		expect(await hub.devices.requestPairing(ask(newKey().publicKey))).toMatchObject({ ok: true });
	});
	it('by link: for one machine, which may ask again when the answer was lost', async () => {
		const { hub, staff, clock } = await openWorld();
		const token = await hub.devices.pairingLink(venueId, 'lobby', '大屏', HOUR);
		const { publicKey } = newKey();
		const first = await hub.devices.requestPairing(ask(publicKey, token));
		expect(first).toMatchObject({ value: { state: 'paired' } });
		expect(await hub.devices.requestPairing(ask(publicKey, token))).toEqual(first);
		expect(await hub.devices.requestPairing(ask(newKey().publicKey, token))).toMatchObject({
			error: 'bad-link',
		});
		const [device] = await hub.devices.list(venueId);
		expect(device).toMatchObject({ kind: 'lobby', name: '大屏' });
		await hub.devices.revoke(device!.id, staff);
		expect(await hub.devices.requestPairing(ask(publicKey, token))).toMatchObject({ error: 'bad-link' });
		const late = await hub.devices.pairingLink(venueId, 'kiosk', '2', MINUTE);
		clock.at += MINUTE;
		expect(await hub.devices.requestPairing(ask(newKey().publicKey, late))).toMatchObject({
			error: 'bad-link',
		});
	});
	it('of a machine whose browser threw its store away tells staff what will not come', async () => {
		const { hub, staff } = await openWorld();
		const kiosk = await pairKiosk(hub);
		kiosk.checkIn(member(1), MONDAY_10);
		await kiosk.send(hub);
		const { publicKey } = newKey();
		const lost = { deviceId: kiosk.device.id, outboxId: kiosk.outboxId, seq: 3 };
		const asked = await hub.devices.requestPairing({ v: WIRE_VERSION, publicKey, kind: 'kiosk', lost });
		if (!asked.ok || asked.value.state !== 'waiting') throw new Error('not waiting');
		const lostOf = async () =>
			Object.fromEntries((await hub.devices.list(venueId)).map((each) => [each.id, each.lost]));
		expect(await lostOf(), 'anybody may say so').toEqual({ [kiosk.device.id]: null });
		const approved = await hub.devices.approve(asked.value.code, venueId, '1 号机', staff);
		if (!approved.ok) throw new Error(approved.error);
		expect(await lostOf()).toEqual({ [kiosk.device.id]: 2, [approved.value.id]: null });
	});
	it('again after a revocation gives the machine its id back, so that its outbox goes on', async () => {
		const { hub, staff } = await openWorld();
		const kiosk = await pairKiosk(hub);
		kiosk.checkIn(member(1), MONDAY_10);
		await kiosk.send(hub);
		await hub.devices.revoke(kiosk.device.id, staff);
		const token = await hub.devices.pairingLink(venueId, 'kiosk', '新名', HOUR);
		const again = await hub.devices.requestPairing(ask(kiosk.publicKey, token));
		expect(again).toMatchObject({ value: { deviceId: kiosk.device.id } });
		kiosk.checkIn(member(2), MONDAY_10);
		expect((await kiosk.send(hub)).receipts.map((receipt) => receipt.outcome)).toEqual([
			'recorded',
			'recorded',
		]);
	});
});

describe('device session', () => {
	it('[S11] is given for the device key over a fresh challenge, and for nothing else', async () => {
		const { hub, clock } = await openWorld();
		const kiosk = await pairKiosk(hub);
		const other = await pairKiosk(hub, '2');
		const { id } = kiosk.device;
		const answer = (challenge: string, by = kiosk, device = id) =>
			hub.devices.openSession(device, challenge, by.sign(sessionStatement(device, challenge)));
		const challenge = hub.devices.challenge(id);
		const opened = await answer(challenge);
		if (!opened.ok) throw new Error(opened.error);
		expect(await hub.devices.bySession(opened.value.token)).toMatchObject({ id });
		expect(await hub.devices.bySession(opened.value.token + 'x')).toBeNull();
		expect(await answer(challenge, other)).toMatchObject({ error: 'refused' });
		expect(await answer(challenge, other, other.device.id)).toMatchObject({ error: 'refused' });
		expect(await answer(challenge.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).toMatchObject({
			error: 'refused',
		});
		expect(await answer('')).toMatchObject({ error: 'refused' });
		clock.at += 2 * MINUTE;
		expect(await answer(challenge)).toMatchObject({ error: 'refused' });
		clock.at += 30 * 24 * HOUR;
		expect(await hub.devices.bySession(opened.value.token)).toBeNull();
	});
	it('ends when the device is revoked; its key then opens one that says so, one at a time', async () => {
		const { hub, staff } = await openWorld();
		const kiosk = await pairKiosk(hub);
		const { id } = kiosk.device;
		const open = (by = kiosk) => {
			const challenge = hub.devices.challenge(id);
			return hub.devices.openSession(id, challenge, by.sign(sessionStatement(id, challenge)));
		};
		const opened = await open();
		await hub.devices.revoke(id, staff);
		expect(opened.ok && (await hub.devices.bySession(opened.value.token))).toBeNull();
		const [late, later] = [await open(), await open()];
		const by = (session: typeof late) => session.ok && hub.devices.bySession(session.value.token);
		expect(late).toMatchObject({ value: { device: { revokedAt: expect.any(Number) as number } } });
		expect(await by(late)).toBeNull();
		expect(await by(later)).toMatchObject({ id, revokedAt: expect.any(Number) as number });
		expect(await open(await pairKiosk(hub, '2'))).toEqual({ ok: false, error: 'refused' });
	});
	it('notes when the device was seen, and keeps no token in the database', async () => {
		const { hub, clock, directory } = await openWorld();
		const kiosk = await pairKiosk(hub);
		const challenge = hub.devices.challenge(kiosk.device.id);
		const statement = sessionStatement(kiosk.device.id, challenge);
		const opened = await hub.devices.openSession(kiosk.device.id, challenge, kiosk.sign(statement));
		if (!opened.ok) throw new Error(opened.error);
		clock.at += MINUTE;
		expect(await hub.devices.bySession(opened.value.token)).toMatchObject({ lastSeenAt: clock.at });
		await hub.storage.write(null, async () => {}); // the note is before this in the queue
		expect((await hub.devices.list(venueId))[0]).toMatchObject({ lastSeenAt: clock.at });
		await hub.close();
		const database = readFileSync(join(directory, 'gongzhan.db'));
		expect(database.includes(opened.value.token)).toBe(false);
		expect(database.includes(kiosk.device.id)).toBe(true);
	});
	it('brings the keys of session codes for a week, the same ones each time', async () => {
		const { hub, clock } = await openWorld();
		const { device } = await pairKiosk(hub);
		const self = await hub.devices.self(device, 'https://hub.example');
		expect(Object.keys(self.dayKeys)).toHaveLength(7);
		expect(Object.keys(self.dayKeys)[0]).toBe('2026-11-23');
		clock.at += 24 * HOUR;
		const tomorrow = await hub.devices.self(device, 'https://hub.example');
		expect(tomorrow.dayKeys['2026-11-24']).toBe(self.dayKeys['2026-11-24']);
		const { device: other } = await pairKiosk(hub, '2');
		expect((await hub.devices.self(other, 'https://hub.example')).dayKeys).not.toEqual(tomorrow.dayKeys);
		expect(toHex(dayKey(new Uint8Array(32), '2026-11-23'))).not.toBe(self.dayKeys['2026-11-23']);
	});
});

describe('packs', () => {
	it('are known as the device told last, to its own venue', async () => {
		const { hub } = await openWorld();
		const { device } = await pairKiosk(hub);
		expect([...(await hub.devices.packs(venueId))]).toEqual([]);
		await hub.devices.tellPack(device, { here: 1, bytes: 9, problem: null, failing: 0 });
		await hub.devices.tellPack(device, { here: 5, bytes: 9, problem: 'wrong', failing: 2 });
		expect([...(await hub.devices.packs(venueId))]).toEqual([
			[device.id, { here: 5, bytes: 9, problem: 'wrong', failing: 2, at: hub.clock.now() }],
		]);
	});
});
