import { expect, test } from '@playwright/test';
import { zh } from '../../src/lib/i18n/zh.ts';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { openPaired, presentAt, rows, samplePasses, typeAsScanner, verdict } from './kiosk.ts';

test('every code gets a verdict of its own, and a person counts once', async () => {
	test.setTimeout(240_000);
	const hub = await startHub();
	const profile = newProfile();
	const passes = await samplePasses(hub);
	const browser = await openBrowser({ profile });
	const page = await openPaired(browser, hub);
	const before = presentAt(hub);
	const { reason } = zh.verdict;

	for (const [text, words] of [
		[passes.forged[0]!, reason.forged.title],
		[passes.expired[0]!, reason.expired.title],
		[passes.revoked[0]!, reason.revoked.title],
		[passes.stranger[0]!, reason['unknown-issuer'].title],
		[`GZ1:${'7'.repeat(90)}`, reason['unsupported-version'].title],
		[passes.garbage[0]!, reason.unreadable.title],
	] as const) {
		await typeAsScanner(page, text);
		await expect(page.getByText(words, { exact: true }).first()).toBeVisible();
		await expect(verdict(page, 'admitted')).toHaveCount(0);
	}
	expect(presentAt(hub)).toBe(before);

	// At the door of a class that is not the visitor's own.
	const [mine] = passes.admitted;
	await page.goto(`${hub.origin}/kiosk/check-in`);
	await typeAsScanner(page, mine!);
	await expect(verdict(page, 'admitted')).toBeVisible();
	await expect.poll(() => presentAt(hub)).toBe(before + 1);

	// At once: ignored. Later: told when.
	await expect(async () => {
		await typeAsScanner(page, mine!);
		await expect(verdict(page, 'already-in')).toContainText(/\d\d:\d\d/, { timeout: 2_000 });
	}).toPass();
	expect(presentAt(hub)).toBe(before + 1);

	const other = passes.admitted[1]!;
	await page.goto(`${hub.origin}/kiosk`);
	await expect(rows(page).first()).toBeVisible();
	const doors = await rows(page).evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
	let refused = false;
	for (const door of doors.slice(0, 6)) {
		await page.goto(`${hub.origin}/kiosk/check-in?door=${door.split('/').at(-1)}`);
		await typeAsScanner(page, other);
		await expect(page.locator('article')).toBeVisible();
		refused = await page.locator('article', { hasText: reason['other-class'].title }).isVisible();
		if (refused) break;
	}
	expect(refused, 'someone is sent from another class’s door to their own').toBe(true);

	await browser.close();
	await hub.stop();
	dropProfile(profile);
});
