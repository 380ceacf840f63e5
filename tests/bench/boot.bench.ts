import { dropProfile, newProfile, openBrowser } from '../e2e/browser.ts';
import { openBoard } from '../e2e/first-screen.ts';
import { openPaired } from '../e2e/kiosk.ts';
import { startHub } from '../hub/harness.ts';
import { median } from './quantile.ts';
import type { BenchResult } from './run.ts';

/**
 * Cold start of a paired kiosk without a hub: a new browser process on yesterday's profile, until the board is painted.
 * Beside it, in the same run and profile, a page with nothing on it: what of the time is the browser's own.
 */
const ROUNDS = 15;

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
		const seen = await openBoard(page, hub.origin);
		painted.push(seen.paintedAt);
		bytes = seen.scriptBytes;
		await browser.close();

		const other = await openBrowser({ profile });
		const empty = await other.page();
		await empty.goto(`${hub.origin}/manifest.webmanifest`);
		shell.push(
			await empty.evaluate(() => {
				const [navigation] = performance.getEntriesByType('navigation');
				return (navigation as PerformanceNavigationTiming).domContentLoadedEventEnd;
			}),
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
