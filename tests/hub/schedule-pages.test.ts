import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/lib/server/who.ts';
import { staffConsole } from './console.ts';

/** The schedule as a browser without scripts uses it, on the demo venue. */

const office = staffConsole();
const { browser, cookies } = office;

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
const editIn = (html: string) => /name="edit" value="([0-9a-f]{16})"/.exec(html)![1]!;
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
		[
			'undo an import',
			(role) => send('/staff/schedule/import?/undo', { edit: 'none' }, role),
			['operator', 'manager'],
		],
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
		expect(checked.html).toMatch(/2027 年的节假日还没有录入[\s\S]*?href="\/staff\/schedule\/holidays"/);
		expect((await open('/staff/schedule?week=2027-03-03')).html).not.toContain('凌晨太极');
		expect((await send('/staff/schedule/import?/take', upload(text))).html).toContain('已导入：4 节课');
		expect((await open('/staff/schedule?week=2027-03-03')).html).toContain('凌晨太极');
		expect((await send('/staff/schedule/import?/take', upload(text))).html).toContain('没有要改的');
	});
	it('is taken back as one edit from the page that shows it, and says what stays', async () => {
		const text = `${HEAD}\n凌晨书法,春季班,周师傅,302,20,周三,2027-04-07,2027-04-28,03:00-03:50\n`;
		const done = await send('/staff/schedule/import?/take', upload(text));
		const edit = editIn(done.html);
		expect(done.html).toContain('撤销这次导入');
		expect((await open('/staff/schedule')).html).toContain('导入课表 · 课表.csv');
		const { html } = await open('/staff/schedule?week=2027-04-14');
		const id = cellsOf(html).flatMap(({ sessions }) => sessions)[0]!;
		await send(`/staff/schedule/${id}?/cancel`, { reason: '停电' });
		const undone = await send('/staff/schedule/import?/undo', { edit, what: '课表.csv' });
		for (const words of ['已撤销：课表.csv', '保持原样', '凌晨书法 春季班：1 节课后来改过'])
			expect(undone.html).toContain(words);
		const left = async (week: string) => cellsOf((await open(`/staff/schedule?week=${week}`)).html);
		expect((await left('2027-04-21')).flatMap(({ sessions }) => sessions)).toEqual([]);
		expect((await left('2027-04-14')).flatMap(({ sessions }) => sessions)).toEqual([id]);
		expect((await send('/staff/schedule/import?/undo', { edit })).html).toContain('已经撤销');
		expect((await open('/staff/audit', 'manager')).html).toContain(
			'撤销了课表导入“课表.csv”：3 节课、0 个班级，保留 1 项',
		);
	});
	it('corrected, says what stands beside it, and where that is removed or moved', async () => {
		const text = (day: string) =>
			`${HEAD}\n凌晨剑术,春季班,齐师傅,302,20,${day},2027-03-01,2027-03-12,04:00-04:50\n`;
		await send('/staff/schedule/import?/take', upload(text('周三')));
		expect((await send('/staff/schedule/import?/check', upload(text('周三')))).html).not.toContain('请核对');
		for (const act of ['check', 'take']) {
			const { html } = await send(`/staff/schedule/import?/${act}`, upload(text('周四')));
			for (const told of ['请核对', '文件里没有的 2 节课', '3月10日', '又添的 2 节课', '3月11日'])
				expect(html).toContain(told);
			expect(html).toMatch(
				/href="\/staff\/schedule\/bulk\?offering=[^"]+from=2027-03-03&amp;until=2027-03-10"/,
			);
		}
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

describe('many sessions at once', () => {
	const idsOf = (html: string) => [...html.matchAll(/name="id" value="([^"]+)"/g)].map(([, id]) => id!);
	const seenIn = (html: string) => /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '';
	const shownIn = (html: string) => /name="shown" value="([^"]*)"/.exec(html)?.[1] ?? '';
	const applied = async (page: string, fields: Record<string, string>) => {
		const done = await browser.send(`/staff/schedule/${page}?/apply`, fields, cookies.get('manager'));
		expect(done.status).toBe(303);
		return open(done.headers.get('location')!);
	};
	const far = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	const range = `from=${far(2)}&until=${far(9)}`;
	const from = (html: string) => /name="from"[^>]*value="([^"]+)"/.exec(html)![1]!;

	it('are chosen, looked at, moved, and taken back together', async () => {
		const ids = idsOf((await open(`/staff/schedule/bulk?${range}`)).html);
		expect(ids.length).toBeGreaterThan(3);
		const before = await Promise.all(ids.map(async (id) => (await open(`/staff/schedule/${id}`)).html));
		const asked = { ids: ids.join(' '), do: 'move', minutes: '45' };
		const preview = await send('/staff/schedule/bulk?/preview', asked);
		expect(preview.html).toMatch(/(有冲突也)?改这 \d+ 节课/);
		expect(from((await open(`/staff/schedule/${ids[0]!}`)).html)).toBe(from(before[0]!));
		const sent = { ...asked, seen: seenIn(preview.html), shown: shownIn(preview.html) };
		const done = await applied('bulk', sent);
		expect(done.html).toContain(`已改 ${ids.length} 节课`);
		const moved = await open(`/staff/schedule/${ids[0]!}`);
		expect(from(moved.html)).not.toBe(from(before[0]!));
		// Posted again by a reload or a second click.
		const twice = await send('/staff/schedule/bulk?/apply', sent);
		expect([twice.status, twice.html.includes('请重新看一遍结果')]).toEqual([409, true]);
		expect(from((await open(`/staff/schedule/${ids[0]!}`)).html)).toBe(from(moved.html));
		expect((await open('/staff/schedule?week=' + far(2))).html).toContain('已调');
		expect((await send('/staff/schedule/bulk?/undo', { edit: editIn(done.html) })).html).toContain('已撤销');
		expect(from((await open(`/staff/schedule/${ids[0]!}`)).html)).toBe(from(before[0]!));
	});
	it('are told what they run into and where there is room; nothing is saved until that was seen', async () => {
		const page = (await open(`/staff/schedule/bulk?${range}`)).html;
		const ids = idsOf(page);
		const room = /<select id="toRoom"[\s\S]*?<option value="([a-z0-9-]+)"/.exec(page)![1]!;
		const asked = { ids: ids.join(' '), do: 'move', minutes: '', toRoom: room };
		const refused = await send('/staff/schedule/bulk?/apply', asked);
		expect([refused.status, refused.html.includes('请重新看一遍结果')]).toEqual([409, true]);
		expect(refused.html).toMatch(/空着的教室：|这个时间没有空教室/);
	});
	it.each([
		[{ do: 'move', minutes: 'soon' }, '请填整数分钟'],
		[{ do: 'move', minutes: '' }, '请填移动的分钟数，或选一间教室'],
		[{ do: 'cancel', reason: ' ' }, '取消要写明原因'],
	])('are not changed by %j', async (more, words) => {
		const [id] = idsOf((await open(`/staff/schedule/bulk?${range}`)).html);
		const answer = await send('/staff/schedule/bulk?/preview', { id: id!, ...more });
		expect([answer.status, answer.html.includes(words)]).toEqual([400, true]);
		expect((await send('/staff/schedule/bulk?/preview', more)).html).toContain('至少勾选一节');
	});
	it('a term is copied, looked at first, once, and taken back', async () => {
		const asked = { offering: '', from: far(2), until: far(15), to: far(380) };
		const preview = await send('/staff/schedule/copy?/preview', asked);
		const [, source, count] = /(\d+) 节课，将新排 (\d+) 节/.exec(preview.html)!;
		expect([Number(source) > 3, Number(count) > 3]).toEqual([true, true]);
		const seen = { seen: seenIn(preview.html), shown: shownIn(preview.html) };
		const done = await applied('copy', { ...asked, ...seen });
		expect(done.html).toContain(`已改 ${count} 节课`);
		const again = await send('/staff/schedule/copy?/preview', asked);
		expect(again.html).toContain(`将新排 0 节`);
		expect(again.html).toContain(`${count} 节已经有了`);
		expect((await send('/staff/schedule/copy?/undo', { edit: editIn(done.html) })).html).toContain('已撤销');
		expect((await send('/staff/schedule/copy?/preview', asked)).html).toContain(`将新排 ${count} 节`);
	});
});

