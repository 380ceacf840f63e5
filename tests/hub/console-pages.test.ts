import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type VenueId } from '../../src/lib/base/id.ts';
import { ROLES, type Role } from '../../src/lib/domain/roles.ts';
import { buildIfStale } from './built.ts';
import { startHub, type RunningHub } from './harness.ts';
import { plainBrowser } from './plain-browser.ts';
import { staffCookie } from './staff-twin.ts';

/** The console's pages about accounts, the audit, the catalogue and people, as a browser without scripts uses them. */

const PATIENCE = 180_000;
let hub: RunningHub;
const cookies = new Map<Role, string>();

beforeAll(async () => {
	await buildIfStale();
	hub = await startHub();
	for (const role of ROLES) cookies.set(role, await staffCookie(hub.dataDir, role));
}, PATIENCE);
afterAll(async () => {
	await hub?.stop();
});

const browser = plainBrowser(() => hub.origin);
const seen = async (response: Response) => ({
	status: response.status,
	html: (await response.text()).replaceAll(/<!--.*?-->/g, ''),
	location: response.headers.get('location'),
});
const open = async (path: string, as: Role | { cookie: string } = 'operator') =>
	seen(await browser.open(path, typeof as === 'string' ? cookies.get(as) : as.cookie));
const send = async (
	path: string,
	fields: Record<string, string>,
	as: Role | { cookie: string } = 'operator',
) => seen(await browser.send(path, fields, typeof as === 'string' ? cookies.get(as) : as.cookie));

describe('accounts', () => {
	const linkIn = (html: string) => new URL(/<code[^>]*>([^<]+)<\/code>/.exec(html)![1]!);
	it('an invitation is shown once, as text and picture, and makes an account of its role and venue', async () => {
		const page = await open('/staff/accounts');
		const venue = /<option value="([a-z0-9-]+)"/.exec(page.html)![1]!;
		const made = await send('/staff/accounts?/invite', { name: '小周', role: 'desk', venue });
		expect(made.html).toContain('把这个链接交给小周');
		expect(made.html).toContain('<svg');
		expect((await open('/staff/accounts')).html).toContain('小周');
		const link = linkIn(made.html);
		const account = { login: 'xiaozhou', name: '周敏', password: 'three gears and a lamp' };
		const token = link.searchParams.get('token')!;
		const done = await browser.send('/staff/welcome', { token, ...account, again: account.password });
		expect(done.status).toBe(303);
		const cookie = done.headers.get('set-cookie')!.split(';')[0]!;
		expect((await open('/staff/accounts', { cookie })).status).toBe(403);
		const listed = (await open('/staff/accounts')).html;
		expect(listed).toContain('周敏');
		expect(listed).not.toContain('小周');
		const id = /href="\/staff\/accounts\/([0-9a-f]{16})" aria-label="管理周敏/.exec(listed)![1]!;
		const reset = linkIn((await send(`/staff/accounts/${id}?/reset`, {})).html);
		const form = await open(reset.pathname + reset.search);
		expect(form.html).toContain('登录名：xiaozhou');
		const chosen = { password: 'another gear and lamp', again: 'another gear and lamp' };
		const set = await send('/staff/welcome', { token: reset.searchParams.get('token')!, ...chosen });
		expect([set.status, set.location]).toEqual([303, '/staff?reset']);
		expect((await open('/staff/desk', { cookie })).status).toBe(303);
		expect((await send(`/staff/accounts/${id}?/switchOff`, {})).html).toContain('账号已停用');
	});
	it('a refusal says why and what to do', async () => {
		const answer = await send('/staff/accounts?/invite', { name: '', role: 'desk', venue: '' });
		expect([answer.status, answer.html.includes('这个岗位要选一个场馆')]).toEqual([400, true]);
		const palace = asId<VenueId>(/<option value="([a-z0-9-]+)"/.exec(answer.html)![1]!);
		const manager = { cookie: await staffCookie(hub.dataDir, 'manager', palace) };
		const above = await send('/staff/accounts?/invite', { name: '', role: 'operator', venue: '' }, manager);
		expect(above.html).toContain('这超出了您的权限');
	});
});

describe('the audit', () => {
	it('tells in sentences what was done, by whom, of one kind and day', async () => {
		const week = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
		const schedule = (await open(`/staff/schedule?week=${week}`)).html;
		const [, cell, inside] =
			[...schedule.matchAll(/<td[^>]*data-cell="([^"]+)"[^>]*>([\s\S]*?)<\/td>/g)].find(([, , text]) =>
				text!.includes('data-session'),
			) ?? [];
		const id = /data-session="([^"]+)"/.exec(inside!)![1]!;
		const rooms = [...schedule.matchAll(/data-cell="(\S+) \S+"/g)].map(([, room]) => room!);
		const [from, date] = cell!.split(' ');
		const room = rooms.find((one) => one !== from)!;
		const asked = { id, room, date: date!, lang: 'zh' };
		const shown = await send('/staff/schedule?/move', asked);
		const clash = /name="seen" value="([^"]+)"/.exec(shown.html)?.[1];
		if (clash) await send('/staff/schedule?/move', { ...asked, seen: clash });
		const told = (await open('/staff/audit?kind=schedule')).html;
		expect(told).toMatch(/张三 把《[^》]+》\d+月\d+日课从 \S+ 移到 \S+/);
		expect((await open('/staff/audit?kind=schedule&lang=en')).html).toMatch(/张三 moved .+ from \S+ to /);
		expect((await open('/staff/audit?kind=devices&lang=zh')).html).not.toContain('移到');
		expect((await open('/staff/audit?day=2020-01-01')).html).toContain('没有符合的记录');
		const csv = await browser.open('/staff/audit/audit.csv?kind=schedule', cookies.get('auditor'));
		expect(csv.headers.get('content-type')).toContain('text/csv');
		expect(await csv.text()).toMatch(/^时间,人[\s\S]*移到[\s\S]*schedule-edited/);
	});
	it('cannot be changed by anybody', async () => {
		expect((await send('/staff/audit', {})).status).toBe(405);
	});
});
