import { expect, test } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'gongzhan-cold-'));
let hub: ChildProcess;
let origin: string;

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}

async function statusOf(path: string): Promise<number> {
	const answer = await fetch(origin + path, { redirect: 'manual' }).catch(() => undefined);
	return answer?.status ?? 0;
}

test.beforeAll(async () => {
	const port = String(await freePort());
	origin = `http://127.0.0.1:${port}`;
	hub = spawn(process.execPath, ['build/index.js'], {
		cwd: root,
		env: { ...process.env, HOST: '127.0.0.1', PORT: port, ORIGIN: origin, DATA_DIR: dataDir },
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	await expect.poll(() => statusOf('/kiosk'), { timeout: 30_000 }).toBe(200);
});

test.afterAll(() => {
	hub.kill('SIGKILL');
	rmSync(dataDir, { recursive: true, force: true });
});

test('deep links of kiosk and lobby start while the hub is gone', async ({ page, context }) => {
	for (const path of ['/kiosk', '/lobby', '/me', '/staff']) expect(await statusOf(path), path).toBe(200);
	await page.goto(`${origin}/kiosk`);
	await page.evaluate(async () => {
		await navigator.serviceWorker.register('/service-worker.js');
		await navigator.serviceWorker.ready;
	});
	await page.close();

	hub.kill('SIGKILL');
	await once(hub, 'exit');
	for (const path of ['/kiosk/exhibits/x', '/lobby', '/kiosk']) {
		const cold = await context.newPage();
		const errors: string[] = [];
		cold.on('pageerror', (error) => errors.push(error.message));
		await cold.goto(origin + path);
		await expect(cold.locator('body'), path).toHaveText(/\p{Script=Han}/u);
		expect(errors, path).toEqual([]);
		await cold.close();
	}
});
