import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asId, type VenueId } from '../../src/lib/base/id.ts';
import type { Role } from '../../src/lib/domain/roles.ts';
import { staffConsole } from './console.ts';
import { runToEnd } from './harness.ts';
import { staffCookie } from './staff-twin.ts';

/** The console's pages about accounts, the audit, the catalogue and people, as a browser without scripts uses them. */

const office = staffConsole();
const { browser, cookies } = office;

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
		const manager = { cookie: await staffCookie(office.hub.dataDir, 'manager', palace) };
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
		const ofDevices = (await open('/staff/audit?kind=devices&lang=zh')).html;
		expect([ofDevices.includes('移到'), ofDevices.includes('演示数据')]).toEqual([false, true]);
		expect((await open('/staff/audit?day=2020-01-01')).html).toContain('没有符合的记录');
		const csv = await browser.open('/staff/audit/audit.csv?kind=schedule', cookies.get('auditor'));
		expect(csv.headers.get('content-type')).toContain('text/csv');
		expect(await csv.text()).toMatch(/^时间,人[\s\S]*移到[\s\S]*schedule-edited/);
	});
	it('names the hub’s import command where that has acted', async () => {
		const { dataDir } = office.hub;
		const file = join(dataDir, 'people.csv');
		writeFileSync(file, '姓名,荣誉,年份\n单雄信,全国劳动模范,1959\n');
		expect((await runToEnd('gongzhan.ts', { args: ['import', 'people', file], dataDir })).code).toBe(0);
		for (const [lang, name] of [
			['zh', '系统的导入命令'],
			['en', 'The hub’s import command'],
		])
			expect((await open(`/staff/audit?kind=exhibition&lang=${lang}`)).html).toContain(name);
		expect((await open('/staff/audit?lang=zh')).html).not.toContain('已不在名单');
	});
	it('cannot be changed by anybody', async () => {
		expect((await send('/staff/audit', {})).status).toBe(405);
	});
});

describe('the catalogue', () => {
	const links = (html: string, kind: string) =>
		[...html.matchAll(new RegExp(`href="/staff/catalogue/${kind}/([a-z0-9-]+)"`, 'g'))].map(([, id]) => id!);
	const named = async (kind: string, name: string) => {
		const { html } = await open('/staff/catalogue?archived');
		const at = new RegExp(`href="/staff/catalogue/${kind}/([a-z0-9-]+)"[^>]*>${name}<`).exec(html);
		return at?.[1] ?? null;
	};
	it('is put up from a programme to a class, with a room and a teacher, and can be gone through', async () => {
		const first = await send(
			'/staff/catalogue/programme/new?/save',
			{ name: '工间操', tint: 'pine' },
			'manager',
		);
		expect([first.status, first.location]).toEqual([303, expect.stringContaining('/staff/catalogue?saved=')]);
		const { html } = await open('/staff/catalogue');
		expect(html).toContain('工间操');
		const programmeId = links(html, 'programme').find((id) => id.startsWith('p-'))!;
		await send('/staff/catalogue/teacher/new?/save', { name: '何老师', 'name-en': 'He' });
		await send('/staff/catalogue/course/new?/save', { name: '八段锦', programmeId, summary: '十二分钟' });
		const courseId = (await named('course', '八段锦'))!;
		const next = { name: '早班', courseId, teacher: '何老师', capacity: '30', next: 'yes' };
		const made = await send('/staff/catalogue/offering/new?/save', next);
		expect(made.location).toContain(`/staff/catalogue/offering/new?saved=`);
		expect(made.location).toContain(courseId);
		const offeringId = (await named('offering', '早班'))!;
		expect((await open(`/staff/catalogue/offering/${offeringId}`)).html).toContain('value="何老师"');
		expect((await open('/staff/schedule/new')).html).toContain('八段锦 · 早班');
		const teacherId = (await named('teacher', '何老师'))!;
		const kept = await send(`/staff/catalogue/teacher/${teacherId}?/remove`, {});
		expect([kept.status, kept.html.includes('还不能删除：1 个班级用着它')]).toEqual([409, true]);
		expect(
			(await send(`/staff/catalogue/offering/${offeringId}?/archive`, { archived: 'yes' })).html,
		).toContain('已归档');
		expect((await open('/staff/schedule/new')).html).not.toContain('八段锦 · 早班');
		await send(`/staff/catalogue/offering/${offeringId}?/remove`, {});
		expect(await named('offering', '早班')).toBeNull();
		expect((await send(`/staff/catalogue/teacher/${teacherId}?/remove`, {})).status).toBe(303);
		expect((await open('/staff/audit?kind=catalogue')).html).toContain('删除了 教师“何老师”');
	});
	it.each([
		['room', { name: '', floor: '2' }, '名称：请填写'],
		['room', { name: '阁楼', floor: '二' }, '楼层：请填整数'],
		['room', { name: '阁楼', floor: '0' }, '楼层：请填 -9 到 200，没有 0 层'],
		['room', { name: '', 'name-en': 'Attic', floor: '3' }, '有英文还要有中文'],
		['course', { name: '八段锦', programmeId: 'nowhere' }, '选的已不在'],
	])('a %s of %j is not saved, and the field says why', async (kind, fields, words) => {
		const answer = await send(`/staff/catalogue/${kind}/new?/save`, fields);
		expect([answer.status, answer.html.includes(words)]).toEqual([400, true]);
	});
	it('what sessions need cannot be deleted; the venue’s hours are read as people write them', async () => {
		const { html } = await open('/staff/catalogue');
		const room = links(html, 'room').find((id) => id !== 'new')!;
		expect((await send(`/staff/catalogue/room/${room}?/remove`, {})).html).toContain('还不能删除');
		const venue = links(html, 'venue')[0]!;
		const page = (await open(`/staff/catalogue/venue/${venue}`)).html;
		const name = /name="name"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="name"/.exec(page)!;
		const hours = {
			openingHours: '周一至周五 9:00-20:30\n六、日 10:00-17:00',
			amenities: '母婴室 | Nursing room',
		};
		const profile = { name: name[1] ?? name[2]!, kind: 'palace', ...hours };
		expect((await send(`/staff/catalogue/venue/${venue}?/save`, profile)).status).toBe(303);
		const after = (await open('/staff/catalogue')).html;
		for (const told of ['周一至周五 09:00-20:30', '周六、周日 10:00-17:00', '母婴室'])
			expect(after).toContain(told);
		const wrong = await send(`/staff/catalogue/venue/${venue}?/save`, {
			...profile,
			openingHours: '平日开门',
		});
		expect(wrong.html).toContain('有一行看不懂');
	});
});

