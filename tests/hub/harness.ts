import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A real hub: the process that `npm start` runs, on a free port, with a data directory of its own. */
export interface RunningHub {
	readonly origin: string;
	readonly dataDir: string;
	readonly links: HubLinks;
	readonly pid: number;
	/** Everything it has printed since it was started last. */
	output(): string;
	/** SIGTERM; resolves to the exit code. Removes the data directory unless the caller named it. */
	stop(): Promise<number | null>;
	/** SIGKILL. The data directory stays. */
	kill(): Promise<void>;
	/** After `kill`: again on the same port and data. */
	restart(): Promise<void>;
}

/** As printed at the start. One-time links are those of the last start; `owner` is empty once there is one. */
export interface HubLinks {
	kiosk: string;
	lobby: string;
	owner: string;
	staff: string;
	passes: string;
}

export interface HubOptions {
	readonly env?: Record<string, string>;
	/** Behind `npm start --`. */
	readonly args?: readonly string[];
	/** Kept at `stop` where given. */
	readonly dataDir?: string;
	/** Another checkout to run. */
	readonly root?: string;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'gongzhan-hub-'));

/** A folder below `parent` in which this user may not write. Root may everywhere but where the kernel itself says no. */
export function lockedFolder(parent: string): string {
	if (process.getuid?.() === 0) return '/proc/gongzhan';
	const folder = join(parent, 'locked');
	mkdirSync(folder, { mode: 0o500 });
	return folder;
}

/** What a start prints last: from then on it answers. */
const READY = /停止 Stop.*\n/;
const PATIENCE_MS = 60_000;

export async function startHub(options: HubOptions = {}): Promise<RunningHub> {
	const dataDir = options.dataDir ?? newDataDir();
	let run = await launch(options, dataDir, options.env?.['PORT'] ?? '0');
	const origin = new URL(run.links.staff).origin;
	const links = { ...run.links };
	return {
		origin,
		dataDir,
		links,
		output: () => run.output(),
		get pid() {
			return run.child.pid!;
		},
		async stop() {
			run.child.kill('SIGTERM');
			const code = await run.exit;
			if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
			return code;
		},
		async kill() {
			run.child.kill('SIGKILL');
			await run.exit;
		},
		async restart() {
			run = await launch(options, dataDir, new URL(origin).port);
			Object.assign(links, run.links);
		},
	};
}

/** Runs `npm start` or another command of src/cli to its end. */
export async function runToEnd(script: string, options: HubOptions = {}) {
	const child = spawnCli(script, options, {
		DATA_DIR: options.dataDir ?? '',
		...options.env,
	});
	const output = collect(child);
	const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
	const [code] = (await once(child, 'close')) as [number | null];
	clearTimeout(timer);
	return { code, ...output };
}

/** Hundreds of processes start from the same files: half of what each start costs is spared. */
const COMPILED = join(tmpdir(), 'gongzhan-compiled');

function spawnCli(script: string, options: HubOptions, env: Record<string, string>): ChildProcess {
	const cwd = options.root ?? root;
	const { PATH = '', HOME = '' } = process.env;
	return spawn(process.execPath, [join(cwd, 'src/cli', script), ...(options.args ?? [])], {
		cwd,
		env: { PATH, HOME, HOST: '127.0.0.1', NODE_COMPILE_CACHE: COMPILED, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
	const output = { stdout: '', stderr: '' };
	child.stdout!.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
	child.stderr!.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
	return output;
}

async function launch(options: HubOptions, dataDir: string, port: string) {
	const child = spawnCli('start.ts', options, { ...options.env, PORT: port, DATA_DIR: dataDir });
	const output = collect(child);
	// A test that fails does not come to its end: nothing of it stays behind.
	const killChild = () => child.kill('SIGKILL');
	process.once('exit', killChild);
	const exit = once(child, 'close').then(([code]) => {
		process.off('exit', killChild);
		return code as number | null;
	});
	const said = () => output.stdout + output.stderr;
	await new Promise<void>((resolve, reject) => {
		const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
		child.stdout!.on('data', () => {
			if (!READY.test(output.stdout)) return;
			clearTimeout(timer);
			resolve();
		});
		void exit.then((code) =>
			reject(new Error(`the hub ended with ${code} before it listened, and said: ${said()}`)),
		);
	});
	return { child, exit, output: said, links: linksIn(output.stdout) };
}

function linksIn(text: string): HubLinks {
	const find = (path: RegExp): string =>
		text.match(/https?:\/\/\S+/g)?.find((link) => path.test(new URL(link).pathname)) ?? '';
	return {
		kiosk: find(/^\/kiosk$/),
		lobby: find(/^\/lobby$/),
		owner: find(/^\/staff\/welcome$/),
		staff: find(/^\/staff$/),
		passes: find(/^\/demo\/passes$/),
	};
}
