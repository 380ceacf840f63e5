import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { LEAF_DAYS } from './certificate.ts';
import { openLocalTls } from './folder.ts';
import { lanAddresses } from './names.ts';

const DAY = 86_400_000;
const names = { dns: ['localhost', 'desk.local'], ips: ['127.0.0.1', '::1', '192.168.1.20'] };
const folders: string[] = [];
const newFolder = (): string => {
	const folder = mkdtempSync(join(tmpdir(), 'gongzhan-tls-'));
	folders.push(folder);
	return folder;
};
afterEach(() => {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('makes a certificate that a browser with our authority trusts', async () => {
	const tls = await openLocalTls(newFolder(), names, Date.now());
	const server = createServer(tls.server, (_, response) => response.end('here'));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const ask = (ca?: Buffer) =>
		new Promise<string>((resolve) => {
			const options = { host: 'localhost', port, agent: false, ...(ca ? { ca } : {}) } as const;
			get(options, (response) => response.setEncoding('utf8').on('data', resolve)).on('error', (error) =>
				resolve((error as NodeJS.ErrnoException).code ?? 'failed'),
			);
		});
	expect(await ask(readFileSync(tls.caFile))).toBe('here');
	expect(await ask()).not.toBe('here');
	server.close();
});

it('keeps both while nothing has changed, and keys to their owner', async () => {
	const folder = newFolder();
	const first = await openLocalTls(folder, names, Date.now());
	const second = await openLocalTls(folder, names, Date.now());
	expect([first.did, second.did]).toEqual(['made', 'kept']);
	expect(second.server).toEqual(first.server);
	for (const file of ['ca.key', 'server.key'])
		expect(statSync(join(folder, 'tls', file)).mode & 0o777, file).toBe(0o600);
});

it('renews the server’s for a new address and before its end, under the same authority', async () => {
	const folder = newFolder();
	const now = Date.now();
	const first = await openLocalTls(folder, names, now);
	const moved = { ...names, ips: [...names.ips, '10.0.0.9'] };
	const second = await openLocalTls(folder, moved, now);
	expect([second.did, second.caFingerprint]).toEqual(['renewed', first.caFingerprint]);
	expect(new X509Certificate(second.server.cert).checkIP('10.0.0.9')).toBe('10.0.0.9');
	expect((await openLocalTls(folder, moved, now + (LEAF_DAYS - 40) * DAY)).did).toBe('kept');
	const later = await openLocalTls(folder, moved, now + (LEAF_DAYS - 29) * DAY);
	expect([later.did, later.caFingerprint]).toEqual(['renewed', first.caFingerprint]);
});

it('lives no longer than browsers accept', async () => {
	const { cert } = (await openLocalTls(newFolder(), names, Date.now())).server;
	const { validFrom, validTo } = new X509Certificate(cert);
	expect((Date.parse(validTo) - Date.parse(validFrom)) / DAY).toBeLessThanOrEqual(LEAF_DAYS);
});

it('puts the address phones will use first, and leaves virtual bridges out', () => {
	const v4 = (address: string, internal = false) =>
		({ family: 'IPv4', address, internal, netmask: '', mac: '', cidr: null }) as const;
	const found = lanAddresses({
		lo: [v4('127.0.0.1', true)],
		docker0: [v4('172.17.0.1')],
		tun0: [v4('100.64.0.3')],
		eth0: [v4('10.1.2.3'), v4('169.254.7.7')],
		wlan0: [v4('192.168.1.20')],
	});
	expect(found).toEqual(['192.168.1.20', '10.1.2.3', '100.64.0.3']);
});
