import { expect, test } from '@playwright/test';
import type { Page } from 'playwright';
import { zh } from '../../src/lib/i18n/zh.ts';
import { writeY4m } from '../fixtures/y4m.ts';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { filmPath, openPaired, presentAt, samplePasses, verdict } from './kiosk.ts';

/** Which stream the camera's picture is: a camera that was opened again has another. */
const stream = (page: Page) =>
	page.evaluate(() => (document.querySelector('video')!.srcObject as MediaStream | null)?.id ?? null);

test('the camera goes on watching while check-ins change the board', async () => {
	const hub = await startHub();
	const [profile, film] = [newProfile(), filmPath()];
	const { admitted } = await samplePasses(hub);
	writeY4m(film, [
		{ text: null, seconds: 4 },
		{ text: [admitted[0]!, admitted[1]!], seconds: 2 },
	]);
	const before = presentAt(hub);
	const browser = await openBrowser({ profile, film });
	const page = await openPaired(browser, hub);
	await page.goto(`${hub.origin}/kiosk/check-in`);
	await expect(page.getByText(zh.machine.checkIn.camera.watching)).toBeVisible();
	const first = await stream(page);
	expect(first).not.toBeNull();

	// Two codes in one picture are two visitors.
	await expect(verdict(page, 'admitted')).toHaveCount(2);
	await expect.poll(() => presentAt(hub)).toBe(before + 2);
	await expect(verdict(page, 'already-in').first()).toBeVisible();
	expect(await stream(page)).toBe(first);

	await browser.close();
	await hub.stop();
	dropProfile(profile);
});
