import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildIfStale } from './built.ts';
import { lockedFolder, newDataDir, runToEnd, startHub } from './harness.ts';

/** Many processes start here, on machines that may be busy. */
const PATIENCE = 180_000;
vi.setConfig({ testTimeout: PATIENCE });
const folders: string[] = [];
const newFolder = (): string => {
	const folder = newDataDir();
	folders.push(folder);
	return folder;
};
afterAll(() => {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
beforeAll(buildIfStale, PATIENCE);

/** One line, no stack, exit code 1. */
async function refusal(env: Record<string, string>, args: string[] = []): Promise<string> {
	const { code, stdout, stderr } = await runToEnd('start.ts', { env: { PORT: '0', ...env }, args });
	expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }, stderr).toEqual({
		code: 1,
		stdout: '',
		lines: 1,
	});
	return stderr.trimEnd();
}

describe('what keeps a hub from starting is said in one line', () => {
	it.each([
		['PORT', 'eighty'],
		['HOST', 'a b'],
		['ORIGIN', 'kiosk.example.org'],
		['DATABASE_URL', 'mysql://x'],
		['TLS_CERT', '/only/the/certificate.pem'],
	])('%s=%s', async (name, value) => {
		expect(await refusal({ DATA_DIR: newFolder(), [name]: value })).toMatch(
			new RegExp(`^gongzhan: .*${name}`),
		);
	});

	it('a flag it does not know', async () => {
		expect(await refusal({ DATA_DIR: newFolder() }, ['--wan'])).toMatch(/--wan.*--help/);
	});

	it('a DATA_DIR that cannot be written', async () => {
		const file = join(newFolder(), 'file');
		writeFileSync(file, '');
		expect(await refusal({ DATA_DIR: join(file, 'data') })).toContain(`DATA_DIR ${file}/data`);
	});

	it('a DATA_DIR of somebody else', async () => {
		const folder = lockedFolder(newFolder());
		expect(await refusal({ DATA_DIR: folder })).toContain(`DATA_DIR ${folder} cannot be written`);
	});

	it('a port that is taken', async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => other.once('listening', resolve));
		const port = String((other.address() as AddressInfo).port);
		expect(await refusal({ DATA_DIR: newFolder(), PORT: port })).toMatch(new RegExp(`PORT ${port}.*taken`));
		other.close();
	});

	it('an address that is not this machine’s', async () => {
		expect(await refusal({ DATA_DIR: newFolder(), HOST: '203.0.113.1' })).toContain('HOST 203.0.113.1');
	});

	it('a damaged database', async () => {
		const folder = newFolder();
		writeFileSync(join(folder, 'gongzhan.db'), 'no database at all '.repeat(500));
		expect(await refusal({ DATA_DIR: folder })).toMatch(/gongzhan\.db is damaged/);
	});

	it('certificates that cannot be read, or are none', async () => {
		const folder = newFolder();
		const [missing, wrong] = [join(folder, 'missing.pem'), join(folder, 'wrong.pem')];
		writeFileSync(wrong, 'hello');
		const env = { DATA_DIR: folder, TLS_KEY: wrong };
		expect(await refusal({ ...env, TLS_CERT: missing })).toMatch(/TLS_CERT.*missing\.pem.*no such file/);
		expect(await refusal({ ...env, TLS_CERT: wrong })).toMatch(/TLS_CERT.*wrong\.pem/);
	});
});

describe('a start', () => {
	it('on nothing loads the demo venue and prints links; again it keeps what is there', async () => {
		const hub = await startHub();
		expect(hub.links.kiosk).toMatch(/\/kiosk\?pair=[0-9a-f]{32}$/);
		expect(hub.links.lobby).toMatch(/\/lobby\?pair=[0-9a-f]{32}$/);
		expect(hub.links.owner).toMatch(/\/staff\/welcome\?token=[\w-]{16,}$/);
		expect([hub.links.staff, hub.links.passes]).toEqual([`${hub.origin}/staff`, `${hub.origin}/demo/passes`]);
		const first = hub.links.kiosk;
		await hub.kill();
		await hub.restart();
		expect(hub.links.kiosk).not.toBe(first);
		expect(await hub.stop()).toBe(0);
	});

	it('with --lan speaks HTTPS with its own authority and shows a code for phones', async () => {
		const folder = newFolder();
		const hub = await startHub({ args: ['--lan'], dataDir: folder });
		expect(hub.origin).toMatch(/^https:\/\//);
		// The upper edge of a finder pattern, twice in a line: every QR code has it, whatever it says.
		expect(hub.output()).toMatch(/█▀▀▀▀▀█.*█▀▀▀▀▀█/);
		const { stdout } = await runToEnd('gongzhan.ts', { args: ['tls'], dataDir: folder });
		expect(stdout).toContain(join(folder, 'tls', 'ca.crt'));
		expect(stdout).toContain('kept');
		expect(await hub.stop()).toBe(0);
	});

	it('helps', async () => {
		const { code, stdout } = await runToEnd('start.ts', { args: ['--help'] });
		expect([code, stdout]).toEqual([0, expect.stringMatching(/--lan[\s\S]*DATA_DIR/)]);
	});
});
