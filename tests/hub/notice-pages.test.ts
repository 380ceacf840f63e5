import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { LONGEST_TITLE } from '../../src/lib/domain/notice-shapes.ts';
import { noticeWords } from '../../src/lib/i18n/staff/notice-words.ts';
import { screenWords } from '../../src/lib/i18n/staff/screen-words.ts';
import { ROLES } from '../../src/lib/server/who.ts';
import { may } from '../../src/routes/staff/access.ts';
import type { Published } from '../../src/lib/sync/records.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, told, type DeviceTwin } from './device-twin.ts';
import { startHub, type RunningHub } from './harness.ts';
import { plainBrowser, textOf } from './plain-browser.ts';
import { staffCookie } from './staff-twin.ts';

const PATIENCE = 180_000;
vi.setConfig({ testTimeout: PATIENCE });
const words = noticeWords('zh');

let hub: RunningHub;
let manager: string;
let display: DeviceTwin;
const { open, send } = plainBrowser(() => hub.origin);

beforeAll(async () => {
	await buildIfStale();
	hub = await startHub();
	manager = await staffCookie(hub.dataDir, 'manager');
	display = await pairTwin(hub.links.lobby);
}, PATIENCE);
afterAll(async () => {
	await hub?.stop();
});

/** What the display is told of this kind. */
async function records(kind: string): Promise<unknown[]> {
	const answer = await display.get('/api/v1/sync/changes?v=3&cursor=0');
	const { records } = await told<{ records: Published[] }>(answer);
	return records.filter((record) => record.kind === kind).map(({ body }) => body);
}

const YEAR = new Date().getUTCFullYear() + 1;
const notice = { title: '四楼检修', from: '2026-01-01T08:00', until: `${YEAR}-06-01T18:00` };

it('a notice is put up, changed and taken down without scripts', async () => {
	expect(await textOf(await open('/staff/notices', manager))).toContain(words.none);
	const put = await send('/staff/notices?/put', { ...notice, priority: 'on' }, manager);
	expect(await textOf(put)).toContain(words.done.put);
	const [body] = (await records('notice')) as { id: string; until: number }[];
	expect(body).toMatchObject({
		...{ title: { zh: '四楼检修' }, priority: 'important', from: Date.parse('2026-01-01T08:00+08:00') },
	});
	const page = await textOf(await open(`/staff/notices?change=${body!.id}`, manager));
	expect(page).toContain(words.change);
	const changed = { ...notice, id: body!.id, title: '四楼与五楼检修', text: '请走三楼' };
	expect(await textOf(await send('/staff/notices?/put', changed, manager))).toContain(words.done.changed);
	expect(await records('notice')).toMatchObject([{ text: { zh: '请走三楼' }, priority: 'normal' }]);
	const ended = await send('/staff/notices?/end', { id: body!.id }, manager);
	expect(await textOf(ended)).toContain(words.done.ended);
	expect(((await records('notice')) as { until: number }[])[0]!.until).toBeLessThanOrEqual(Date.now());
});

it('what cannot be a notice is said to be wrong, and stays in the form', async () => {
	const refused = async (fields: Record<string, string>): Promise<string> => {
		const answer = await send('/staff/notices?/put', { ...notice, ...fields }, manager);
		expect(answer.status).toBe(400);
		return textOf(answer);
	};
	expect(await refused({ title: ' ' })).toContain(words.fault['title-missing']);
	expect(await refused({ title: '长'.repeat(LONGEST_TITLE + 1) })).toContain(words.fault['title-missing']);
	const page = await refused({ until: '2026-01-01T07:59' });
	expect(page).toContain(words.fault['ends-before-it-begins']);
	expect(page).toContain('value="四楼检修"');
	expect(await refused({ from: 'soon' })).toContain(words.fault['bad-time']);
	expect(await refused({ id: 'no-such-one' })).toContain(words.fault['no-such-notice']);
});

it('an emergency is raised only when it is confirmed and has an end, and is ended early', async () => {
	const raise = { what: 'weather', minutes: '60', checkIn: 'on' };
	for (const fields of [
		raise,
		{ ...raise, confirm: 'on', minutes: '721' },
		{ ...raise, confirm: 'on', what: 'party' },
	])
		expect((await send('/staff/notices?/raise', fields as Record<string, string>, manager)).status).toBe(400);
	expect(await records('emergency')).toEqual([]);
	await send('/staff/notices?/raise', { ...raise, confirm: 'on', own: '请留在室内' }, manager);
	const [body] = (await records('emergency')) as { id: string; from: number; until: number }[];
	expect(body).toMatchObject({ what: 'weather', checkIn: true, text: { zh: '请留在室内' } });
	expect(body!.until - body!.from).toBe(3_600_000);
	const ended = await send('/staff/notices?/over', { id: body!.id }, manager);
	expect(await textOf(ended)).toContain(words.done.over);
	expect(await records('emergency')).toMatchObject([{ endedAt: expect.any(Number) as number }]);
});

it('a display is set, told so, and set back', async () => {
	const path = `/staff/screens/${display.deviceId}`;
	expect(await textOf(await open('/staff/screens', manager))).toContain(screenWords('zh').usual);
	const form = new FormData();
	const typed = [
		...['zones=codes', 'zones=hours', 'floors=2', 'rows=5', 'seconds=12', 'order=place', 'languages=zh,en'],
		...['days-0=6', 'days-0=7', 'from-0=09:00', 'to-0=00:00', 'each-0=30'],
		...['scenes-0=board', 'scenes-0=exhibit', 'from-1='],
	];
	for (const [name, value] of typed.map((pair) => pair.split('=') as [string, string]))
		form.append(name, value);
	expect(await textOf(await send(`${path}?/set`, form, manager))).toContain(screenWords('zh').saved);
	const [body] = await records('screen');
	expect(body).toEqual({
		...{ zones: ['codes', 'hours'], floors: [2], rooms: [], rows: 5, seconds: 12, order: 'place' },
		languages: ['zh', 'en'],
		playlist: [{ days: [6, 7], from: '09:00', to: '24:00', scenes: ['board', 'exhibit'], seconds: 30 }],
	});
	expect(await textOf(await open('/staff/screens', manager))).toContain(screenWords('zh').set);
	form.set('seconds', '1');
	expect((await send(`${path}?/set`, form, manager)).status).toBe(400);
	expect((await send(`${path}?/reset`, {}, manager)).status).toBe(303);
	expect(await records('screen')).toEqual([]);
	expect((await open('/staff/screens/0000000000000000', manager)).status).toBe(404);
});

it.each(ROLES)('who may: %s', async (role) => {
	const cookie = await staffCookie(hub.dataDir, role);
	expect((await open('/staff/notices', cookie)).status).toBe(may(role, 'announce') ? 200 : 403);
	expect((await open('/staff/screens', cookie)).status).toBe(may(role, 'setScreens') ? 200 : 403);
	const raised = await send('/staff/notices?/raise', { what: 'none' }, cookie);
	expect(raised.status).toBe(may(role, 'raiseEmergency') ? 400 : 403);
});