describe('rules of a class', () => {
	const value = (html: string, name: string): string | undefined => {
		const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0] ?? '';
		return /value="([^"]*)"/.exec(tag)?.[1];
	};
	const first = async (kind: string): Promise<string> => {
		const { html } = await open('/staff/catalogue');
		return new RegExp(`href="/staff/catalogue/${kind}/((?!new)[a-z0-9-]+)"`).exec(html)![1]!;
	};
	it('are set for the venue, inherited with where they come from, and said otherwise for a class', async () => {
		const venue = `/staff/catalogue/venue/${await first('venue')}/policy`;
		const done = await send(`${venue}?/save`, { 'policy.opensBefore': '45', 'policy.lateAfter': '10' });
		expect([done.status, done.location]).toEqual([303, `${venue}?saved`]);
		expect(value((await open(venue)).html, 'policy.opensBefore')).toBe('45');
		const offering = `/staff/catalogue/offering/${await first('offering')}`;
		expect((await open(offering)).html).toContain(`href="${offering}/policy"`);
		expect((await open(`${offering}/policy`)).html).toContain('沿用场馆：45 分钟');
		await send('/staff/unions?/put', { id: '', name: '河东区总工会', parent: '' });
		const rules = {
			...{ signUp: 'yes', 'signUp.opensAt': '2026-03-01T09:00', 'signUp.waitingList': '5' },
			...{ 'signUp.quotas': '河东区总工会 | 12', 'policy.opensBefore': '15' },
		};
		expect((await send(`${offering}/policy?/save`, rules)).status).toBe(303);
		const { html } = await open(`${offering}/policy`);
		expect(html).toContain('河东区总工会 | 12</textarea>');
		expect(value(html, 'policy.opensBefore')).toBe('15');
		expect(value(html, 'signUp.opensAt')).toBe('2026-03-01T09:00');
		expect((await open('/staff/audit?kind=catalogue')).html).toMatch(
			/张三 修改了 班级“[^”]+” 的签到与报名规则/,
		);
		const asRead = (await open(`${offering}/policy`, 'auditor')).html;
		expect(asRead).toContain('您的角色只能查看');
		expect(asRead).toContain('<fieldset class="card');
		expect(asRead).not.toContain('type="submit">保存');
	});
	it('are not saved where one is wrong, which is said beside it, and what was typed stays', async () => {
		const rules = `/staff/catalogue/offering/${await first('offering')}/policy`;
		const before = (await open(rules)).html;
		const wrong = { signUp: 'yes', 'signUp.quotas': '河东区总公会 | 12', 'policy.party': '900' };
		const answer = await send(`${rules}?/save`, wrong);
		expect(answer.status).toBe(400);
		for (const told of [
			'没有叫“河东区总公会”的工会。是不是“河东区总工会”？',
			'请填 1 到 200 之间的数。',
			'还没有保存：2 处要改。',
		])
			expect(answer.html).toContain(told);
		expect(value(answer.html, 'policy.party')).toBe('900');
		expect(value((await open(rules)).html, 'policy.opensBefore')).toBe(value(before, 'policy.opensBefore'));
	});
	it('are of one session alone, where that is different', async () => {
		// Which of today's classes the demo has cancelled depends on the hour: one that is cancelled has no rules to change.
		const listed = (await open('/staff/schedule')).html.matchAll(
			/href="(\/staff\/schedule\/[^"?/]*\d[^"?/]*)"/g,
		);
		let path = '';
		for (const [, one] of listed) if (!(await open((path = one!))).html.includes('已取消')) break;
		const rules = path.replace('schedule', 'catalogue/session') + '/policy';
		expect((await open(path)).html).toContain(`href="${rules}"`);
		expect((await open(rules)).html).toContain('只管这一场');
		const done = await send(`${rules}?/save`, { 'policy.walkIn': 'admit', 'policy.opensBefore': '75' });
		expect([done.status, done.location]).toEqual([303, `${rules}?saved`]);
		expect(value((await open(rules)).html, 'policy.opensBefore')).toBe('75');
		expect((await open('/staff/audit?kind=catalogue')).html).toMatch(
			/修改了 [^<]+\d日 星期. 的签到与报名规则/,
		);
		expect((await open('/staff/catalogue/session/nowhere/policy')).status).toBe(404);
	});
	it('are of classes and what they belong to, and of nothing else', async () => {
		expect((await open(`/staff/catalogue/room/${await first('room')}/policy`)).status).toBe(404);
		expect((await open('/staff/catalogue/course/nowhere/policy')).status).toBe(404);
	});
});

