import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/lib/domain/course.ts';
import { buildIfStale } from './built.ts';
import { deliver, openSession, recordsFor } from './deliver.ts';
import { pairTwin, type DeviceTwin } from './device-twin.ts';
import { startHub, type RunningHub } from './harness.ts';
import { plainBrowser, textOf } from './plain-browser.ts';
import { staffCookie } from './staff-twin.ts';

/** The inbox as a browser without scripts uses it, on the demo venue, which begins with a few doubts. */

const PATIENCE = 180_000;
let hub: RunningHub;
let desk: string;
let lobby: DeviceTwin;

beforeAll(async () => {
	await buildIfStale();
	hub = await startHub();
	desk = await staffCookie(hub.dataDir, 'desk');
	lobby = await pairTwin(hub.links.lobby);
}, PATIENCE);
afterAll(async () => {
	await hub?.stop();
});

const browser = plainBrowser(() => hub.origin);
const open = (path: string, cookie = desk) => browser.open(path, cookie);
const send = (path: string, fields: Record<string, string>, cookie = desk) =>
	browser.send(path, fields, cookie);

/** The hidden fields of the forms that post to this action. */
const formsOf = (html: string, action: string): Record<string, string>[] =>
	[...html.matchAll(/<form[\s\S]*?<\/form>/g)]
		.map(([form]) => form)
		.filter((form) => form.includes(`/${action}&amp;`))
		.map((form) =>
			Object.fromEntries(
				[...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
					name!,
					value!,
				]),
			),
		);
/** What the badge beside the menu says. */
const waiting = (html: string): number => Number(/(\d+) 件待核对/.exec(html)?.[1] ?? 0);

describe('who may', () => {
	it.each([
		['desk', 200],
		['manager', 200],
		['operator', 200],
		['auditor', 200],
		['editor', 403],
	] as const)('%s opens it: %d', async (role, status) => {
		expect((await open('/staff/inbox', await staffCookie(hub.dataDir, role))).status).toBe(status);
	});
	it('an auditor reads and decides nothing', async () => {
		const auditor = await staffCookie(hub.dataDir, 'auditor');
		const html = await textOf(await open('/staff/inbox', auditor));
		expect(html).toContain('两处都签到了');
		expect([...formsOf(html, 'settle'), ...formsOf(html, 'apart')]).toEqual([]);
		for (const role of ['auditor', 'editor'] as const)
			for (const action of ['settle', 'apart']) {
				const cookie = await staffCookie(hub.dataDir, role);
				expect((await send(`/staff/inbox?/${action}`, { verdict: 'keep' }, cookie)).status).toBe(403);
			}
	});
});

