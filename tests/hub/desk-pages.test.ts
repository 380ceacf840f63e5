import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIfStale } from './built.ts';
import { startHub, type RunningHub } from './harness.ts';
import { plainBrowser, textOf } from './plain-browser.ts';
import { staffCookie } from './staff-twin.ts';

/** The desk as a browser without scripts uses it. */

const PATIENCE = 180_000;
let hub: RunningHub;
let desk: string;

beforeAll(async () => {
	await buildIfStale();
	hub = await startHub();
	desk = await staffCookie(hub.dataDir, 'desk');
}, PATIENCE);
afterAll(async () => {
	await hub?.stop();
});

const browser = plainBrowser(() => hub.origin);
const open = (path: string, cookie = desk) => browser.open(path, cookie);
const send = (path: string, fields: Record<string, string>, cookie = desk) =>
	browser.send(path, fields, cookie);

/** A session, where none is given the one that the desk has open, and the first on its list who is not here. */
async function first(of = ''): Promise<{ session: string; memberId: string; name: string }> {
	const html = await textOf(await open(`/staff/desk?show=missing&session=${of}`));
	const [, memberId, session, name] =
		/\/staff\/desk\/person\/([0-9a-f]{16})\?session=([^"]+)"[^>]*>([^<]+)</.exec(
			html.slice(html.indexOf('id="list"')),
		)!;
	return { session: session!, memberId: memberId!, name: name! };
}

describe('the desk, without scripts', () => {
	it('finds, checks in, and takes back', async () => {
		const { session, memberId, name } = await first();
		const query = `session=${session}`;
		const found = await send(`/staff/desk?/find&${query}`, { query: name });
		expect(found.headers.get('location')).toBeNull();
		expect(await textOf(found)).toContain(`value="${memberId}"`);
		const done = await textOf(await send(`/staff/desk?/checkIn&${query}`, { memberId }));
		expect(done).toContain(`${name} 已签到`);
		expect(done).toMatch(new RegExp(`为 ${name} 签到`));
		const undoes = /name="undoes" value="([0-9a-f]{32}\.\d+)"/.exec(done)![1]!;
		const out = await textOf(await send(`/staff/desk?/checkOut&${query}`, { memberId }));
		expect(out).toContain(`${name} 已签离`);
		const left = /name="undoes" value="([0-9a-f]{32}\.\d+)"/.exec(out)![1]!;
		expect(await textOf(await send(`/staff/desk?/undo&${query}`, { memberId, undoes: left }))).toContain(
			'已撤销',
		);
		const person = `/staff/desk/person/${memberId}?${query}`;
		expect(await textOf(await open(person))).toContain('在场');
		await send(`/staff/desk?/undo&${query}`, { memberId, undoes });
		expect(await textOf(await open(person))).toContain('未到');
		expect(await textOf(await send(`/staff/desk?/checkOut&${query}`, { memberId }))).toContain('现在不在场');
	});
	it('asks for a reason where the rules refuse', async () => {
		const html = await textOf(await open('/staff/desk'));
		// Soon after midnight none is over: then one that has not begun to check in.
		const [shut] = ['over', 'ahead'].flatMap(
			(when) =>
				new RegExp(`href="/staff/desk\\?session=([^"]+)"[^>]*class="[^"]*\\b${when}\\b`).exec(html)?.[1] ??
				[],
		);
		const query = `session=${shut}`;
		const { memberId, name } = await first(shut);
		const refused = await send(`/staff/desk?/checkIn&${query}`, { memberId });
		expect(refused.status).toBe(409);
		const asked = await textOf(refused);
		expect(asked).toContain(`${name}：规则不允许入场`);
		const fields = { memberId, override: 'yes' };
		for (const reason of ['', '  ', 'x'.repeat(201)]) {
			const again = await send(`/staff/desk?/checkIn&${query}`, { ...fields, reason });
			expect([again.status, (await textOf(again)).includes('请写明放行原因')]).toEqual([400, true]);
		}
		const let_in = await textOf(await send(`/staff/desk?/checkIn&${query}`, { ...fields, reason: '补课' }));
		expect(let_in).toContain(`${name} 已放行`);
		expect(let_in).toContain(`放行 ${name}：补课`);
		// A session's own page sends whoever needs a reason to where it is asked for.
		const other = await send(`/staff/sessions/${shut}?/checkIn`, { memberId: '0'.repeat(16), name: 'x' });
		expect(other.status).toBe(400);
	});
	it('shows a phone number to who asks for it, and never before', async () => {
		const { session, memberId } = await first();
		const query = `session=${session}`;
		expect(await textOf(await open(`/staff/desk?${query}`))).not.toMatch(/10000\d{6}/);
		expect(await textOf(await open(`/staff/desk/person/${memberId}?${query}`))).not.toMatch(/10000\d{6}/);
		const shown = await textOf(await send(`/staff/desk?/phone&${query}`, { memberId }));
		expect(shown).toMatch(/tel:10000\d{6}/);
		expect(shown).toContain('的手机号');
	});
	it('takes a guest by name, and tells what cannot be one', async () => {
		const { session } = await first();
		const query = `session=${session}`;
		expect(await textOf(await send(`/staff/desk?/guest&${query}`, { guest: ' ' }))).toContain('请填写姓名');
		expect(await textOf(await send(`/staff/desk?/guest&${query}`, { guest: '<b>来宾</b>' }))).toContain(
			'已签到',
		);
		expect(await textOf(await send(`/staff/desk?/find&${query}`, { query: 'lb' }))).not.toContain('<b>来宾');
	});
	it('prints a paper sheet, finds it again by its code, and enters it once', async () => {
		const { session, memberId, name } = await first();
		const printed = await open(`/staff/desk/sheet/${session}`);
		expect(printed.headers.get('cache-control')).toBe('no-store');
		const sheet = await textOf(printed);
		const code = /<b[^>]*>([0-9A-Z]{3}-[0-9A-Z]{3})<\/b>/.exec(sheet)![1]!;
		expect(sheet).toContain(name);
		const enter = `/staff/desk/sheet/${session}/enter`;
		const went = await send('/staff/desk?/sheet', { code: ` ${code.toLowerCase()} ` });
		expect([went.status, went.headers.get('location')]).toEqual([303, enter]);
		expect((await send('/staff/desk?/sheet', { code: 'ZZZ-ZZZ' })).status).toBe(404);
		// Half a day from the class, whenever that is.
		const far = `${String((Number(/(\d\d):\d\d/.exec(sheet)![1]) + 12) % 24).padStart(2, '0')}:00`;
		for (const time of ['99', '25:00', far, '<b>'])
			expect((await send(enter, { came: memberId, [`at-${memberId}`]: time })).status, time).toBe(400);
		expect((await send(enter, {})).status).toBe(400);
		expect(await textOf(await send(enter, { came: memberId }))).toContain('已录入 1 人');
		const again = await textOf(await send(enter, { came: memberId }));
		expect(again).toContain('没有新录入的人');
		expect(again).toContain('1 人原来就在场');
		expect(await textOf(await open(`/staff/sessions/${session}/${memberId}`))).toContain('纸质');
	});
	it('prints a pass and gives a code for a phone', async () => {
		const { session, memberId } = await first();
		const pass = await open(`/staff/desk/person/${memberId}/pass?session=${session}`);
		expect([pass.status, pass.headers.get('cache-control')]).toEqual([200, 'no-store']);
		const given = await textOf(
			await send(`/staff/desk/person/${memberId}?/claim&session=${session}`, { memberId }),
		);
		expect(given).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}/);
	});
	it('withdraws and signs up in somebody’s name', async () => {
		const { session, memberId } = await first();
		const person = `/staff/desk/person/${memberId}`;
		const html = await textOf(await open(`${person}?session=${session}`));
		const offeringId = /name="offeringId" value="([^"]+)"/.exec(html)![1]!;
		const act = (name: string) => send(`${person}?/${name}&session=${session}`, { offeringId });
		expect(await textOf(await act('withdraw'))).toContain('已退出');
		expect(await textOf(await act('withdraw'))).toContain('没有报这个班');
		expect((await send(`${person}?/signUp&session=${session}`, { offeringId: 'nowhere' })).status).toBe(400);
		expect(await textOf(await act('signUp'))).toMatch(/已报名|已排入候补|不接受报名/);
	});
	it('knows nobody of a made-up id', async () => {
		const { session } = await first();
		for (const memberId of ['0'.repeat(16), 'x', "' OR 1=1 --"]) {
			for (const name of ['checkIn', 'checkOut', 'undo', 'phone'])
				expect((await send(`/staff/desk?/${name}&session=${session}`, { memberId })).status, name).toBe(400);
			expect(
				(await open(`/staff/desk/person/${encodeURIComponent(memberId)}?session=${session}`)).status,
			).toBe(404);
		}
		expect((await open('/staff/desk/sheet/nowhere')).status).toBe(404);
	});
});

