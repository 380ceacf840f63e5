import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asId, type SessionId } from '../../src/lib/base/id.ts';
import { WIRE_VERSION } from '../../src/lib/sync/versions.ts';
import { sessionStatement } from '../../src/lib/sync/wire.ts';
import { buildIfStale } from './built.ts';
import { pairTwin, post, told, type DeviceTwin } from './device-twin.ts';
import { newDataDir, root, runToEnd, startHub, type RunningHub } from './harness.ts';

/** Many processes start here, on machines that may be busy. */
const PATIENCE = 180_000;
vi.setConfig({ testTimeout: PATIENCE });
const dataDir = newDataDir();
const copies = newDataDir();
let hub: RunningHub;
let kiosk: DeviceTwin;

/** Runs an operator's command beside the running hub. */
const run = (...args: string[]) => runToEnd('gongzhan.ts', { args, dataDir });

/** As the help of `restore` says: the keys that were kept apart first. */
async function restoreAndUse(file: string): Promise<void> {
	const restored = join(copies, 'restored');
	const restore = () => runToEnd('gongzhan.ts', { args: ['restore', file], dataDir: restored });
	expect(await restore()).toMatchObject({ code: 1, stderr: expect.stringContaining('keys') as string });
	cpSync(join(dataDir, 'keys'), join(restored, 'keys'), { recursive: true });
	expect(await restore()).toMatchObject({
		code: 0,
		stdout: expect.stringContaining('What happens next') as string,
	});
	const second = await startHub({ dataDir: restored });
	const { deviceId, cookie } = kiosk;
	const self = await fetch(`${second.origin}/api/v1/device/self`, { headers: { cookie } });
	expect(self.status, 'sessions are over').toBe(401);
	const body = { v: WIRE_VERSION, deviceId };
	const asked = await post(`${second.origin}/api/v1/device/challenge`, body);
	const { challenge } = await told<{ challenge: string }>(asked);
	const signature = await kiosk.sign(sessionStatement(deviceId, challenge));
	await told(await post(`${second.origin}/api/v1/device/session`, { ...body, challenge, signature }));
	expect(await second.stop()).toBe(0);
	expect((await runToEnd('gongzhan.ts', { args: ['verify'], dataDir: restored })).stdout).toContain('whole');
}

beforeAll(async () => {
	await buildIfStale();
	hub = await startHub({ dataDir });
	kiosk = await pairTwin(hub.links.kiosk);
	const entries = kiosk.write(asId<SessionId>('none'), 5);
	await told(await kiosk.post('/api/v1/sync/entries', await kiosk.request(entries)));
}, PATIENCE);
afterAll(async () => {
	await hub?.stop();
	for (const folder of [dataDir, copies]) rmSync(folder, { recursive: true, force: true });
});

