import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/lib/server/who.ts';
import { buildIfStale } from './built.ts';
import { startHub, type RunningHub } from './harness.ts';
import { plainBrowser } from './plain-browser.ts';
import { staffCookie } from './staff-twin.ts';

/** The schedule as a browser without scripts uses it, on the demo venue. */

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
const seen = async (response: Response) => ({ status: response.status, html: await response.text() });
const open = async (path: string, role: Role = 'manager') =>
	seen(await browser.open(path, cookies.get(role)));
const send = async (path: string, fields: Record<string, string> | FormData, role: Role = 'manager') =>
	seen(await browser.send(path, fields, cookies.get(role)));
/** Every session on the page, with the cell that it lies in. */
const cellsOf = (html: string) =>
	[...html.matchAll(/<td[^>]*data-cell="([^"]+)"[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell, inside]) => ({
		cell: cell!,
		sessions: [...inside!.matchAll(/data-session="([^"]+)"/g)].map(([, id]) => id!),
	}));
const NEXT_WEEK = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const nextWeek = () => open(`/staff/schedule?week=${NEXT_WEEK}`);
const cellOf = (html: string, id: string) =>
	cellsOf(html).find(({ sessions }) => sessions.includes(id))?.cell;

describe('who may', () => {
	const actions: readonly [
		what: string,
		done: (role: Role) => Promise<{ status: number }>,
		allowed: readonly Role[],
	][] = [
		['see the schedule', (role) => open('/staff/schedule', role), ROLES],
		['open the form for a new one', (role) => open('/staff/schedule/new', role), ['operator', 'manager']],
		['import', (role) => open('/staff/schedule/import', role), ['operator', 'manager']],
		['move', (role) => send('/staff/schedule?/move', { id: 'none' }, role), ['operator', 'manager']],
		['undo', (role) => send('/staff/schedule?/undo', { edit: 'none' }, role), ['operator', 'manager']],
		['add', (role) => send('/staff/schedule/new?/add', {}, role), ['operator', 'manager']],
		['answer for make-up days', (role) => send('/staff/schedule/new?/answer', {}, role), ['operator']],
		[
			'cancel',
			(role) => send('/staff/schedule/none?/cancel', { reason: 'x' }, role),
			['operator', 'manager'],
		],
		['remove', (role) => send('/staff/schedule/none?/remove', {}, role), ['operator', 'manager']],
	];
	it.each(actions)('%s', async (_what, done, allowed) => {
		for (const role of ROLES)
			expect([role, (await done(role)).status === 403]).toEqual([role, !allowed.includes(role)]);
	});
});

