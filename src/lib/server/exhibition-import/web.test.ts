import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOpen, openWeb } from './web.ts';

describe('addresses that are never fetched', () => {
	it.each([
		...[
			'127.0.0.1',
			'127.9.9.9',
			'10.1.2.3',
			'172.16.0.1',
			'172.31.255.255',
			'192.168.1.1',
			'169.254.169.254',
		],
		...[
			'0.0.0.0',
			'100.64.0.1',
			'224.0.0.1',
			'255.255.255.255',
			'::',
			'::1',
			'fe80::1',
			'fc00::1',
			'fd12::1',
		],
		...[
			'ff02::1',
			'::ffff:127.0.0.1',
			'::ffff:8.8.8.8',
			'64:ff9b::7f00:1',
			'2002:7f00:1::',
			'2001:db8::1',
			'no address',
		],
	])('%s', (address) => expect(isOpen(address)).toBe(false));

	it.each(['8.8.8.8', '172.32.0.1', '2a00:1450::1'])('but %s is', (address) =>
		expect(isOpen(address)).toBe(true),
	);

	it.each([
		...[
			'http://127.0.0.1/',
			'http://[::1]/',
			'http://2130706433/',
			'http://0x7f.1/',
			'http://[::ffff:127.0.0.1]/',
		],
		...[
			'http://169.254.169.254/latest/meta-data',
			'http://user:pass@8.8.8.8/',
			'file:///etc/passwd',
			'ftp://8.8.8.8/',
		],
		...['gopher://8.8.8.8/', 'javascript:alert(1)', 'no address'],
	])('%s', async (address) => expect((await openWeb().text(address)).ok).toBe(false));

	it('also where a name leads there, one of several', async () => {
		const web = openWeb(() => Promise.resolve(['8.8.8.8', '10.0.0.1']));
		expect(await web.text('http://museum.example/')).toMatchObject({
			error: expect.stringContaining('own network') as string,
		});
	});
});

describe('a page that is fetched', () => {
	let server: Server;
	let port = 0;
	/** “away” is what a redirect must not reach: it resolves to another address of this machine. */
	const web = openWeb(
		(host) => Promise.resolve([host === 'away.example' ? '127.0.0.2' : '127.0.0.1']),
		(address) => address === '127.0.0.1',
	);
	beforeAll(async () => {
		server = createServer((request, response) => {
			const say = (status: number, headers: Record<string, string> = {}, text = ''): void =>
				void response.writeHead(status, headers).end(text);
			if (request.url === '/ok') say(200, { 'content-type': 'application/json' }, '{}');
			else if (request.url === '/on') say(302, { location: '/ok' });
			else if (request.url === '/away') say(302, { location: `http://away.example:${port}/ok` });
			else if (request.url === '/round') say(302, { location: '/round' });
			else if (request.url === '/large') say(200, {}, 'x'.repeat(5000));
			else if (request.url === '/slow') response.writeHead(200).write('x');
			else say(404);
		});
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
		port = (server.address() as AddressInfo).port;
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});
	const at = (path: string): string => `http://museum.example:${port}${path}`;

	it('comes, by a redirect too', async () => {
		expect(await web.text(at('/ok'))).toEqual({ ok: true, value: '{}' });
		expect(await web.text(at('/on'))).toEqual({ ok: true, value: '{}' });
	});
	it('is refused where a redirect leads into the own network, round and round, or to nothing', async () => {
		expect(await web.text(at('/away'))).toMatchObject({
			error: expect.stringContaining('own network') as string,
		});
		expect(await web.text(at('/round'))).toMatchObject({
			error: expect.stringContaining('on and on') as string,
		});
		expect(await web.text(at('/gone'))).toMatchObject({ error: expect.stringContaining('404') as string });
	});
	it('is no larger and takes no longer than it may', async () => {
		expect(await web.get(at('/large'), { bytes: 1000, seconds: 5 })).toMatchObject({ ok: false });
		expect(await web.get(at('/slow'), { bytes: 1000, seconds: 0.2 })).toMatchObject({ ok: false });
	});
});
