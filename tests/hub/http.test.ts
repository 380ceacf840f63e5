import { globSync, readFileSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { API, type Route } from '../../src/lib/server/http/api.ts';
import { BODY_LIMIT } from '../../src/lib/server/http/front-door.ts';
import { LIMITS } from '../../src/lib/server/http/limits.ts';
import { ROLES } from '../../src/lib/server/who.ts';
import type { Problem } from '../../src/lib/sync/wire.ts';
import { may } from '../../src/routes/staff/access.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, post, told, type DeviceTwin } from './device-twin.ts';
import { root, startHub, type RunningHub } from './harness.ts';
import { staffCookie } from './staff-twin.ts';

/** Many processes start here, on machines that may be busy. */
const PATIENCE = 180_000;
vi.setConfig({ testTimeout: PATIENCE });
const rows: readonly Route[] = Object.values(API);
const posts = rows.filter(({ method }) => method === 'POST');

let hub: RunningHub;
let kiosk: DeviceTwin;
const staff = new Map<string, string>();
const at = (path: string): string => `${hub.origin}/api/v1${path}`;

beforeAll(async () => {
	await buildIfStale();
	hub = await startHub();
	kiosk = await pairTwin(hub.links.kiosk);
	for (const role of ROLES) staff.set(role, await staffCookie(hub.dataDir, role));
}, PATIENCE);
afterAll(async () => {
	await hub?.stop();
});

const ask = (url: string, method: string, headers: Record<string, string> = {}): Promise<Response> =>
	fetch(url, {
		method,
		redirect: 'manual',
		headers: method === 'POST' ? { 'content-type': 'application/json', ...headers } : headers,
		...(method === 'POST' ? { body: '{}' } : {}),
	});

/** Every refusal is a Problem, whatever came in. */
async function refusal(response: Response): Promise<{ status: number; error: string; field: string | null }> {
	const text = await response.text();
	const body = JSON.parse(text) as Record<string, string>;
	expect(body['message'], text).toBeTruthy();
	return { status: response.status, error: body['error']!, field: body['field'] ?? null };
}

describe('every route refuses the wrong asker', () => {
	const strangers = [
		['nobody', () => ''],
		['a made-up session', () => 'gz_device=x; gz_staff=x'],
		['staff’s token in the device’s cookie', () => staff.get('operator')!.replace('gz_staff', 'gz_device')],
		['an operator', () => staff.get('operator')!],
	] as const;

	it.each(strangers)('of the device API: %s', async (_, cookieOf) => {
		for (const { path, method } of rows.filter(({ who }) => who === 'device')) {
			const answer = await refusal(await ask(at(path), method, { cookie: cookieOf() }));
			expect({ path, ...answer }).toMatchObject({ path, status: 401, error: 'signed-out' });
		}
	});

	it('of live updates: nobody, and a device that asks for another venue', async () => {
		expect(await refusal(await fetch(at('/live')))).toMatchObject({ status: 401 });
		expect(await refusal(await kiosk.get('/api/v1/live?venue=elsewhere'))).toMatchObject({ status: 403 });
	});

	/** All pages under /staff but the two that are for people who are not signed in, and every form on them. */
	const forms = globSync('src/routes/staff/**/+page.server.ts', { cwd: root }).flatMap((file) => {
		const path = `/${relative('src/routes', dirname(file)).replaceAll(/\[\w+\]/g, 'x')}`;
		if (path === '/staff' || path === '/staff/welcome') return [];
		const actions = readFileSync(join(root, file), 'utf8').split(/export const actions\b/)[1] ?? '';
		const names = [...actions.matchAll(/^\t(?:async )?(\w+)(?:: async|: \w+\(|\()/gm)].map(
			([, name]) => name!,
		);
		return [['GET', path], ...names.map((name) => ['POST', name === 'default' ? path : `${path}?/${name}`])];
	}) as ['GET' | 'POST', string][];

	it('of the staff pages: whoever is not signed in as staff is sent to the form', async () => {
		expect(forms.filter(([method]) => method === 'GET').length).toBeGreaterThan(2);
		expect(forms.filter(([method]) => method === 'POST').length).toBeGreaterThan(2);
		const wrong = ['', kiosk.cookie, kiosk.cookie.replace('gz_device', 'gz_staff')];
		for (const [method, path] of forms)
			for (const cookie of wrong) {
				const form = { 'content-type': 'application/x-www-form-urlencoded', origin: hub.origin };
				const answer = await ask(hub.origin + path, method, {
					...{ cookie },
					...(method === 'POST' ? form : {}),
				});
				const sent = answer.headers.get('location') ?? (await answer.text());
				expect(`${method} ${path} → ${sent}`).toContain('/staff?next=');
			}
	});

	it.each(ROLES)('of rosters and devices: a role that may not see them (%s)', async (role) => {
		const headers = { cookie: staff.get(role)! };
		const devices = await ask(`${hub.origin}/staff/devices`, 'GET', headers);
		expect(devices.status).toBe(may(role, 'seeDevices') ? 200 : 403);
		const roster = await ask(`${hub.origin}/staff/sessions/none`, 'GET', headers);
		expect(roster.status).toBe(may(role, 'readRosters') ? 404 : 403);
	});

	it('gives a paired device what is its own', async () => {
		const self = await told<{ deviceId: string }>(await kiosk.get('/api/v1/device/self'));
		expect(self.deviceId).toBe(kiosk.deviceId);
		expect(kiosk.setCookie).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/i);
		const { records } = await told<{ records: unknown[] }>(await kiosk.get('/api/v1/sync/changes?cursor=0'));
		expect(records.length).toBeGreaterThan(60);
	});
});

describe('[S18] a device of the first version', () => {
	it('is answered in that', async () => {
		const versions = async (response: Response) => (await told<{ v: number }>(response)).v;
		const { oldest: _, ...request } = await kiosk.request([]);
		expect(await versions(await kiosk.post('/api/v1/sync/entries', { ...request, v: 1 }))).toBe(1);
		expect(await versions(await kiosk.get('/api/v1/sync/changes?cursor=0'))).toBe(1);
		expect(await versions(await kiosk.get('/api/v1/sync/changes?v=2&cursor=0'))).toBe(2);
		expect(await versions(await kiosk.get('/api/v1/device/self'))).toBe(1);
		const challenge = await post(at('/device/challenge'), { v: 1, deviceId: kiosk.deviceId });
		expect(await versions(challenge)).toBe(1);
	});

	it('is told what the hub speaks, where it speaks nothing of that', async () => {
		const request = { ...(await kiosk.request([])), v: 4 };
		const answer = await kiosk.post('/api/v1/sync/entries', request);
		expect(answer.status).toBe(426);
		expect(answer.headers.get('upgrade')).toBe('gongzhan/1, gongzhan/2, gongzhan/3');
		expect(((await answer.json()) as Problem).message).toContain('speaks wire versions 1 to 3');
		const { wire } = await told<{ wire: number[] }>(await fetch(at('/health')));
		expect(wire).toEqual([1, 2, 3]);
		expect((await kiosk.get('/api/v1/sync/changes?v=4')).status).toBe(426);
	});

	it('says how far back its entries go, once it is of the second', async () => {
		const { oldest: _, ...request } = await kiosk.request([]);
		expect(await refusal(await kiosk.post('/api/v1/sync/entries', request))).toMatchObject({
			field: 'oldest',
		});
	});
});

describe('bad input gets a clear refusal', () => {
	const bodies: [string, unknown, number, string][] = [
		['no JSON', '{"v":1,', 400, 'malformed-json'],
		['nothing', '', 400, 'malformed-json'],
		['an array', [], 400, 'invalid'],
		['null', 'null', 400, 'invalid'],
		[
			'a number for everything',
			{ v: 1, publicKey: 1, pairingId: 1, deviceId: 1, entries: 1, kind: 1 },
			400,
			'invalid',
		],
		['deep nesting', '['.repeat(100_000) + ']'.repeat(100_000), 400, 'invalid'],
		['a version of the future', { v: 4 }, 426, 'outdated'],
		['a version of the past', { v: 0 }, 426, 'outdated'],
		['a prototype', '{"__proto__":{"v":1}}', 400, 'invalid'],
	];
	it.each(bodies)('%s', async (_, body, status, error) => {
		for (const { path } of posts.filter(({ limit }) => limit !== 'pairing')) {
			const answer = await refusal(await post(at(path), body, { cookie: kiosk.cookie }));
			expect({ path, ...answer }).toMatchObject({ path, status, error });
		}
	});

	it('names the field', async () => {
		const request = await kiosk.request([]);
		const wrong = { ...request, head: { ...request.head, hash: 'zz' } };
		expect(await refusal(await kiosk.post('/api/v1/sync/entries', wrong))).toMatchObject({
			field: 'head.hash',
		});
		expect(await refusal(await kiosk.get('/api/v1/sync/changes?cursor=-1'))).toMatchObject({
			field: 'cursor',
		});
		expect(await refusal(await post(at('/device/challenge'), { v: 1 }))).toMatchObject({ field: 'deviceId' });
	});

	it('a public key that is none', async () => {
		const spki = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE';
		const offCurve = spki + 'A'.repeat(122 - spki.length);
		const token = '00'.repeat(16);
		for (const publicKey of [offCurve, 'B'.repeat(122)])
			for (const body of [
				{ v: 1, publicKey, kind: 'kiosk' },
				{ v: 1, publicKey, kind: 'kiosk', token },
			])
				expect(await refusal(await post(at('/device/pairing'), body))).toEqual({
					...{ status: 400, error: 'invalid', field: 'publicKey' },
				});
	});

	it('a body that is too large, announced or not', async () => {
		const large = JSON.stringify({ v: 1, entries: 'x'.repeat(10_000_000) });
		for (const { path } of posts)
			expect(await refusal(await post(at(path), large, { cookie: kiosk.cookie }))).toMatchObject({
				status: 413,
			});
		const chunked = new Blob(['x'.repeat(BODY_LIMIT + 1)]).stream();
		const init = {
			method: 'POST',
			body: chunked,
			duplex: 'half',
			headers: { 'content-type': 'application/json' },
		};
		expect(await refusal(await fetch(at('/device/challenge'), init as RequestInit))).toMatchObject({
			status: 413,
		});
	});

	it('another content type, another method, another path', async () => {
		for (const { path, method } of rows) {
			const other = await ask(at(path), method === 'GET' ? 'DELETE' : 'PUT');
			expect(await refusal(other)).toMatchObject({ status: 405, error: 'wrong-method' });
		}
		for (const type of ['text/plain', 'application/x-www-form-urlencoded', ''])
			expect(
				await refusal(await post(at('/device/challenge'), '{}', { 'content-type': type })),
			).toMatchObject({
				status: 415,
				error: 'wrong-type',
			});
		expect(await refusal(await fetch(at('/nothing')))).toMatchObject({ status: 404, error: 'not-found' });
	});

	it('a host that is not ours', async () => {
		const status = (host: string) =>
			new Promise<number | undefined>((resolve) => {
				rawRequest(at('/health'), { headers: { host } }, (response) => {
					response.resume();
					resolve(response.statusCode);
				}).end();
			});
		expect(await status('evil.example')).toBe(421);
		expect(await status('localhost:1')).toBe(200);
	});

	it('an entry of an unpaired outbox, signed by nobody', async () => {
		const request = await kiosk.request([]);
		const forged = { ...request, headSignature: 'A'.repeat(86) };
		expect(await refusal(await kiosk.post('/api/v1/sync/entries', forged))).toMatchObject({
			error: 'bad-signature',
		});
	});
});

describe('every answer carries its protection', () => {
	const files = ['/manifest.webmanifest', '/service-worker.js', '/shell'];
	const always = [
		'/kiosk',
		'/lobby',
		'/me',
		'/staff',
		'/kiosk/exhibits/x',
		'/api/v1/health',
		'/nowhere',
		...files,
	];
	it.each(always)('%s', async (path) => {
		const { headers } = await fetch(hub.origin + path, { redirect: 'manual' });
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('referrer-policy')).toBeTruthy();
		const listens = /^\/(?:kiosk|shell)/.test(path) ? 'self' : '';
		expect(headers.get('permissions-policy')).toBe(`camera=(self), microphone=(${listens}), geolocation=()`);
		expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.get('strict-transport-security')).toBeNull();
	});

	it.each(['/kiosk', '/lobby', '/me', '/staff', '/shell'])(
		'scripts of %s are listed, none inline',
		async (path) => {
			const response = await fetch(hub.origin + path);
			expect(response.status).toBe(200);
			const meta = /http-equiv="content-security-policy" content="([^"]*)"/i.exec(await response.text())?.[1];
			const policy = meta ?? response.headers.get('content-security-policy')!;
			const scripts = policy.split(';').find((directive) => directive.trim().startsWith('script-src '))!;
			expect(scripts).toContain("'self'");
			expect(scripts).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*|http/);
		},
	);

	it('an API answer can never be a page', async () => {
		const { headers } = await fetch(at('/health'));
		expect(headers.get('content-security-policy')).toContain("default-src 'none'");
	});
});