describe('the demo’s doubts', () => {
	it('are told in words, counted in the menu, and linked from the roster and the device', async () => {
		const html = await textOf(await open('/staff/inbox'));
		expect(waiting(html)).toBe(4);
		expect(html).toMatch(
			/先 \d\d:\d\d 在旧签到机（已停用），后 \d\d:\d\d 在三楼旧签到机（已停用），两次都离线。/,
		);
		expect(html).toContain('更正之后才传到');
		expect(html).toContain('同一编号，另一种内容');
		const session = /\/staff\/sessions\/([a-z0-9-]+)\//.exec(html)![1]!;
		expect(await textOf(await open(`/staff/sessions/${session}`))).toContain(
			`/staff/inbox?session=${session}`,
		);
		const manager = await staffCookie(hub.dataDir, 'manager');
		expect(await textOf(await open('/staff/devices', manager))).toMatch(
			/\/staff\/inbox\?device=[0-9a-f]{16}/,
		);
		expect(await textOf(await open('/staff/inbox?lang=en'))).toContain('both offline');
	});
	it('are kept as they are with one press; a second press adds nothing', async () => {
		const html = await textOf(await open('/staff/inbox'));
		const twice = formsOf(html, 'settle').at(-1)!;
		expect(twice['saw']).toMatch(/^[0-9a-f]{32}\.\d+/);
		const kept = await textOf(await send('/staff/inbox?/settle', { ...twice, verdict: 'keep', reason: '' }));
		expect(kept).toContain(`已记下：${twice['name']}算已到。`);
		expect(waiting(kept)).toBe(3);
		const again = await send('/staff/inbox?/settle', { ...twice, verdict: 'absent', reason: '点名' });
		expect(again.status).toBe(409);
		expect(await textOf(again)).toContain('刚刚已有同事处理了这一件');
		expect(await textOf(await open('/staff/inbox?show=decided'))).toContain('核对无误，维持原来的结果');
	});
	it('need a reason where staff decide otherwise', async () => {
		const [form] = formsOf(await textOf(await open('/staff/inbox')), 'settle');
		const silent = await send('/staff/inbox?/settle', { ...form!, verdict: 'present', reason: ' ' });
		expect([silent.status, (await textOf(silent)).includes('请写明更正原因')]).toEqual([400, true]);
	});
	it('an entry kept apart is counted once, and stands among the decided with whoever did it', async () => {
		const [form] = formsOf(await textOf(await open('/staff/inbox')), 'apart');
		const unsaid = await send('/staff/inbox?/apart', { ...form!, all: 'set-aside', reason: '' });
		expect(unsaid.status).toBe(400);
		const counted = await textOf(await send('/staff/inbox?/apart', { ...form!, all: 'counted', reason: '' }));
		expect(counted).toContain('1 条已计入');
		expect(await textOf(await send('/staff/inbox?/apart', { ...form!, all: 'counted' }))).toContain(
			'没有可以决定的了',
		);
		const decided = await textOf(await open('/staff/inbox?show=decided'));
		expect(decided).toContain('已计入');
		expect(decided).toMatch(/张三 · 今天 \d\d:\d\d/);
	});
	it('nonsense in a form decides nothing and breaks nothing', async () => {
		const before = waiting(await textOf(await open('/staff/inbox')));
		const outbox = { device: '0'.repeat(16), outbox: 'f'.repeat(32), until: '1', counted: '核对后计入' };
		const unknown = await send('/staff/inbox?/apart', { ...outbox, all: 'counted', reason: 'x' });
		expect([unknown.status, (await textOf(unknown)).includes('没有可以决定的了')]).toEqual([200, true]);
		const nobody = { session: 'nowhere', member: '0'.repeat(16), saw: '', kept: '核对无误，维持原来的结果' };
		const gone = { ...nobody, verdict: 'present', reason: 'x' };
		expect((await send('/staff/inbox?/settle', gone)).status).toBe(409);
		for (const query of ['page=-1', 'page=x', 'page=99999', 'session=nowhere', 'device=x&outbox=y'])
			expect((await open(`/staff/inbox?${query}`)).status, query).toBe(200);
		expect(waiting(await textOf(await open('/staff/inbox')))).toBe(before);
	});
});

describe('a form that says what the page did not offer', () => {
	const refused = async (action: 'apart' | 'settle', fields: Record<string, string>): Promise<void> => {
		const before = waiting(await textOf(await open('/staff/inbox')));
		const answer = await send(`/staff/inbox?/${action}`, fields);
		expect([answer.status, (await textOf(answer)).includes('什么都没有决定')]).toEqual([400, true]);
		expect(waiting(await textOf(await open('/staff/inbox')))).toBe(before);
	};

	it.each([
		...['1e400', '1e30', '1.5', '-1', '', 'NaN', 'Infinity', '9'.repeat(16)].map((until) => ({ until })),
		...['', 'all', 'COUNTED', 'set-aside '].map((all) => ({ all })),
		...['counted', 'counted 1.zz', 'settled 1.KEY', 'counted 1e3.KEY'].map((one) => ({ one, all: '' })),
		{ one: 'set-aside 1.KEY', all: 'set-aside' },
		...['x', '0'.repeat(15)].map((device) => ({ device })),
		...['', 'F'.repeat(32)].map((outbox) => ({ outbox })),
		...['', 'because'].map((counted) => ({ counted })),
	])('about entries kept apart: %o', async (crafted) => {
		const key = 'a'.repeat(64);
		const fields = Object.fromEntries(
			Object.entries(crafted).map(([name, value]) => [name, String(value).replace('KEY', key)]),
		);
		const [form] = formsOf(await textOf(await open('/staff/inbox')), 'apart');
		await refused('apart', { ...form!, all: 'set-aside', reason: 'x', ...fields });
	});
	it.each([
		...['', 'Keep', 'here', 'present '].map((verdict) => ({ verdict })),
		...['x', `${'0'.repeat(32)}.1 `, `${'0'.repeat(32)}.1,2`].map((saw) => ({ saw })),
		...['', 'because'].map((kept) => ({ kept })),
		...[{ session: '' }, { member: 'x' }, { name: 'x'.repeat(201) }],
	])('about a conflict: %o', async (crafted) => {
		const [form] = formsOf(await textOf(await open('/staff/inbox')), 'settle');
		await refused('settle', { ...form!, verdict: 'present', reason: 'x', ...crafted });
	});
	it('about one person', async () => {
		const [form] = formsOf(await textOf(await open('/staff/inbox')), 'settle');
		const path = `/staff/sessions/${form!['session']}/${form!['member']}?/correct`;
		const answer = await send(path, { saw: form!['saw']!, reason: 'x', present: '' });
		expect([answer.status, (await textOf(answer)).includes('什么都没有决定')]).toEqual([400, true]);
	});
});

