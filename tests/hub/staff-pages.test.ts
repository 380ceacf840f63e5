import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toBase64Url } from '../../src/lib/base/bytes.ts';
import type { Session } from '../../src/lib/domain/course.ts';
import { sessionCodePath, stepAt, stepDate } from '../../src/lib/domain/session-code.ts';
import { WIRE_VERSION } from '../../src/lib/sync/versions.ts';
import type { ChangesResponse, DeviceSelf, PairingState } from '../../src/lib/sync/wire.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, post, told, type DeviceTwin } from './device-twin.ts';
import { startHub, type RunningHub } from './harness.ts';
import { plainBrowser, textOf } from './plain-browser.ts';
import { staffCookie } from './staff-twin.ts';

/** The pages as a browser without scripts uses them: addresses, forms and cookies. */

const PATIENCE = 180_000;
const PASSWORD = 'three gears and a lamp';
let hub: RunningHub;
let lobby: DeviceTwin;
let desk: string;
let manager: string;

beforeAll(async () => {
	await buildIfStale();
	hub = await startHub();
	lobby = await pairTwin(hub.links.lobby);
	desk = await staffCookie(hub.dataDir, 'desk');
	manager = await staffCookie(hub.dataDir, 'manager');
}, PATIENCE);
afterAll(async () => {
	await hub?.stop();
});

const { open, send } = plainBrowser(() => hub.origin);
const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';

/** Sessions whose check-in is open now. */
async function openSessions(): Promise<Session[]> {
	const { records } = await told<ChangesResponse>(await lobby.get('/api/v1/sync/changes?cursor=0'));
	const now = Date.now();
	return records
		.filter((record) => record.kind === 'session')
		.map((record) => record.body as Session)
		.filter((s) => s.status === 'scheduled' && s.startsAt - 25 * 60_000 < now && s.endsAt > now + 60_000);
}

describe('coming in', () => {
	it('the owner’s link makes one account and then is dead', async () => {
		const token = new URL(hub.links.owner).searchParams.get('token')!;
		const account = { token, login: 'owner', name: '王建国', password: PASSWORD, again: PASSWORD };
		const differ = await send('/staff/welcome', { ...account, again: 'something else' });
		expect(differ.status).toBe(400);
		expect(await textOf(differ)).toContain('两次输入的密码不一样');
		const weak = await send('/staff/welcome', { ...account, password: 'short', again: 'short' });
		expect(await textOf(weak)).toContain('密码太弱');
		const made = await send('/staff/welcome', account);
		expect([made.status, made.headers.get('location')]).toEqual([303, '/staff']);
		expect(await textOf(await open('/staff', cookieOf(made)))).toContain('王建国');
		const again = await send('/staff/welcome', { ...account, login: 'second' });
		expect(again.status).toBe(400);
		expect(await textOf(again)).toContain('已经用过');
	});
	it('a password opens the page that was asked for, until signing out', async () => {
		const asked = await open('/staff/devices');
		expect([asked.status, asked.headers.get('location')]).toEqual([303, '/staff?next=%2Fstaff%2Fdevices']);
		const path = '/staff?/signIn&next=%2Fstaff%2Fdevices';
		const wrong = await send(path, { login: 'owner', password: 'not this one' });
		expect([wrong.status, cookieOf(wrong)]).toEqual([400, '']);
		expect(await textOf(wrong)).toContain('登录名或密码不对');
		const right = await send(path, { login: 'owner', password: PASSWORD });
		expect([right.status, right.headers.get('location')]).toEqual([303, '/staff/devices']);
		const cookie = cookieOf(right);
		expect((await open('/staff/devices', cookie)).status).toBe(200);
		await send('/staff?/signOut', {}, cookie);
		expect((await open('/staff/devices', cookie)).status).toBe(303);
	});
	it('another site’s form is not taken', async () => {
		const path = '/staff?/signIn';
		const foreign = await send(path, { login: 'owner', password: PASSWORD }, '', 'https://evil.example');
		expect([foreign.status, cookieOf(foreign)]).toEqual([403, '']);
	});
});

