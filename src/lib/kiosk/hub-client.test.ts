import { WIRE_VERSION } from '../sync/versions.ts';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { asId, type DeviceId, type OutboxId } from '../base/id.ts';
import { systemClock } from '../base/clock.ts';
import { systemRandom } from '../base/random.ts';
import type { EntriesRequest } from '../sync/wire.ts';
import { createHubClient, createPairingClient } from './hub-client.ts';
import { createHubClock } from './hub-clock.ts';

const HUB_TIME = 1_800_000_000_000;
const changes = { v: WIRE_VERSION, hubTime: HUB_TIME, reset: false, records: [], cursor: 7, more: false };
const HTML = '<!doctype html><title>登录</title>';
const problem = (error: string) => JSON.stringify({ error, message: 'no' });

let server: Server | null = null;
afterEach(() => {
	server?.closeAllConnections();
	server?.close();
	server = null;
});

async function hubThat(listener: RequestListener, patience = 5000) {
	const started = createServer(listener).listen(0, '127.0.0.1');
	server = started;
	await new Promise((resolve) => started.once('listening', resolve));
	const clock = createHubClock(systemClock, systemRandom);
	const origin = `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
	const address = { origin, clock, patience };
	const signer = { deviceId: asId<DeviceId>('ab'.repeat(8)), sign: async (text: string) => `signed ${text}` };
	return { clock, client: createHubClient(address, signer), pairing: createPairingClient(address) };
}

const answering = (status: number, type: string, body: string, headers = {}): RequestListener => {
	return (_request, response) => response.writeHead(status, { 'content-type': type, ...headers }).end(body);
};
const json = (status: number, body: string) => answering(status, 'application/json', body);

describe('[S10, S11, S12] what an answer means', () => {
	const table: [string, RequestListener, string][] = [
		['401', json(401, problem('signed-out')), 'unauthorized'],
		['403', json(403, problem('revoked')), 'unpaired'],
		['410', json(410, problem('gone')), 'unpaired'],
		['426', json(426, problem('outdated')), 'outdated'],
		['outdated by another status', json(400, problem('outdated')), 'outdated'],
		['a newer version', json(200, JSON.stringify({ ...changes, v: WIRE_VERSION + 1 })), 'outdated'],
		['429', json(429, problem('too-many')), 'unreachable'],
		['500', json(500, problem('failed')), 'unreachable'],
		['503', answering(503, 'text/plain', 'stopping'), 'unreachable'],
		['400', json(400, problem('invalid')), 'unreachable'],
		['413 of a proxy', answering(413, 'text/html', HTML), 'unreachable'],
		['404 of a proxy', answering(404, 'text/html', HTML), 'unreachable'],
		['a portal’s page', answering(200, 'text/html', HTML), 'unreachable'],
		['a portal’s 401', answering(401, 'text/html', HTML), 'unreachable'],
		['a portal’s 403', answering(403, 'text/html', HTML), 'unreachable'],
		['HTML that says it is JSON', json(200, HTML), 'unreachable'],
		['JSON of something else', json(200, '{"hello":"world"}'), 'unreachable'],
		['half an answer', json(200, JSON.stringify(changes).slice(0, 20)), 'unreachable'],
		[
			'a portal’s redirect',
			answering(302, 'text/html', '', { location: 'http://127.0.0.1:1/login' }),
			'unreachable',
		],
		['a cut connection', (request) => void request.socket.destroy(), 'unreachable'],
	];
	it.each(table)('%s', async (_name, listener, failure) => {
		const { client, clock } = await hubThat(listener);
		expect(await client.changesSince(3)).toEqual({ ok: false, failure });
		expect(clock.trusted()).toBe(false);
	});

	it('[S10] the hub’s own word says when to come again, a stranger’s does not', async () => {
		const later = { 'retry-after': '12' };
		const busy = await hubThat(answering(503, 'application/json', problem('busy'), later));
		const told = { ok: false, failure: 'unreachable', retryAfter: 12_000 };
		expect(await busy.client.changesSince(3)).toEqual(told);
		server?.close();
		const portal = await hubThat(answering(503, 'text/html', HTML, later));
		expect(await portal.client.changesSince(3)).toEqual({ ok: false, failure: 'unreachable' });
	});

	it('silence', async () => {
		const { client } = await hubThat(() => {}, 50);
		expect(await client.changesSince(3)).toEqual({ ok: false, failure: 'unreachable' });
	});
});

it('[S17] learns hub time from an answer', async () => {
	const paths: string[] = [];
	const { client, clock } = await hubThat((request, response) => {
		paths.push(request.url!);
		response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(changes));
	});
	expect(await client.changesSince(3)).toEqual({ ok: true, value: changes });
	expect(paths).toEqual(['/api/v1/sync/changes?v=3&cursor=3']);
	expect(clock.trusted()).toBe(true);
	expect(Math.abs(clock.corrected().now - HUB_TIME)).toBeLessThan(10_000);
});

it('[S11] signs the challenge to renew a session', async () => {
	const asked: [string, unknown][] = [];
	const { client } = await hubThat((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			asked.push([request.url!, JSON.parse(body)]);
			const answer = { v: WIRE_VERSION, hubTime: HUB_TIME, challenge: 'c' };
			response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
		});
	});
	expect(await client.renewSession()).toEqual({ ok: true, value: null });
	const deviceId = 'ab'.repeat(8);
	expect(asked).toEqual([
		['/api/v1/device/challenge', { v: WIRE_VERSION, deviceId }],
		[
			'/api/v1/device/session',
			{ v: WIRE_VERSION, deviceId, challenge: 'c', signature: `signed gongzhan session ${deviceId} c` },
		],
	]);
});

it('[S12] a proof that the hub refuses means that it does not know this device', async () => {
	const { client } = await hubThat((request, response) => {
		const refused = request.url!.endsWith('/session');
		response.writeHead(refused ? 401 : 200, { 'content-type': 'application/json' });
		response.end(
			refused ? problem('refused') : JSON.stringify({ v: WIRE_VERSION, hubTime: HUB_TIME, challenge: 'c' }),
		);
	});
	expect(await client.renewSession()).toEqual({ ok: false, failure: 'unpaired' });
});

it('tells a bad pairing link from a hub that is not there', async () => {
	const { pairing } = await hubThat(json(403, problem('bad-link')));
	const request = { publicKey: 'A'.repeat(122), kind: 'kiosk', token: '00'.repeat(16) } as const;
	expect(await pairing.requestPairing(request)).toEqual({ ok: false, failure: 'bad-link' });
});

describe('[S18] the version', () => {
	/** A hub of other versions than ours, as far as this kiosk can see. */
	const speaking = async (wire: number[]) => {
		const asked: [path: string, body: EntriesRequest | null][] = [];
		const hub = await hubThat((request, response) => {
			const answer = (status: number, body: object): void =>
				void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
			let text = '';
			request.on('data', (chunk) => (text += String(chunk)));
			request.on('end', () => {
				const body = text ? (JSON.parse(text) as EntriesRequest) : null;
				asked.push([request.url!, body]);
				if (request.url === '/api/v1/health') return answer(200, { hubTime: HUB_TIME, wire });
				if (!wire.includes(body!.v)) return answer(426, { error: 'outdated', message: 'update' });
				answer(200, { ...taken, v: body!.v });
			});
		});
		return { ...hub, asked };
	};
	const head = { seq: 501, hash: 'ab'.repeat(32) };
	const taken = { hubTime: HUB_TIME, receipts: [], rejections: [], head, resendFrom: null };
	const sending = {
		...{ outboxId: asId<OutboxId>('cd'.repeat(16)), head, headSignature: 'A'.repeat(86), oldest: 1 },
		entries: Array.from({ length: 501 }, (_, index) => ({ seq: index + 1 })),
	};

	it('of an older hub is spoken from then on: fewer entries at once, and no word that it does not know', async () => {
		const { client, asked } = await speaking([1]);
		for (let i = 0; i < 2; i++)
			expect(await client.sendEntries(sending)).toEqual({ ok: true, value: { ...taken, v: 1 } });
		expect(asked.map(([path, body]) => body?.v ?? path)).toEqual([WIRE_VERSION, '/api/v1/health', 1, 1]);
		const [, said] = asked[2]!;
		expect(said!.entries).toEqual(sending.entries.slice(0, 500));
		expect(said).not.toHaveProperty('oldest');
	});

	it('sends fewer at once where the body is too large for the hub', async () => {
		const sizes: number[] = [];
		const { client } = await hubThat((request, response) => {
			let text = '';
			request.on('data', (part) => (text += part));
			request.on('end', () => {
				const { entries, v } = JSON.parse(text) as EntriesRequest;
				sizes.push(entries.length);
				const [status, answer] =
					entries.length > 200 ? [413, problem('too-large')] : [200, JSON.stringify({ ...taken, v })];
				response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
			});
		});
		expect((await client.sendEntries(sending)).ok).toBe(true);
		expect(sizes).toEqual([501, 251, 126]);
	});

	it('is agreed on for two questions at once', async () => {
		const { client, asked } = await speaking([2]);
		const answers = await Promise.all([client.sendEntries(sending), client.sendEntries(sending)]);
		expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
		expect(asked.filter(([path]) => path === '/api/v1/health').length).toBeLessThanOrEqual(2);
	});

	it('is ours where the hub speaks it too, and then nothing is asked', async () => {
		const { client, asked } = await speaking([WIRE_VERSION, WIRE_VERSION + 1]);
		expect((await client.sendEntries(sending)).ok).toBe(true);
		expect(asked.map(([, body]) => [body?.v, body?.entries.length])).toEqual([[WIRE_VERSION, 501]]);
	});

	it.each([
		[[WIRE_VERSION + 1, WIRE_VERSION + 2], 'outdated'],
		[[0], 'hub-outdated'],
	])('where the hub speaks %j alone: %s', async (wire, failure) => {
		const { client } = await speaking(wire);
		expect(await client.sendEntries(sending)).toEqual({ ok: false, failure });
	});
});