describe('a year’s holidays', () => {
	const upload = (text: string) => {
		const form = new FormData();
		form.set('file', new Blob([text], { type: 'application/json' }), '2027.json');
		return send('/staff/schedule/holidays?/preview', form, 'operator');
	};
	const file = {
		...{ year: 2027, off: [{ from: '2027-01-01', to: '2027-01-03', name: { zh: '元旦' } }] },
		work: [{ date: '2027-01-10' }],
	};
	it('are taken from a file that was looked at first', async () => {
		const shown = await upload(JSON.stringify(file));
		for (const words of ['2027 年：新的一年', '2027-01-02', '2027-01-10'])
			expect(shown.html).toContain(words);
		expect((await open('/staff/schedule/holidays', 'desk')).html).not.toContain('2027 年');
		const taken = await send('/staff/schedule/holidays?/take', { file: JSON.stringify(file) }, 'operator');
		expect(taken.html).toContain('已更新 2027 年');
		expect((await upload(JSON.stringify(file))).html).toContain('与现在的一样');
	});
	it.each([
		['元旦放假', '这不是 JSON'],
		[JSON.stringify({ ...file, year: 2040 }), 'holds days of another year'],
		[JSON.stringify({ ...file, work: [{ date: '2027-02-30' }] }), 'work.0.date'],
	])('%s is refused, and says why', async (text, words) => {
		expect((await upload(text)).html).toContain(words);
	});
});

