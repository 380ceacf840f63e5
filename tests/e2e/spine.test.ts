import { expect, test } from '@playwright/test';
import { staffWords } from '../../src/lib/i18n/staff/staff-words.ts';
import { writeY4m } from '../fixtures/y4m.ts';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import {
	badge,
	filmPath,
	openPaired,
	presentAt,
	rows,
	samplePasses,
	signInAsOwner,
	verdict,
} from './kiosk.ts';

/** The main job, end to end: every part is the real one, but for what the camera sees. */
test('a check-in outlives hub, page and browser, and reaches the hub exactly once', async () => {
	test.setTimeout(240_000);
	const hub = await startHub();
	const [profile, deskProfile, film] = [newProfile(), newProfile(), filmPath()];
	const { admitted } = await samplePasses(hub);
	writeY4m(film, [
		{ text: admitted[0]!, seconds: 2 },
		{ text: null, seconds: 5 },
	]);

	const kiosk = await openBrowser({ profile, film });
	let page = await openPaired(kiosk, hub);
	const session = await rows(page).first().getAttribute('href');

	const office = await openBrowser({ profile: deskProfile });
	const desk = await office.page({ width: 1920, height: 1080 });
	await signInAsOwner(desk, hub);
	const before = presentAt(hub);
	const presentOnScreen = desk
		.locator('dl div', { hasText: staffWords('zh').today.present })
		.locator('dd')
		.first();
	const shownBefore = Number(await presentOnScreen.textContent());

	await hub.kill();
	await page.goto(hub.origin + session!);
	await expect(page.locator('h1').first()).toBeVisible();
	await page.reload();
	await expect(page.locator('h1').first()).toBeVisible();

	await page.goto(`${hub.origin}/kiosk/check-in`);
	await expect(verdict(page, 'admitted')).toBeVisible({ timeout: 30_000 });
	await expect(badge(page, 1)).toBeVisible();
	// The film goes on: the same pass comes again after a while, and is recognised.
	await expect(verdict(page, 'already-in')).toContainText(/\d\d:\d\d/, { timeout: 30_000 });
	await expect(badge(page, 1)).toBeVisible();
	await kiosk.kill();

	const again = await openBrowser({ profile });
	page = await again.page();
	await page.goto(`${hub.origin}/kiosk`);
	await expect(rows(page).first()).toBeVisible();
	await expect(badge(page, 1)).toBeVisible();

	await hub.restart();
	await expect(badge(page, 1)).toBeHidden({ timeout: 90_000 });
	await expect.poll(() => presentAt(hub)).toBe(before + 1);
	// Nobody has touched the staff page meanwhile.
	await expect(presentOnScreen).toHaveText(String(shownBefore + 1), { timeout: 60_000 });

	await again.close();
	await office.close();
	expect(await hub.stop()).toBe(0);
	for (const folder of [profile, deskProfile]) dropProfile(folder);
});
