import { expect, test } from '@playwright/test';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { fling } from './fingers.ts';
import { openPaired } from './kiosk.ts';

/** More than comes into sight, and less than half of what is painted where each step paints all of it anew. */
const MOST_TILES = 100;
/** A portrait on the wall: link, plate, family name, up to two lines of the name, the work, and what holds them. */
const MOST_ELEMENTS = 10;

test('what a finger scrolls is moved and not painted anew', async () => {
	const hub = await startHub();
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	const page = await openPaired(browser, hub);
	const cdp = await browser.context.newCDPSession(page);
	const tracer = browser.context.browser()!;
	for (const [path, scroller] of [
		['/kiosk', '.list.scrolls'],
		['/kiosk/exhibits', '.wall'],
		['/kiosk/exhibits/timeline', '.scrolls'],
		['/kiosk/exhibits/wang-jinxi', '.scrolls'],
	] as const) {
		await page.goto(hub.origin + path);
		await page.locator(scroller).waitFor();
		await page.waitForTimeout(1000);
		// Late in the evening the board has few classes left: room below them is scrolled, too.
		if (path === '/kiosk')
			await page.locator(scroller).evaluate((element) => {
				const room = document.createElement('div');
				room.style.cssText = 'flex: none; height: 4000px';
				element.append(room);
			});
		const top = () => page.locator(scroller).evaluate((element) => element.scrollTop);
		await expect
			.poll(() => page.locator(scroller).evaluate((e) => e.scrollHeight - e.clientHeight))
			.toBeGreaterThan(300);
		await tracer.startTracing(undefined, { categories: ['cc', 'devtools.timeline'] });
		await fling(cdp, 'y');
		await expect.poll(top, path).toBeGreaterThan(300);
		const { traceEvents } = JSON.parse(String(await tracer.stopTracing())) as {
			traceEvents: { name: string; ph: string }[];
		};
		const tiles = traceEvents.filter(({ name, ph }) => name === 'RasterTask' && ph === 'X').length;
		expect(tiles, `tiles painted at ${path}`).toBeLessThan(MOST_TILES);
		const heaviest = page
			.locator('.wall li')
			.evaluateAll((cards) => cards.map((one) => one.querySelectorAll('*').length));
		expect(Math.max(0, ...(await heaviest)), `elements of a portrait at ${path}`).toBeLessThan(MOST_ELEMENTS);
	}
	await browser.close();
	dropProfile(profile);
	await hub.stop();
});
