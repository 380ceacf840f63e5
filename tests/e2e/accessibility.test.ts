import { expect, test } from '@playwright/test';
import type { Page } from 'playwright';
import { buildIfStale } from '../hub/built.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser, type RealBrowser } from './browser.ts';
import { expectSound, LAYOUTS } from './sound-page.ts';
import { openPaired, rows, samplePasses, signInAsOwner, typeAsScanner } from './kiosk.ts';

/** Every screen, in one hub and one browser: nothing for axe to find, nothing that runs off sideways, nothing a keyboard cannot reach. */

let hub: RunningHub;
let browser: RealBrowser;
const profile = newProfile();

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
	await buildIfStale();
	hub = await startHub();
	browser = await openBrowser({
		profile,
		// Movements are over at once: what fades in has its full contrast.
		args: [
			'--use-fake-device-for-media-stream',
			'--use-fake-ui-for-media-stream',
			'--force-prefers-reduced-motion',
		],
	});
});
test.afterAll(async () => {
	await browser.close();
	await hub.stop();
	dropProfile(profile);
});

/** Goes there by touch, as a visitor does. */
async function tap(page: Page, href: string): Promise<void> {
	await page.locator(`a[href="${href}"]`).first().click();
	await page.waitForURL(`**${href}`);
}

async function visitKiosk(page: Page, mode: string): Promise<void> {
	await expect(rows(page).first()).toBeVisible();
	await expectSound(page, `board, ${mode}`);
	await rows(page).first().click();
	await expect(page.locator('dl')).toBeVisible();
	await expectSound(page, `session, ${mode}`);
	await tap(page, '/kiosk/check-in');
	await expectSound(page, `check-in, ${mode}`);
	await tap(page, '/kiosk/exhibits');
	await expectSound(page, `exhibits, ${mode}`);
	await page.locator('a[href^="/kiosk/exhibits/"]').first().click();
	await expect(page.locator('article')).toBeVisible();
	await expectSound(page, `exhibit, ${mode}`);
	await tap(page, '/kiosk/status');
	await expectSound(page, `status, ${mode}`);
	await tap(page, '/kiosk');
}

test('before pairing', async () => {
	const page = await browser.page();
	await page.goto(`${hub.origin}/kiosk`);
	await expect(page.locator('.code')).toBeVisible();
	await expectSound(page, 'pairing');
	await page.close();
});

test('the kiosk', async () => {
	const page = await openPaired(browser, hub);
	await visitKiosk(page, 'normal');
	await page.close();
});

test('the kiosk in large type, and in English', async () => {
	const page = await browser.page();
	await page.goto(`${hub.origin}/kiosk`);
	const [elder, language] = [0, 1].map((n) => page.locator('footer .tools button').nth(n));
	await elder!.click();
	await visitKiosk(page, 'elder');
	await language!.click();
	await expectSound(page, 'board, elder, English');
	await elder!.click();
	await expectSound(page, 'board, English');
	await page.close();
});

test('verdicts at the kiosk', async () => {
	const codes = await samplePasses(hub);
	const page = await browser.page();
	await page.goto(`${hub.origin}/kiosk`);
	await tap(page, '/kiosk/check-in');
	for (const name of ['admitted', 'revoked'] as const) {
		await typeAsScanner(page, codes[name][0]!);
		await expect(page.locator('article.verdict').first()).toBeVisible();
		await expectSound(page, `verdict, ${name}`);
	}
	await page.close();
});

test('Tab reaches every control of the board', async () => {
	const page = await browser.page();
	await page.goto(`${hub.origin}/kiosk`);
	await expect(rows(page).first()).toBeVisible();
	const controls = 'a[href], button, summary, input';
	const all = await page.locator(controls).evaluateAll((found) => {
		const open = found.filter((one) => (one as HTMLElement).checkVisibility());
		open.forEach((one, n) => one.setAttribute('data-tab', String(n)));
		return open.length;
	});
	const reached = new Set<string>();
	for (let n = 0; n < all + 5; n++) {
		await page.keyboard.press('Tab');
		const at = await page.evaluate(() => document.activeElement?.getAttribute('data-tab'));
		if (at) reached.add(at);
	}
	expect(all).toBeGreaterThan(10);
	expect(reached.size).toBe(all);
	await page.close();
});

test('targets at the kiosk are as wide and high as a finger needs', async () => {
	const page = await browser.page();
	await page.goto(`${hub.origin}/kiosk`);
	await expect(rows(page).first()).toBeVisible();
	const small = await page.locator('a[href]:not(.skip), button, summary').evaluateAll((found) =>
		found
			.map((one) => ({ html: one.outerHTML.slice(0, 80), box: one.getBoundingClientRect() }))
			.filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < 81)
			.map(({ html }) => html),
	);
	expect(small).toEqual([]);
	await page.close();
});

test('the desk, the phone and the sample passes', async () => {
	const page = await browser.page();
	await page.goto(`${hub.origin}/staff`);
	await expectSound(page, 'staff, sign-in');
	await signInAsOwner(page, hub);
	await expectSound(page, 'staff, today');
	for (const lang of ['en', 'zh']) {
		await page.goto(`${hub.origin}/staff?lang=${lang}`);
		const [brand, self] = await Promise.all(
			['.brand', '.self'].map((part) => page.locator(`header ${part}`).boundingBox()),
		);
		expect.soft(self!.y, `the header is one row in ${lang}`).toBeLessThan(brand!.y + brand!.height);
	}
	await page.locator('a[href^="/staff/sessions/"]').first().click();
	await page.waitForURL('**/staff/sessions/*');
	await expectSound(page, 'staff, roster');
	const sheet = await page.locator('a[href^="/staff/passes/"]').getAttribute('href');
	await page.locator('main a[href^="/staff/sessions/"]').first().click();
	await page.waitForURL('**/staff/sessions/*/*');
	await expectSound(page, 'staff, member');
	const session = new URL(page.url()).pathname.split('/')[3]!;
	const [code] = (await samplePasses(hub)).admitted;
	for (const path of [
		sheet!,
		'/staff/inbox',
		'/staff/inbox?show=decided',
		'/staff/inbox?session=nowhere',
		'/staff/desk',
		`/staff/desk/sheet/${session}`,
		`/staff/desk/sheet/${session}/enter`,
		'/staff/devices',
		'/staff/devices?lang=en',
		'/demo/passes?lang=zh',
		'/demo/passes/1',
		'/',
		'/me',
		`/me#p=${encodeURIComponent(code!)}`,
		'/nowhere',
	]) {
		await page.goto('about:blank');
		await page.goto(hub.origin + path);
		await expectSound(page, path);
	}
	await page.close();
});

test('the console', async () => {
	const page = await browser.page();
	const pages =
		'accounts audit catalogue members unions schedule schedule/bulk notices screens exhibits reports';
	for (const path of pages.split(' ')) {
		await page.goto(`${hub.origin}/staff/${path}`);
		await expect(page.locator('h1').first()).toBeVisible();
		await expectSound(page, `staff, ${path}`);
	}
	await page.close();
});

test('the lobby display', async () => {
	const other = newProfile();
	const display = await openBrowser({ profile: other, args: ['--force-prefers-reduced-motion'] });
	const page = await display.page(LAYOUTS[1]);
	await page.goto(hub.links.lobby);
	await expect(page.locator('.lobby')).toBeVisible();
	await expectSound(page, 'lobby');
	await display.close();
	dropProfile(other);
});