describe('times that no calendar holds', () => {
	type Row = Record<string, string | number>;
	it.each([8.7e15, 8.64e15, 253_402_300_800_000, 0])('%d breaks no page', async (wall) => {
		const { session, member } = formsOf(await textOf(await open('/staff/inbox')), 'settle')[0]!;
		const database = new DatabaseSync(join(hub.dataDir, 'gongzhan.db'));
		/** Beside a row the same, but told by a clock gone mad. */
		const copy = (table: string, row: Row): void => {
			const seq = Number(row['seq']) + 1000;
			const body = JSON.parse(String(row['body'])) as { timing: object };
			const mad = {
				...{ ...row, seq, hash: wall.toString(16).padStart(64, '0') },
				body: JSON.stringify({ ...body, timing: { ...body.timing, wall, offset: 0 } }),
				...('at' in row ? { at: wall, entry_id: `${row['outbox_id']}.${seq}` } : {}),
			};
			const names = Object.keys(mad);
			database
				.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${names.map(() => '?').join()})`)
				.run(...Object.values(mad));
		};
		copy('quarantine', database.prepare('SELECT * FROM quarantine ORDER BY seq DESC').get() as Row);
		const last = `SELECT * FROM entry WHERE subject = ? AND member_id = ? AND kind = 'check-in' ORDER BY seq DESC`;
		copy('entry', database.prepare(last).get(session!, member!) as Row);
		const present = `UPDATE attendance SET status = 'present', since = ? WHERE session_id = ? AND member_id = ?`;
		database.prepare(present).run(wall, session!, member!);
		database.close();
		for (const path of ['inbox', `sessions/${session}`, `sessions/${session}/${member}`]) {
			const page = await open(`/staff/${path}`);
			expect([page.status, (await textOf(page)).includes('时间不可信')], path).toEqual([200, true]);
		}
	});
});

describe('two kiosks that admit one person', () => {
	it('make one line for staff, and their word reaches every screen', async () => {
		const manager = await staffCookie(hub.dataDir, 'manager');
		const [one, two] = [await paired('1 号机', manager), await paired('2 号机', manager)];
		const session = await openSession(lobby);
		const html = await textOf(await open(`/staff/sessions/${session.id}`));
		const memberId = /name="memberId" value="([0-9a-f]{16})"/.exec(html)![1]!;
		const before = await presentAt(session);
		const now = Date.now();
		expect(await deliver(two, session, memberId, now - 5 * 60_000)).toMatchObject({ outcome: 'recorded' });
		const late = await deliver(one, session, memberId, now - 8 * 60_000);
		expect(late.outcome).toBe('conflicting');
		expect(await presentAt(session)).toBe(before + 1);
		const inbox = await textOf(await open(`/staff/inbox?session=${session.id}`));
		expect(inbox).toMatch(/先 \d\d:\d\d 在1 号机，后 \d\d:\d\d 在2 号机，两次都离线。/);
		const [form] = formsOf(inbox, 'settle');
		const word = { ...form!, verdict: 'absent', reason: '代他人扫码' };
		const done = await textOf(await send(`/staff/inbox?session=${session.id}&/settle`, word));
		expect(done).toContain('算未到');
		expect(done).toContain('这节课没有要核对的');
		expect(await presentAt(session)).toBe(before);
	});

	async function paired(name: string, manager: string): Promise<DeviceTwin> {
		const made = await textOf(await send('/staff/devices?/link', { kind: 'kiosk', name }, manager));
		return pairTwin(/https?:\/\/[^<\s]+\/kiosk\?pair=[0-9a-f]{32}/.exec(made)![0]);
	}

	async function presentAt(session: Session): Promise<number> {
		const all = await recordsFor(lobby);
		const tally = all.find((record) => record.kind === 'tally' && record.id === session.id);
		return (tally!.body as { present: number }).present;
	}
});
