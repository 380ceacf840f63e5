import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { dropProfile, newProfile, openBrowser } from '../e2e/browser.ts';
import { openPaired } from '../e2e/kiosk.ts';
import { startHub } from '../hub/harness.ts';
import type { BenchResult } from './run.ts';

/**
 * Cold start of a paired kiosk without a hub: a new browser process on yesterday's profile, until the board is painted.
 * Beside it, in the same run and profile, a page with nothing on it: what of the time is the browser's own.
 */
const ROUNDS = 15;
const client = join(dirname(fileURLToPath(import.meta.url)), '../../build/client');

declare global {
	/** Milliseconds since navigation: when the board's first row was made, and when it had been painted. */
	var board: { madeAt: number; paintedAt: number } | undefined;
}

/** Notes when the first row of the board is there, and when it has been painted. */
async function watchBoard(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const observer = new MutationObserver(() => {
			if (!document.querySelector('a[href^="/kiosk/session/"]')) return;
			observer.disconnect();
			const madeAt = performance.now();
			requestAnimationFrame(() =>
				setTimeout(() => (globalThis.board = { madeAt, paintedAt: performance.now() })),
			);
		});
		observer.observe(document, { childList: true, subtree: true });
	});
}

const median = (values: number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Scripts loaded before the board was there, gzipped as a server would send them. */
async function scriptBytes(page: Page, before: number): Promise<number> {
	const paths = await page.evaluate(
		(limit) =>
			performance
				.getEntriesByType('resource')
				.filter(
					(entry) =>
						(entry as PerformanceResourceTiming).responseEnd < limit &&
						/\.js$/.test(new URL(entry.name).pathname),
				)
				.map((entry) => new URL(entry.name).pathname),
		before,
	);
	const files = [...new Set(paths)].map((path) => join(client, path)).filter((file) => existsSync(file));
	return files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
}

export async function run(): Promise<BenchResult> {
	const hub = await startHub();
	const profile = newProfile();
	const first = await openBrowser({ profile });
	await openPaired(first, hub);
	await first.close();
	await hub.kill();

	const painted: number[] = [];
	const shell: number[] = [];
	let bytes = 0;
	for (let round = 0; round < ROUNDS; round++) {
		const browser = await openBrowser({ profile });
		const page = await browser.page();
		await watchBoard(page);
		await page.goto(`${hub.origin}/kiosk`);
		await page.waitForFunction(() => globalThis.board !== undefined);
		const { madeAt, paintedAt } = await page.evaluate(() => globalThis.board!);
		painted.push(paintedAt);
		bytes = await scriptBytes(page, madeAt);
		await browser.close();

		const other = await openBrowser({ profile });
		const empty = await other.page();
		await empty.goto(`${hub.origin}/manifest.webmanifest`);
		shell.push(
			await empty.evaluate(
				() => performance.getEntriesByType('navigation')[0]!.toJSON().domContentLoadedEventEnd as number,
			),
		);
		await other.close();
	}
	dropProfile(profile);
	const jsKb = Math.round(bytes / 100) / 10;
	return {
		table: [
			{
				page: 'board, cold, no hub',
				'median ms': Math.round(median(painted)),
				'worst ms': Math.round(Math.max(...painted)),
				'JS kB gzip': jsKb,
			},
			{
				page: 'precached file alone',
				'median ms': Math.round(median(shell)),
				'worst ms': Math.round(Math.max(...shell)),
				'JS kB gzip': 0,
			},
		],
		goals: { boardMs: Math.round(median(painted)), jsKb },
	};
}