describe('each role sees and does its own', () => {
	it.each([
		['desk', '/staff/devices', 403],
		['editor', '/staff/devices', 403],
		['auditor', '/staff/devices', 200],
		['editor', '/staff/sessions/SESSION', 403],
		['auditor', '/staff/sessions/SESSION', 200],
		['desk', '/staff/sessions/SESSION', 200],
		['auditor', '/staff/passes/OFFERING', 403],
		['desk', '/staff/passes/OFFERING', 403],
		['manager', '/staff/passes/OFFERING', 200],
	] as const)('%s opens %s: %d', async (role, path, status) => {
		const [session] = await openSessions();
		const address = path.replace('SESSION', session!.id).replace('OFFERING', session!.offeringId);
		expect((await open(address, await staffCookie(hub.dataDir, role))).status).toBe(status);
	});
	it('an auditor changes nothing', async () => {
		const auditor = await staffCookie(hub.dataDir, 'auditor');
		const [session] = await openSessions();
		const acts = [
			[`/staff/sessions/${session!.id}?/checkIn`, { memberId: '0'.repeat(16) }],
			[`/staff/sessions/${session!.id}?/find`, { query: '王' }],
			['/staff/devices?/pair', { code: '123456', name: 'x' }],
			['/staff/devices?/link', { kind: 'kiosk', name: 'x' }],
			[`/staff/devices/${lobby.deviceId}/revoke`, {}],
		] as const;
		for (const [path, fields] of acts) expect((await send(path, fields, auditor)).status, path).toBe(403);
	});
});

describe('a device is paired by the code on its screen', () => {
	it('from the code to the list, and out again by revoking', async () => {
		const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
			'sign',
			'verify',
		]);
		const publicKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey)));
		const asks = { v: WIRE_VERSION, publicKey, kind: 'kiosk' };
		const waiting = await told<PairingState>(await post(`${hub.origin}/api/v1/device/pairing`, asks));
		if (waiting.state !== 'waiting') throw new Error(waiting.state);
		const name = '三楼走廊机';
		const wrong = await send('/staff/devices?/pair', { code: '12', name }, manager);
		expect(await textOf(wrong)).toContain('配对码是六位数字');
		const done = await send('/staff/devices?/pair', { code: waiting.code, name }, manager);
		expect(await textOf(done)).toContain(`${name} 已配对`);
		const { pairingId } = waiting;
		const state = await told<PairingState>(
			await post(`${hub.origin}/api/v1/device/pairing/state`, { v: WIRE_VERSION, pairingId, publicKey }),
		);
		if (state.state !== 'paired') throw new Error(state.state);
		const confirm = `/staff/devices/${state.deviceId}/revoke`;
		expect(await textOf(await open(confirm, manager))).toContain(`停用“${name}”？`);
		expect((await send(confirm, {}, manager)).status).toBe(303);
		expect(await textOf(await open('/staff/devices', manager))).toContain('已停用');
	});
	it('a one-time link is one that a kiosk can open', async () => {
		const made = await textOf(await send('/staff/devices?/link', { kind: 'lobby', name: '东门屏' }, manager));
		const link = /https?:\/\/[^<\s]+\/lobby\?pair=[0-9a-f]{32}/.exec(made)?.[0];
		expect((await pairTwin(link!)).venueId).toBe(lobby.venueId);
	});
});