it('health says what runs', async () => {
	expect(await told(await fetch(at('/health')))).toMatchObject({
		status: 'ok',
		storage: 'sqlite',
		wire: [1, 2, 3],
	});
});

describe('live updates', () => {
	it('tell of an entry at once, and end at the cap', async () => {
		const open = () => kiosk.get('/api/v1/live');
		const streams = await Promise.all(Array.from({ length: 8 }, open));
		expect(streams.every(({ ok }) => ok)).toBe(true);
		expect(await refusal(await open())).toMatchObject({ status: 429 });
		const reader = streams[0]!.body!.pipeThrough(new TextDecoderStream()).getReader();
		const session = await someSession(kiosk);
		await told(await kiosk.post('/api/v1/sync/entries', await kiosk.request(kiosk.write(session, 1))));
		let heard = '';
		while (!heard.includes('event: change')) heard += (await reader.read()).value ?? '';
		expect(heard).toMatch(/retry: \d{4}\n[\s\S]*event: change\ndata: \{"rev":\d+\}/);
		await reader.cancel();
		await Promise.all(streams.slice(1).map(({ body }) => body!.cancel()));
	});
});

describe('guessing is slow', () => {
	it('pairing', async () => {
		const statuses: number[] = [];
		for (let i = 0; i <= LIMITS.pairing.burst; i++)
			statuses.push((await post(at('/device/pairing'), {})).status);
		expect(statuses.at(-1)).toBe(429);
	});

	it('passwords', async () => {
		const guess = () =>
			fetch(`${hub.origin}/staff?/signIn`, {
				method: 'POST',
				headers: { origin: hub.origin, accept: 'application/json' },
				body: new URLSearchParams({ login: 'owner', password: 'wrong horse battery' }),
			}).then((response) => response.json() as Promise<{ status: number }>);
		const statuses: number[] = [];
		for (let i = 0; i < 8; i++) statuses.push((await guess()).status);
		expect([statuses[0], statuses.at(-1)]).toEqual([400, 429]);
	});
});

async function someSession(device: DeviceTwin) {
	type Published = { kind: string; id: string; body: { id: never } | null };
	const { records } = await told<{ records: Published[] }>(await device.get('/api/v1/sync/changes?cursor=0'));
	return records.find(({ kind, body }) => kind === 'session' && body)!.body!.id;
}
