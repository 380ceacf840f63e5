import { expect, test } from '@playwright/test';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { openBoard } from './first-screen.ts';
import { openPaired, presentAt, samplePasses, typeAsScanner } from './kiosk.ts';

test('a kiosk starts small, and a cookie lost in a power cut does not unpair it', async () => {
	test.setTimeout(120_000);
	const hub = await startHub();
	const profile = newProfile();
	let browser = await openBrowser({ profile });
	await openPaired(browser, hub);
	await browser.context.clearCookies();
	await browser.close();

	browser = await openBrowser({ profile });
	const page = await browser.page();
	const renewed = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/device/session'));
	expect((await openBoard(page, hub.origin)).scriptBytes).toBeLessThanOrEqual(90_000);
	expect((await renewed).status()).toBe(200);
	expect((await browser.context.cookies()).map((cookie) => cookie.name)).toContain('gz_device');
	const before = presentAt(hub);
	await typeAsScanner(page, (await samplePasses(hub)).admitted[0]!);
	await expect.poll(() => presentAt(hub)).toBe(before + 1);

	await browser.close();
	await hub.stop();
	dropProfile(profile);
});