describe('check-in by hand', () => {
	it('stands on the roster and in the history, and a correction over it is told with its reason', async () => {
		const [session] = await openSessions();
		const roster = `/staff/sessions/${session!.id}`;
		const before = await textOf(await open(roster, desk));
		const memberId = /name="memberId" value="([0-9a-f]{16})"/.exec(before)?.[1];
		const name = /name="name" value="([^"]+)"/.exec(before)?.[1];
		expect(
			await textOf(await send(`${roster}?/checkIn`, { memberId: memberId!, name: name! }, desk)),
		).toContain(`${name} 已签到`);
		const person = await textOf(await open(`${roster}/${memberId}`, desk));
		expect(person).toContain('签到 · 张三');
		const saw = /name="saw" value="([^"]+)"/.exec(person)?.[1];
		expect(saw).toMatch(/^[0-9a-f]{32}\.\d+$/);
		const act = `${roster}/${memberId}?/correct`;
		const silent = await send(act, { saw: saw!, present: 'no', reason: ' ' }, desk);
		expect(await textOf(silent)).toContain('请写明更正原因');
		const told = await textOf(await send(act, { saw: saw!, present: 'no', reason: '代他人扫码' }, desk));
		expect(told).toContain('更正为“未到”');
		expect(told).toContain('原因：代他人扫码');
		expect(await textOf(await open(roster, desk))).toContain(`value="${memberId}"`);
	});
	it('finds members by name without a name in any address', async () => {
		const [session] = await openSessions();
		const found = await send(`/staff/sessions/${session!.id}?/find`, { query: '王' }, desk);
		expect(found.headers.get('location')).toBeNull();
		expect(await textOf(found)).toMatch(/全部会员中找到 \d+ 位/);
	});
});

describe('a visitor’s phone', () => {
	async function code(session: Session, shift = 0): Promise<string> {
		const { dayKeys } = await told<DeviceSelf>(await lobby.get('/api/v1/device/self'));
		const step = stepAt(Date.now()) + shift;
		const key = fromHex(dayKeys[stepDate(step)] ?? '')!;
		return sessionCodePath({ sessionId: session.id, deviceId: lobby.deviceId, step }, key);
	}
	it('turns a session code into a ticket and a sample pass into a check-in, once', async () => {
		const samples = await (await open('/demo/passes')).text();
		const pass = decodeURIComponent(/\/me#p=([^"]+)"/.exec(samples)![1]!);
		const verdicts: string[] = [];
		for (const session of await openSessions()) {
			const opened = await (await open(await code(session))).text();
			const ticket = /ticket:"([^"]+)"/.exec(opened)?.[1];
			expect(ticket, session.id).toBeTruthy();
			const fields = { ticket: ticket!, pass, venue: lobby.venueId, session: session.id };
			const enter = async () =>
				/(签到成功|已经签到)/.exec(
					(await (await send('/me?/checkIn', fields)).text()).replaceAll(/<script[\s\S]*?<\/script>/g, ''),
				);
			const verdict = (await enter())?.[1] ?? 'none';
			verdicts.push(verdict);
			if (verdict === '签到成功') expect((await enter())?.[1]).toBe('已经签到');
		}
		expect(verdicts.filter((verdict) => verdict === '签到成功').length).toBeGreaterThanOrEqual(1);
	});
	it('asks to scan again after a stale and a forged code', async () => {
		const [session] = await openSessions();
		const good = await code(session!);
		expect(await (await open(await code(session!, -30))).text()).toContain('state:"stale"');
		expect(await (await open(good.replace(/c=.*/, 'c=AAAAAAAAAAAAAA'))).text()).toContain('state:"forged"');
	});
	it('opens without anything, and nothing of it is cached', async () => {
		const plain = await open('/me');
		expect([plain.status, plain.headers.get('cache-control')]).toEqual([200, 'no-store']);
	});
});

it('the log of all this names nobody and holds no secret', () => {
	const log = hub
		.output()
		.split('\n')
		.filter((line) => line.startsWith('{'));
	expect(log.some((line) => line.includes('/staff/sessions/[id]'))).toBe(true);
	const database = new DatabaseSync(join(hub.dataDir, 'gongzhan.db'), { readOnly: true });
	const people = database.prepare('SELECT member_id, name, number FROM member').all() as Record<
		string,
		string
	>[];
	database.close();
	expect(people.length).toBeGreaterThan(1000);
	const words = [
		...people.flatMap((row) => Object.values(row)),
		PASSWORD,
		'王建国',
		'GZ1:',
		'gz_staff',
		'gz_device',
	].map(String);
	const cookies = [desk, manager, lobby.cookie].map((cookie) => cookie.split('=')[1]!);
	const told = log.join('\n');
	expect([...words, ...cookies].filter((word) => told.includes(word))).toEqual([]);
});
