import { expect, test } from '@playwright/test';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';

test('deep links of kiosk and lobby start while the hub is gone', async () => {
	const hub = await startHub();
	for (const path of ['/kiosk', '/lobby', '/me', '/staff'])
		expect((await fetch(hub.origin + path, { redirect: 'manual' })).status, path).toBe(200);
	const profile = newProfile();
	const first = await openBrowser({ profile });
	const page = await first.page();
	await page.goto(`${hub.origin}/kiosk`);
	await page.waitForFunction(async () => (await navigator.serviceWorker.ready) && true, undefined, {
		timeout: 90_000,
	});
	await first.close();
	await hub.kill();

	const browser = await openBrowser({ profile });
	for (const path of ['/kiosk/exhibits/wang-jinxi', '/lobby', '/kiosk']) {
		const cold = await browser.page();
		const errors: string[] = [];
		cold.on('pageerror', (error) => errors.push(error.message));
		await cold.goto(hub.origin + path);
		await expect(cold.locator('body'), path).toHaveText(/\p{Script=Han}/u);
		expect(errors, path).toEqual([]);
		await cold.close();
	}
	await browser.close();
	dropProfile(profile);
});