describe('gongzhan', () => {
	it(
		'lists its commands and helps with each; an unknown one is an error',
		async () => {
			const { stdout } = await run('--help');
			for (const name of [
				'owner-link',
				'pairing-link',
				'pass',
				'config',
				'tls',
				'backup',
				'restore',
				'verify',
			]) {
				expect(stdout).toContain(name);
				const help = await run(name, '--help');
				expect([help.code, help.stdout.startsWith(`npm run gongzhan -- ${name}`)]).toEqual([0, true]);
			}
			expect(await run('dance')).toMatchObject({
				code: 1,
				stderr: expect.stringContaining('dance') as string,
			});
		},
		PATIENCE,
	);

	it('takes no empty directory for a hub', async () => {
		for (const args of [['verify'], ['owner-link'], ['pass', '1'], ['backup', join(copies, 'none.db')]]) {
			const { code, stdout, stderr } = await runToEnd('gongzhan.ts', { args, dataDir: copies });
			expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('is DATA_DIR right?')]);
		}
		expect(existsSync(join(copies, 'gongzhan.db'))).toBe(false);
	});

	it('pairing-link: prints a link that pairs a machine with the running hub', async () => {
		const wrong = await run('pairing-link', '--kind', 'kiosk', '--venue', 'nowhere', '--name', 'x');
		expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining(kiosk.venueId)]);
		const named = ['--venue', kiosk.venueId, '--name', '二楼'];
		const strange = await run('pairing-link', '--kind', 'toaster', ...named);
		expect([strange.code, strange.stderr]).toEqual([1, expect.stringContaining('kiosk, lobby, desk')]);
		for (const kind of ['lobby', 'desk']) {
			const { stdout } = await run('pairing-link', '--kind', kind, ...named);
			const link = new URL(stdout.trim());
			expect(link.pathname).toBe(`/${kind}`);
			const twin = await pairTwin(hub.origin + link.pathname + link.search);
			expect(await (await twin.get('/api/v1/device/self')).json()).toMatchObject({ name: '二楼', kind });
		}
	});

	it('owner-link: prints one that the running hub accepts', async () => {
		const { stdout } = await run('owner-link');
		const { pathname, searchParams } = new URL(stdout.trim());
		const password = 'correct horse battery staple';
		const account = { login: 'owner', name: '王明', password, again: password };
		const made = await fetch(hub.origin + pathname, {
			method: 'POST',
			redirect: 'manual',
			headers: { origin: hub.origin, accept: 'text/html' },
			body: new URLSearchParams({ token: searchParams.get('token')!, ...account }),
		});
		expect([made.status, made.headers.get('location')]).toEqual([303, '/staff']);
		expect(made.headers.get('set-cookie')).toMatch(/^gz_staff=.*HttpOnly/);
	});

	it('pass: prints a text or draws a code, for a member it knows', async () => {
		const database = new DatabaseSync(join(dataDir, 'gongzhan.db'), { readOnly: true });
		const { number } = database.prepare('SELECT number FROM member LIMIT 1').get() as { number: string };
		database.close();
		expect((await run('pass', number)).stdout).toMatch(/^GZ1:[0-9A-Z $%*+\-./:]+\n$/);
		const file = join(copies, 'pass.svg');
		expect((await run('pass', number, '--out', file)).code).toBe(0);
		expect(readFileSync(file, 'utf8')).toContain('<svg');
		expect((await run('pass', 'nobody')).stderr).toContain('nobody');
		expect((await run('pass', number, '--out', 'pass.gif')).stderr).toContain('.svg or .png');
	});

	it('config check: accepts the example, and names what is wrong', async () => {
		const example = join(root, 'kiosk-config/venue.example.json');
		expect((await run('config', 'check', example)).code).toBe(0);
		const broken = join(copies, 'venue.json');
		writeFileSync(broken, readFileSync(example, 'utf8').replace('Asia/Shanghai', 'Asia/Shanghigh'));
		expect(await run('config', 'check', broken)).toMatchObject({
			code: 1,
			stderr: expect.stringContaining('zone') as string,
		});
		const args = ['config', 'check', 'venue.example.json'];
		const env = { INIT_CWD: join(root, 'kiosk-config') };
		expect((await runToEnd('gongzhan.ts', { args, env })).code, 'a path as typed in another folder').toBe(0);
		expect((await run('config', 'check', join(copies, 'none.json'))).stderr).toContain('no such file');
	});

	it('config apply: makes a hub with one’s own venue, follows its file, and never takes a room from a session', async () => {
		const folder = join(copies, 'own');
		const file = join(copies, 'own.json');
		const example = JSON.parse(readFileSync(join(root, 'kiosk-config/venue.example.json'), 'utf8')) as {
			id: string;
			rooms: { id: string; name: { zh: string } }[];
		};
		const apply = (venue: object, dir: string) => {
			writeFileSync(file, JSON.stringify(venue));
			return runToEnd('gongzhan.ts', { args: ['config', 'apply', file], dataDir: dir });
		};
		const rooms = () => {
			const database = new DatabaseSync(join(folder, 'gongzhan.db'), { readOnly: true });
			const all = database.prepare("SELECT body FROM record WHERE kind = 'room' AND body IS NOT NULL").all();
			database.close();
			return all.map(({ body }) => (JSON.parse(body as string) as { name: { zh: string } }).name.zh).sort();
		};
		const own = { ...example, id: 'own-palace', demo: false, rooms: example.rooms.slice(0, 2) };
		expect((await apply(own, folder)).code).toBe(0);
		expect(rooms()).toEqual(own.rooms.map((room) => room.name.zh).sort());
		expect(
			(await apply({ ...own, rooms: [{ ...own.rooms[0]!, name: { zh: '工之家' } }] }, folder)).code,
		).toBe(0);
		expect(rooms()).toEqual(['工之家']);
		// The running demo has sessions in all of its rooms.
		const refused = await apply({ ...example, rooms: example.rooms.slice(1) }, dataDir);
		expect(refused).toMatchObject({
			code: 1,
			stderr: expect.stringContaining(example.rooms[0]!.id) as string,
		});
	});

	it('backup: copies a running hub whole, and overwrites nothing', async () => {
		const file = join(copies, 'backup.db');
		expect((await run('backup', file)).code).toBe(0);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		const copy = new DatabaseSync(file, { readOnly: true });
		const { stored } = copy
			.prepare('SELECT count(*) AS stored FROM entry WHERE outbox_id = ?')
			.get(kiosk.outboxId) as { stored: number };
		copy.close();
		expect(stored).toBe(5);
		expect((await run('backup', file)).stderr).toContain('is there already');
		await restoreAndUse(file);
		const nowhere = join(copies, 'no', 'such', 'folder.db');
		expect([(await run('backup', nowhere)).code, existsSync(nowhere)]).toEqual([1, false]);
	});

	it('one hub at a time: neither a second start nor a restore touches the data of a running one', async () => {
		const second = await runToEnd('start.ts', { dataDir, env: { PORT: '0' } });
		expect([second.code, second.stderr]).toEqual([1, expect.stringContaining('a hub runs on DATA_DIR')]);
		const restored = await run('restore', join(copies, 'backup.db'), '--replace');
		expect([restored.code, restored.stderr]).toEqual([1, expect.stringContaining('stop it first')]);
		expect((await kiosk.get('/api/v1/device/self')).status).toBe(200);
	});

	it('verify: proves the chains whole, and names the entry that somebody has changed', async () => {
		const good = await run('verify');
		expect([good.code, good.stdout]).toEqual([
			0,
			expect.stringMatching(/^\d+ entries in \d+ outboxes, \d+ sessions: whole/),
		]);
		const database = new DatabaseSync(join(dataDir, 'gongzhan.db'));
		const triggers = database
			.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'")
			.all() as { name: string }[];
		for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
		database
			.prepare(`UPDATE entry SET body = replace(body, '"none"', '"some"') WHERE outbox_id = ? AND seq = 3`)
			.run(kiosk.outboxId);
		database.close();
		const bad = await run('verify');
		expect([bad.code, bad.stderr]).toEqual([
			1,
			expect.stringContaining(`outbox ${kiosk.outboxId}: entry 3:`),
		]);
	});
});