describe('a venue that keeps its schedule to itself', () => {
	const FILES = ['ics', 'json', 'xml', 'csv', 'xlsx'].map((kind) => `schedule.${kind}`);
	const page = '/staff/schedule/export';
	const venueIn = (html: string) => /\/schedule\/([a-z0-9-]+)\/schedule\.ics/.exec(html)![1]!;
	const keyIn = (html: string) => /schedule\.ics\?key=([\w-]{22})/.exec(html)?.[1] ?? null;
	const statuses = async (venue: string, key: string) => {
		const addresses = [
			...FILES.map((file) => `/schedule/${venue}/${file}`),
			`/api/v1/venues/${venue}/schedule`,
		];
		const answers = await Promise.all(addresses.map((path) => browser.open(path + key)));
		await Promise.all(answers.map((answer) => answer.arrayBuffer()));
		return [...new Set(answers.map(({ status }) => status))];
	};
	it('gives it to whoever has the key, a new one ends the old, and all of it is written down', async () => {
		const before = (await open(page)).html;
		const venue = venueIn(before);
		expect([keyIn(before), await statuses(venue, '')]).toEqual([null, [200]]);
		expect((await send(`${page}?/renew`, {})).status).toBe(200);
		const first = keyIn((await open(page)).html)!;
		expect(await statuses(venue, '')).toEqual([403]);
		expect(await statuses(venue, '?key=AAAAAAAAAAAAAAAAAAAAAA')).toEqual([403]);
		expect(await statuses(venue, `?key=${first}`)).toEqual([200]);
		await send(`${page}?/renew`, {});
		const second = keyIn((await open(page, 'desk')).html)!;
		expect(second).not.toBe(first);
		expect(await statuses(venue, `?key=${first}`)).toEqual([403]);
		expect(await statuses(venue, `?key=${second}`)).toEqual([200]);
		// Displays, kiosks and phones are not touched by it.
		expect((await browser.open('/lobby')).status).toBe(200);
		const refused = await browser.open(`/api/v1/venues/${venue}/schedule`);
		expect(await refused.json()).toMatchObject({ error: 'forbidden', field: 'key' });
		await send(`${page}?/open`, {});
		expect([keyIn((await open(page)).html), await statuses(venue, '')]).toEqual([null, [200]]);
		const told = (await open('/staff/audit?kind=schedule', 'operator')).html;
		for (const words of ['的课表设为不公开', '课表的地址，旧地址作废', '重新公开了'])
			expect(told).toContain(words);
	});
	it.each(['desk', 'editor', 'auditor'] as const)('%s cannot close it', async (role) => {
		expect((await send(`${page}?/renew`, {}, role)).status).toBe(403);
	});
});
