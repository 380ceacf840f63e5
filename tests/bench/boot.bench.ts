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
	var boardPaintedAt: number | undefined;
}

/** Notes when the first row of the board has been painted, in milliseconds since navigation. */
async function watchBoard(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const look = (): void => {
			if (document.querySelector('a[href^="/kiosk/session/"]'))
				requestAnimationFrame(() => setTimeout(() => (globalThis.boardPaintedAt = performance.now())));
			else requestAnimationFrame(look);
		};
		look();
	});
}

const median = (values: number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Scripts asked for before the board was there, gzipped as a server would send them. */
async function scriptBytes(page: Page, before: number): Promise<number> {
	const paths = await page.evaluate(
		(limit) =>
			performance
				.getEntriesByType('resource')
				.filter((entry) => entry.startTime < limit && /\.js$/.test(new URL(entry.name).pathname))
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

	const board: number[] = [];
	const shell: number[] = [];
	let bytes = 0;
	for (let round = 0; round < ROUNDS; round++) {
		const browser = await openBrowser({ profile });
		const page = await browser.page();
		await watchBoard(page);
		await page.goto(`${hub.origin}/kiosk`);
		await page.waitForFunction(() => globalThis.boardPaintedAt !== undefined);
		const paintedAt = await page.evaluate(() => globalThis.boardPaintedAt!);
		board.push(paintedAt);
		bytes = await scriptBytes(page, paintedAt);
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
				'median ms': Math.round(median(board)),
				'worst ms': Math.round(Math.max(...board)),
				'JS kB gzip': jsKb,
			},
			{
				page: 'precached file alone',
				'median ms': Math.round(median(shell)),
				'worst ms': Math.round(Math.max(...shell)),
				'JS kB gzip': 0,
			},
		],
		goals: { boardMs: Math.round(median(board)), jsKb },
	};
}
