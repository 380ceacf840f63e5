import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { openPaired } from './kiosk.ts';

/** Whatever the type's size, the language and the screen: what one came for is seen, and what one touches is under the finger. */

const SCREENS = {
	portrait: { width: 1080, height: 1920 },
	landscape: { width: 1920, height: 1080 },
	phone: { width: 390, height: 844 },
} as const;
type Screen = keyof typeof SCREENS;
/** As wide as a key has to be: 20 mm and 25 mm on the kiosk's panel; on a phone as wide as nine fit. */
const KEY_PX = { portrait: [81, 96], landscape: [81, 101], phone: [34, 34] } as const;

/** Is the middle of it what a finger there would touch, and all of it on the screen? */
const isUnderFinger = (target: Locator): Promise<boolean> =>
	target.evaluate((element) => {
		const { left, top, right, bottom } = element.getBoundingClientRect();
		const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
		const isInside = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
		return isInside && hit !== null && (element === hit || element.contains(hit));
	});

async function expectAllUnderFinger(targets: Locator, what: string): Promise<void> {
	for (const [n, target] of (await targets.all()).entries())
		expect(await isUnderFinger(target), `${what}, ${n + 1}`).toBe(true);
}

/** Within the app, as a link does it: type and language stay. */
async function follow(page: Page, href: string): Promise<void> {
	await page.evaluate((to) => {
		const link = Object.assign(document.createElement('a'), { href: to });
		document.body.append(link);
		link.click();
		link.remove();
	}, href);
	await page.waitForURL(`**${href}`);
}

async function look(page: Page, screen: Screen, elder: boolean, where: string): Promise<void> {
	await follow(page, '/kiosk/exhibits');
	const wall = page.locator('.wall');
	const seen = async (): Promise<number> => (await wall.boundingBox())!.height;
	expect(await seen(), `${where}: the wall`).toBeGreaterThan(SCREENS[screen].height * 0.2);
	await page.locator('.facets .row .hall-chip').nth(4).click();
	expect(await seen(), `${where}: the wall beside a filter's values`).toBeGreaterThan(
		SCREENS[screen].height * 0.08,
	);
	await page.locator('.facets .row .hall-chip').nth(4).click();

	await follow(page, '/kiosk/exhibits/search');
	for (const letter of 'WJ')
		await page.locator('.keys button', { hasText: new RegExp(`^${letter}$`) }).click();
	const first = page.locator('.results a').first();
	await expect(first).toBeVisible();
	await expect.poll(() => isUnderFinger(first), { message: `${where}: what was found` }).toBe(true);
	await expectAllUnderFinger(page.locator('.keys button'), `${where}: keys`);
	const key = (await page.locator('.keys button').first().boundingBox())!;
	expect(key.width, `${where}: a key`).toBeGreaterThanOrEqual(KEY_PX[screen][elder ? 1 : 0]);
	await page.locator('.keys .wide').last().click();

	await follow(page, '/kiosk/exhibits/scroll');
	await expect(page.locator('.strip canvas').first()).toBeVisible();
	const tools = page.locator('.long .tools button');
	await expectAllUnderFinger(tools, `${where}: tools of the scroll`);
	expect(await isUnderFinger(page.getByRole('slider')), `${where}: the map`).toBe(true);
	await tools.last().click();
	await tools.first().click();
	await expectAllUnderFinger(tools, `${where}: tools of a tour`);
	await tools.last().click();
}

test('in large type and in English, on every screen, nothing that one touches is covered', async () => {
	const hub = await startHub();
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	try {
		const page = await openPaired(browser, hub);
		for (const english of [false, true]) {
			for (const elder of [false, true]) {
				await page.goto(`${hub.origin}/kiosk/exhibits`);
				const modes = page.locator('footer .tools button');
				await expect(modes.first()).toBeVisible();
				if (elder) await modes.nth(0).click();
				if (english) await modes.nth(1).click();
				for (const screen of Object.keys(SCREENS) as Screen[]) {
					await page.setViewportSize(SCREENS[screen]);
					const where = `${screen}, ${elder ? 'large' : 'normal'} type, ${english ? 'English' : 'Chinese'}`;
					await test.step(where, () => look(page, screen, elder, where));
				}
			}
		}
	} finally {
		await browser.close();
		dropProfile(profile);
		await hub.stop();
	}
});
