import { readFileSync, rmSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createReader } from '../../src/lib/kiosk/scanner/decode.ts';
import { lanAddresses } from '../../src/lib/server/tls/names.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, told } from './device-twin.ts';
import { newDataDir, runToEnd, startHub, type RunningHub } from './harness.ts';

// `npm start -- --lan`, as a lobby's machines and phones meet it.
const PATIENCE = 180_000;
vi.setConfig({ testTimeout: PATIENCE });
const dataDir = newDataDir();
const theirs = getCACertificates('default');
let hub: RunningHub;

/** Whoever runs this file trusts the hub's authority from here on, and nobody else does. */
const trust = (): void =>
	setDefaultCACertificates([...theirs, readFileSync(join(dataDir, 'tls', 'ca.crt'), 'utf8')]);

beforeAll(buildIfStale, PATIENCE);
afterAll(async () => {
	setDefaultCACertificates(theirs);
	await hub?.stop();
	rmSync(dataDir, { recursive: true, force: true });
});

it('`gongzhan tls` makes the authority and says how machines come to trust it', async () => {
	const { code, stdout } = await runToEnd('gongzhan.ts', { args: ['tls'], dataDir });
	expect([code, stdout]).toEqual([0, expect.stringContaining(join(dataDir, 'tls', 'ca.crt'))]);
	for (const word of ['made', 'SHA-256', 'certutil -addstore', 'certutil -d sql:', 'Android', 'iOS'])
		expect(stdout).toContain(word);
});

it('serves on every address of this machine under that authority, and under no other', async () => {
	hub = await startHub({ args: ['--lan'], dataDir });
	const { port } = new URL(hub.origin);
	const addresses = ['127.0.0.1', 'localhost', ...lanAddresses(networkInterfaces())];
	await expect(fetch(`https://127.0.0.1:${port}/kiosk`)).rejects.toThrow();
	trust();
	for (const address of addresses)
		for (const path of ['/kiosk', '/lobby', '/me', '/staff', '/demo/passes', '/api/v1/health']) {
			const answer = await fetch(`https://${address}:${port}${path}`, { redirect: 'manual' });
			await answer.text();
			expect([address, path, answer.status]).toEqual([address, path, 200]);
			expect(answer.headers.get('strict-transport-security') !== null).toBe(address !== 'localhost');
		}
});

it('pairs a kiosk over HTTPS, with a cookie that never goes over anything else', async () => {
	trust();
	const kiosk = await pairTwin(hub.links.kiosk);
	expect(kiosk.setCookie).toMatch(/Secure/);
	expect(await told(await kiosk.get('/api/v1/device/self'))).toMatchObject({ origin: hub.origin });
});

it('shows a code that leads a phone to a page', async () => {
	trust();
	const [text] = await readTerminalCode(hub.output());
	expect(text).toMatch(/^https:\/\/.+\/demo\/passes$/);
	expect((await fetch(text!)).status).toBe(200);
});

/** Reads QR codes drawn in half blocks, as a phone's camera would. */
async function readTerminalCode(output: string): Promise<string[]> {
	const SCALE = 4;
	const rows = output
		.split('\n')
		.filter((line) => /[▀▄█]{3}/.test(line))
		.map((line) => [...line]);
	const width = Math.max(...rows.map(({ length }) => length));
	const [upper, lower] = ['▀█', '▄█'];
	const modules = rows.flatMap((row) =>
		[upper, lower].map((dark) => Array.from({ length: width }, (_, x) => dark.includes(row[x] ?? ' '))),
	);
	const pixels = Uint8Array.from({ length: width * modules.length * SCALE ** 2 }, (_, i) => {
		const [x, y] = [i % (width * SCALE), Math.floor(i / (width * SCALE))];
		return modules[Math.floor(y / SCALE)]![Math.floor(x / SCALE)] ? 0 : 255;
	});
	const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
	const reader = await createReader({ binary: Uint8Array.from(wasm).buffer });
	const picture = { pixels, width: width * SCALE, height: modules.length * SCALE };
	const effort = { now: () => 0, budget: 1, turn: 0, most: 1, others: false };
	return reader.read(picture, effort).map(({ text }) => text);
}
