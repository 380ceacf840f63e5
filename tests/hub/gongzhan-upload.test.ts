import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { asId, type SessionId } from '../../src/lib/base/id.ts';
import { headAfter } from '../../src/lib/sync/entry.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, told, type DeviceTwin } from './device-twin.ts';
import { startHub, type RunningHub } from './harness.ts';
import { outboxFile } from './outbox-file-twin.ts';
import { staffCookie } from './staff-twin.ts';

const PATIENCE = 180_000;
vi.setConfig({ testTimeout: PATIENCE });
let hub: RunningHub;
let kiosk: DeviceTwin;

beforeAll(async () => {
	await buildIfStale();
	hub = await startHub();
	kiosk = await pairTwin(hub.links.kiosk);
}, PATIENCE);
afterAll(() => hub?.stop(), PATIENCE);

/** Posts a file as the form on /staff/devices does. */
async function upload(text: string, cookie: string, path = '/staff/devices?/import') {
	const body = new FormData();
	body.set('file', new File([text], 'gongzhan-outbox.json', { type: 'application/json' }));
	const answer = await fetch(hub.origin + path, {
		method: 'POST',
		headers: { cookie, origin: hub.origin, accept: 'text/html' },
		body,
		redirect: 'manual',
	});
	return { status: answer.status, page: await answer.text() };
}

it('staff bring a kiosk’s file: a manager does, twice; an auditor does not; a damaged one is refused in words', async () => {
	const entries = kiosk.write(asId<SessionId>('none'), 2500);
	const { venueId, deviceId, outboxId } = kiosk;
	const head = headAfter(entries.at(-1)!);
	const text = JSON.stringify(
		await outboxFile({ venueId, deviceId, outboxId, head, entries }, (statement) => kiosk.sign(statement)),
	);
	expect(text.length, 'more than any other request may bring').toBeGreaterThan(1_000_000);
	const manager = await staffCookie(hub.dataDir, 'manager');

	expect((await upload(text, await staffCookie(hub.dataDir, 'auditor'))).status).toBe(403);
	const damaged = await upload(text.replace('"none"', '"some"'), manager);
	expect([damaged.status, damaged.page]).toEqual([400, expect.stringContaining('文件存下后被改动过')]);
	expect((await upload('', manager)).page).toContain('请选择自助机存下的文件');

	const first = await upload(text, manager);
	expect([first.status, first.page]).toEqual([200, expect.stringContaining('2500 = 2500')]);
	expect((await upload(text, manager)).page).toContain('其中 2500 条后台原来就有');
	const answer = await kiosk.post('/api/v1/sync/entries', await kiosk.request(entries.slice(0, 100)));
	expect(await told(answer)).toMatchObject({ head, resendFrom: null });
});

it('no other page takes as much, nor a form that does not say how long it is', async () => {
	const cookie = await staffCookie(hub.dataDir, 'manager');
	expect((await upload('x'.repeat(1_100_000), cookie, '/staff?/signIn')).status).toBe(413);
	expect((await upload('x'.repeat(16_100_000), cookie)).status).toBe(413);
	const unsaid = await fetch(`${hub.origin}/staff/devices?/import`, {
		method: 'POST',
		headers: { cookie, origin: hub.origin, 'content-type': 'multipart/form-data; boundary=x' },
		body: new Blob(['x']).stream(),
		duplex: 'half',
	} as RequestInit);
	expect(unsaid.status).toBe(413);
});