describe('a class', () => {
	it('is moved, told, and taken back', async () => {
		const { html } = await nextWeek();
		const taken = cellsOf(html).find(({ sessions }) => sessions.length === 1)!;
		const [id] = taken.sessions;
		const [room, date] = taken.cell.split(' ');
		// Beyond what the demo has put up.
		const free = new Date(Date.parse(date!) + 14 * 86_400_000).toISOString().slice(0, 10);
		const done = await send('/staff/schedule?/move', { id: id!, room: room!, date: free });
		expect(done.html).toContain('已调课');
		expect(cellOf((await open(`/staff/schedule?week=${free}`)).html, id!)).toBe(`${room} ${free}`);
		const edit = /name="edit" value="([0-9a-f]{16})"/.exec(done.html)![1]!;
		await send('/staff/schedule?/undo', { edit, what: 'x' });
		expect(cellOf((await nextWeek()).html, id!)).toBe(taken.cell);
		expect((await send('/staff/schedule?/undo', { edit, what: 'x' })).html).toContain('已经撤销');
	});
	it('that runs into another is saved only by whoever has seen it', async () => {
		const cells = cellsOf((await nextWeek()).html).filter(({ sessions }) => sessions.length === 1);
		const pages = await Promise.all(cells.map(({ sessions }) => open(`/staff/schedule/${sessions[0]!}`)));
		// A cancelled class holds no room, and has no times to change.
		const nth = pages.findIndex(({ html }) => html.includes('name="from"'));
		const taken = cells[nth]!;
		const time = (name: string) =>
			new RegExp(`name="${name}"[^>]*value="([^"]+)"`).exec(pages[nth]!.html)![1]!;
		const [room, date] = taken.cell.split(' ');
		const offering = /<option value="([a-z0-9-]+)"/.exec((await open('/staff/schedule/new')).html)![1]!;
		const asked = { offering, room: room!, date: date!, from: time('from'), to: time('to'), lang: 'zh' };
		const shown = await send('/staff/schedule/new?/add', asked);
		expect(shown.status).toBe(409);
		expect(shown.html).toContain('和已有的课冲突');
		const seen = /name="seen" value="([^"]+)"/.exec(shown.html)![1]!;
		const done = await send('/staff/schedule/new?/add', { ...asked, seen });
		expect(done.html).toContain('已加 1 节课');
	});
	it.each([
		[{ date: '2026-02-30' }, '请填写日历上有的日期'],
		[{ from: '25:00' }, '请按 18:30 这样填写时间'],
		[{ room: 'attic' }, '没有这间教室'],
		[{ from: '20:00', to: '18:00' }, '结束时间要晚于开始时间'],
	])('is not moved where the form says %j', async (wrong, words) => {
		const { sessions, cell } = cellsOf((await nextWeek()).html).find(({ sessions }) => sessions.length > 0)!;
		const [room, date] = cell.split(' ');
		const asked = { room: room!, date: date!, from: '06:00', to: '06:30', reason: '', lang: 'zh', ...wrong };
		const done = await send(`/staff/schedule/${sessions[0]!}?/move`, asked);
		expect([done.status, done.html.includes(words)]).toEqual([400, true]);
	});
	it('is cancelled with a reason, not without, and reinstated', async () => {
		const id = cellsOf((await nextWeek()).html)
			.flatMap(({ sessions }) => sessions)
			.at(-1)!;
		expect((await send(`/staff/schedule/${id}?/cancel`, { reason: ' ' })).html).toContain('请写明原因');
		expect((await send(`/staff/schedule/${id}?/cancel`, { reason: '停电检修' })).html).toContain('已取消：');
		expect((await open(`/staff/schedule/${id}`)).html).toContain('停电检修');
		expect((await send(`/staff/schedule/${id}?/reinstate`, {})).html).toContain('已恢复：');
	});
	it('put up week after week skips holidays, and asks about make-up days', async () => {
		const offering = /<option value="([a-z0-9-]+)"/.exec((await open('/staff/schedule/new')).html)![1]!;
		const room = /<select id="room"[\s\S]*?<option value="([a-z0-9-]+)"/.exec(
			(await open('/staff/schedule/new')).html,
		)![1]!;
		const asked = {
			offering,
			room,
			date: '2026-09-18',
			until: '2026-10-16',
			from: '06:00',
			to: '06:45',
			holidays: 'follow',
		};
		const done = await send('/staff/schedule/new?/add', { ...asked, lang: 'zh' }, 'operator');
		expect(done.html).toContain('已加 3 节课');
		for (const words of ['2026-09-25 中秋节', '2026-10-02 国庆节', '2026-09-20', '2026-10-10'])
			expect(done.html).toContain(words);
		const answered = await send(
			'/staff/schedule/new?/answer',
			{ date: '2026-09-20', weekday: '5' },
			'operator',
		);
		expect(answered.status).toBe(200);
	});
});

describe('a timetable', () => {
	const HEAD = '课程,班级,老师,教室,名额,星期,开始日期,结束日期,时间';
	const upload = (text: string) => {
		const form = new FormData();
		form.set('file', new File([text], '课表.csv', { type: 'text/csv' }));
		form.set('lang', 'zh');
		return form;
	};
	it('is checked first, then imported, and a second time changes nothing', async () => {
		const text = `${HEAD}\n凌晨太极,春季班,周师傅,302,20,周三,2027-03-03,2027-03-24,05:00-06:00\n`;
		const checked = await send('/staff/schedule/import?/check', upload(text));
		expect(checked.html).toContain('1 个班、4 节课，没有问题');
		expect((await open('/staff/schedule?week=2027-03-03')).html).not.toContain('凌晨太极');
		expect((await send('/staff/schedule/import?/take', upload(text))).html).toContain('已导入：4 节课');
		expect((await open('/staff/schedule?week=2027-03-03')).html).toContain('凌晨太极');
		expect((await send('/staff/schedule/import?/take', upload(text))).html).toContain('没有要改的');
	});
	it('with faults tells each, and changes nothing', async () => {
		const text = `${HEAD}\n晨练,春季班,周师傅,302,20,周三,2027-03-03,2027-03-24,07:00-08:00\n夜练,春季班,,404,20,周八,2027-03-03,,`;
		const done = await send('/staff/schedule/import?/take', upload(text));
		expect(done.status).toBe(400);
		for (const words of ['4 处问题', '没有填写', '看不懂是星期几']) expect(done.html).toContain(words);
		expect((await open('/staff/schedule?week=2027-03-03')).html).not.toContain('晨练');
	});
	it('that is something else is refused by what it is', async () => {
		expect((await send('/staff/schedule/import?/check', upload('%PDF-1.7 …'))).html).toContain('这不是课表');
	});
});
