import { cpSync, globSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { buildIfStale } from './built.ts';
import { newDataDir, root, startHub } from './harness.ts';

const PATIENCE = 180_000;
vi.setConfig({ testTimeout: PATIENCE });
const checkout = newDataDir();

beforeAll(async () => {
	await buildIfStale();
	for (const part of ['src', 'build', 'static', 'kiosk-config', 'package.json'])
		cpSync(join(root, part), join(checkout, part), { recursive: true });
	symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
}, PATIENCE);
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

it('a page whose files are gone (somebody builds anew under the running hub) fails alone, and the log knows why', async () => {
	const hub = await startHub({ root: checkout });
	const health = () => fetch(`${hub.origin}/api/v1/health`).then(({ status }) => status);
	expect(await health()).toBe(200);
	for (const file of globSync('build/server/**/*.js', { cwd: checkout })) rmSync(join(checkout, file));
	const answer = await fetch(`${hub.origin}/staff`, { headers: { accept: 'text/html' } });
	expect(answer.status).toBe(500);
	const number = /[0-9a-f]{8}/.exec(await answer.text())?.[0];
	expect(hub.output()).toMatch(/request failed/);
	expect(number ? hub.output().includes(number) : true).toBe(true);
	expect(await health()).toBe(200);
	expect(await hub.stop()).toBe(0);
});