describe('each role', () => {
	const ACTS = ['find', 'checkIn', 'checkOut', 'undo', 'phone', 'guest', 'sheet'];
	const OF_PERSON = ['checkIn', 'checkOut', 'undo', 'phone', 'signUp', 'withdraw', 'claim'];
	it.each([
		['operator', true],
		['manager', true],
		['desk', true],
		['auditor', false],
		['editor', false],
	] as const)('%s acts at the desk: %s', async (role, acts) => {
		const { session, memberId } = await first();
		const cookie = await staffCookie(hub.dataDir, role);
		const person = `/staff/desk/person/${memberId}`;
		const pages = [
			'/staff/desk',
			person,
			`/staff/desk/sheet/${session}`,
			`/staff/desk/sheet/${session}/enter`,
		];
		for (const path of [...pages, ...(acts ? [] : [`${person}/pass`])])
			expect((await open(path, cookie)).status, path).toBe(acts ? 200 : 403);
		// Nothing is said with them, so that those who may act change nothing either.
		const posts = [
			...ACTS.map((name) => `/staff/desk?/${name}&session=${session}`),
			...OF_PERSON.filter((name) => name !== 'claim').map((name) => `${person}?/${name}&session=${session}`),
			...(acts ? [] : [`${person}?/claim&session=${session}`]),
			`/staff/desk/sheet/${session}/enter`,
		];
		for (const path of posts) {
			const { status } = await send(path, {}, cookie);
			expect(acts ? status !== 403 && status < 500 : status === 403, `${path}: ${status}`).toBe(true);
		}
		const tab = (await textOf(await open('/staff', cookie))).includes('href="/staff/desk"');
		expect(tab).toBe(acts);
	});
	it('strangers are sent to sign in', async () => {
		expect((await open('/staff/desk', '')).headers.get('location')).toBe('/staff?next=%2Fstaff%2Fdesk');
	});
});
