import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fakeCameraArgs, launchOptions } from '../chromium.ts';

/**
 * A Chromium that is a process of ours, with a profile that outlives it: so that it can be killed as a power cut kills it,
 * and started again on what is left.
 */
export interface RealBrowser {
	readonly context: BrowserContext;
	/** A fresh page in the one window. */
	page(viewport?: { width: number; height: number }): Promise<Page>;
	/** SIGKILL to the browser and everything it started. */
	kill(): Promise<void>;
	close(): Promise<void>;
}

export interface BrowserOptions {
	/** Profile folder. */
	readonly profile: string;
	/** `.y4m` or `.mjpeg` that the fake camera plays in a loop. */
	readonly film?: string;
	readonly args?: readonly string[];
}

export const newProfile = (): string => mkdtempSync(join(tmpdir(), 'gongzhan-profile-'));
export const dropProfile = (profile: string): void => rmSync(profile, { recursive: true, force: true });

/** A process of Chromium, and the address its DevTools protocol is spoken at. */
interface Chromium {
	readonly child: ChildProcess;
	readonly address: string;
	readonly killGroup: () => void;
}

export async function startChromium(options: BrowserOptions): Promise<Chromium> {
	const launch = launchOptions();
	const child = spawn(
		launch.executablePath!,
		[
			'--headless=new',
			'--remote-debugging-port=0',
			`--user-data-dir=${options.profile}`,
			'--lang=zh-CN',
			'--accept-lang=zh-CN',
			...(launch.chromiumSandbox ? [] : ['--no-sandbox']),
			...(launch.args ?? []),
			...(options.film ? fakeCameraArgs(options.film) : []),
			...(options.args ?? []),
			'about:blank',
		],
		// A group of its own: killing it takes the renderers and the storage service along.
		{ stdio: ['ignore', 'ignore', 'pipe'], detached: true },
	);
	// A test that fails does not come to its end: nothing of it stays behind.
	const killGroup = (): void => {
		if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
	};
	process.once('exit', killGroup);
	child.once('exit', () => process.off('exit', killGroup));
	return { child, address: await addressOf(child), killGroup };
}

export async function openBrowser(options: BrowserOptions): Promise<RealBrowser> {
	const { child, address, killGroup } = await startChromium(options);
	const browser: Browser = await chromium.connectOverCDP(address);
	const context = browser.contexts()[0]!;
	return {
		context,
		async page(viewport = { width: 1080, height: 1920 }) {
			const page = await context.newPage();
			await page.setViewportSize(viewport);
			return page;
		},
		async kill() {
			const gone = once(child, 'exit');
			killGroup();
			await gone;
		},
		async close() {
			const gone = once(child, 'exit');
			await (await browser.newBrowserCDPSession()).send('Browser.close').catch(() => undefined);
			await gone;
		},
	};
}

function addressOf(child: ChildProcess): Promise<string> {
	const lines = createInterface({ input: child.stderr! });
	return new Promise((resolve, reject) => {
		child.once('exit', (code) => reject(new Error(`Chromium ended with ${code} before it listened`)));
		lines.on('line', (line) => {
			const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
			if (found) resolve(found);
		});
	});
}
