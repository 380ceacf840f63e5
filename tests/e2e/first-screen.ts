import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';

/** How long a kiosk's first screen takes, and how much JavaScript it asks for. */

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

/** Opens the board in a fresh page and waits until it has been painted. Milliseconds since navigation; gzipped bytes of scripts. */
export async function openBoard(
	page: Page,
	origin: string,
): Promise<{ paintedAt: number; scriptBytes: number }> {
	await watchBoard(page);
	await page.goto(`${origin}/kiosk`);
	await page.waitForFunction(() => globalThis.board !== undefined);
	const { madeAt, paintedAt } = await page.evaluate(() => globalThis.board!);
	return { paintedAt, scriptBytes: await scriptBytes(page, madeAt) };
}
