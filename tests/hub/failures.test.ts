import { cpSync, globSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { buildIfStale } from './built.ts';
import { newDataDir, root, startHub, type RunningHub } from './harness.ts';

const PATIENCE = 180_000;
vi.setConfig({ testTimeout: PATIENCE });
const checkout = newDataDir();
let hub: RunningHub;

beforeAll(async () => {
	await buildIfStale();
	for (const part of ['src', 'build', 'static', 'kiosk-config', 'package.json'])
		cpSync(join(root, part), join(checkout, part), { recursive: true });
	symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
	hub = await startHub({ root: checkout });
}, PATIENCE);
afterAll(async () => {
	await hub?.stop();
	rmSync(checkout, { recursive: true, force: true });
});

it('what strangers do wrong is no failure in the log', async () => {
	const post = (path: string) =>
		fetch(hub.origin + path, {
			method: 'POST',
			headers: { 'content-type': 'application/json', origin: hub.origin },
			body: '{}',
		});
	expect((await fetch(`${hub.origin}/%E0%A4%A`)).status).toBe(400);
	expect((await post('/kiosk')).status).toBe(405);
	expect((await post('/staff?/signIn')).status).toBe(415);
	expect(hub.output()).toContain('"status":415');
	expect(hub.output()).not.toContain('request failed');
});

it('a page whose files are gone (somebody builds anew under the running hub) fails alone, and the log knows why', async () => {
	const health = () => fetch(`${hub.origin}/api/v1/health`).then(({ status }) => status);
	expect(await health()).toBe(200);
	for (const file of globSync('build/server/**/*.js', { cwd: checkout })) rmSync(join(checkout, file));
	const answer = await fetch(`${hub.origin}/staff/devices`, { headers: { accept: 'text/html' } });
	expect(answer.status).toBe(500);
	expect(await answer.text()).not.toContain(checkout);
	expect(hub.output()).toContain('request failed');
	expect(await health()).toBe(200);
});