describe('people', () => {
	it('are found, enrolled, given their data, and erased with a reason', async () => {
		const page = (await open('/staff/members')).html;
		const into = /<select id="into"[\s\S]*?<option value="([a-z0-9-]+)"/.exec(page)![1]!;
		const fields = { name: '欧阳春兰', number: 'SF-T1', phone: '13900001234', union: '电车公司工会' };
		const made = await send('/staff/members?/add', { ...fields, into });
		expect([made.status, made.location]).toEqual([303, expect.stringContaining('?added')]);
		const path = made.location!.replace('?added', '');
		expect((await send('/staff/members?/find', { query: 'oycl' })).html).toContain('欧阳春兰');
		expect((await send('/staff/members?/add', { ...fields, into })).html).toContain('已有人用这个编号');
		const data = await browser.open(`${path}/data.json`, cookies.get('manager'));
		expect(data.headers.get('content-disposition')).toContain('attachment');
		expect(await data.json()).toMatchObject({ person: { name: '欧阳春兰', number: 'SF-T1' } });
		expect((await send(`${path}?/withdraw`, { offering: into })).html).toContain('已退出');
		expect((await open(path, 'manager')).html).toContain('删除个人信息由市级运营办理');
		expect((await send(`${path}?/erase`, { reason: '' })).html).toContain('请写明');
		const erased = await send(`${path}?/erase`, { reason: '本人要求' });
		expect(erased.location).toBe('/staff/members?erased');
		expect((await open(path)).status).toBe(404);
		const told = (await open('/staff/audit?kind=people&scope=city')).html;
		expect(told).toContain('删除了一位会员的全部个人信息');
		expect(told).not.toContain('欧阳');
	});
	it('stand below unions, and these below districts', async () => {
		expect((await send('/staff/unions?/put', { id: '', name: '城北区总工会', parent: '' })).html).toContain(
			'已保存：城北区总工会',
		);
		const { html } = await open('/staff/unions');
		const parent = /<option value="(u-[0-9a-f]+)"[^>]*>城北区总工会/.exec(html)![1]!;
		expect(html).toContain('会员写着、树上还没有的工会');
		const loose = /<input type="hidden" name="name" value="([^"]+)"/.exec(html)![1]!;
		await send('/staff/unions?/put', { name: loose, parent });
		const people = await open(`/staff/members?union=${parent}`);
		expect(people.html).toContain('城北区总工会的会员');
		expect([...people.html.matchAll(/href="\/staff\/members\/[0-9a-f]{16}"/g)].length).toBeGreaterThan(0);
		const wrong = await send('/staff/unions?/put', { id: parent, name: '城北区总工会', parent });
		expect(wrong.html).toContain('不能放到自己或自己的下级下面');
		expect((await send('/staff/unions?/remove', { id: parent })).html).toContain('下面还有工会');
	});
});
