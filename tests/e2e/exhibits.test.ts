import { expect, test } from '@playwright/test';
import type { CDPSession, Locator, Page } from 'playwright';
import { zh } from '../../src/lib/i18n/zh.ts';
import { exhibitWords } from '../../src/lib/i18n/exhibits.ts';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { touch } from './fingers.ts';
import { openPaired } from './kiosk.ts';
import { expectSound } from './sound-page.ts';

const text = exhibitWords('zh');

/** A finger comes down on it and goes up again. */
async function tap(cdp: CDPSession, target: Locator): Promise<void> {
	await expect(target.first()).toBeVisible();
	await target.first().scrollIntoViewIfNeeded();
	const box = (await target.first().boundingBox())!;
	await touch(cdp, 'Start', [[box.x + box.width / 2, box.y + box.height / 2]]);
	await touch(cdp, 'End', []);
}

const transform = (page: Page) =>
	page.locator('.strip').evaluate((strip) => getComputedStyle(strip).transform);
const zoomOf = async (page: Page): Promise<number> =>
	Number(/matrix\(([\d.]+)/.exec(await transform(page))?.[1] ?? 1);
const sceneNumber = async (page: Page): Promise<number> =>
	Number(/(\d+)/.exec((await page.locator('.said .number').textContent())!)![1]);

async function settled(page: Page): Promise<string> {
	let before = '';
	await expect
		.poll(async () => {
			const now = await transform(page);
			const same = now === before;
			before = now;
			return same;
		})
		.toBe(true);
	return before;
}

test('the exhibition is walked, searched and taken home with no hub', async () => {
	const hub = await startHub();
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	const page = await openPaired(browser, hub);
	const cdp = await browser.context.newCDPSession(page);
	await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });

	// What a phone is shown needs the hub: looked at before it goes.
	const taken = await page.request.get(`${hub.origin}/exhibits/person/wang-jinxi?lang=zh`);
	expect(await taken.text()).toContain('宁肯少活二十年');
	expect(await taken.text()).not.toContain('<script');
	expect((await page.request.get(`${hub.origin}/exhibits/person/nobody`)).status()).toBe(404);
	await page.goto(`${hub.origin}/kiosk/exhibits`);
	await expect(page.locator('.wall li').first()).toBeVisible();
	await hub.kill();

	await test.step('filters say how many they leave, and are in the address', async () => {
		await tap(cdp, page.getByRole('button', { name: text.facet['trade']! }));
		await tap(cdp, page.locator('.values button', { hasText: '机械' }));
		await expect(page.locator('.wall li')).toHaveCount(2);
		await expect(page).toHaveURL(/trade=/);
		await page.reload();
		await expect(page.locator('.wall li')).toHaveCount(2);
		await expectSound(page, 'wall, filtered');
	});

	await test.step('a name is found by its initials on the keys of the screen, and by a keyboard', async () => {
		await tap(cdp, page.locator('a[href="/kiosk/exhibits/search"]'));
		for (const key of 'WJX')
			await tap(cdp, page.locator('.keys button', { hasText: new RegExp(`^${key}$`) }));
		await expect(page.locator('.results a b')).toHaveText(['王进喜']);
		await expectSound(page, 'search');
		await page.locator('input[type=search]').fill('qingjie');
		await expect(page.locator('.results a', { hasText: '时传祥' })).toBeVisible();
		await page.locator('input[type=search]').fill('wjx');
		await page.locator('.results a').first().focus();
		await page.keyboard.press('Enter');
		await expect(page.locator('h1')).toHaveText('王进喜');
	});

	await test.step('a life leads on: to the code for a phone, and to the scroll', async () => {
		await tap(cdp, page.getByRole('button', { name: text.home.open }));
		await expect(page.getByRole('img', { name: text.home.code })).toBeVisible();
		await expectSound(page, 'person');
		await tap(cdp, page.locator('a[href="/kiosk/exhibits/scroll?scene=scene-038"]'));
		await expect(page.locator('.said h1')).toHaveText('铁人');
		await expect(page.locator('.strip canvas').first()).toBeVisible();
	});

	await test.step('the scroll follows a finger and flies on, and two hands bring it nearer without a tremble', async () => {
		await settled(page);
		const from = await sceneNumber(page);
		// Twice, since a busy machine may be too slow to fling: a scene is wider than one stroke.
		for (const _ of [1, 2]) {
			await touch(cdp, 'Start', [[300, 600]]);
			for (let n = 1; n <= 12; n++) await touch(cdp, 'Move', [[300 + n * 60, 600]]);
			await touch(cdp, 'End', []);
		}
		await expect.poll(() => sceneNumber(page)).toBeGreaterThan(from);
		const still = await settled(page);
		await touch(cdp, 'Start', [
			[400, 600],
			[600, 600],
		]);
		for (const n of [1, -1, 1, -1, 1, -1, 0])
			await touch(cdp, 'Move', [
				[400 + n, 600],
				[600 - n, 600],
			]);
		expect(await settled(page)).toBe(still);
		for (let n = 1; n <= 10; n++)
			await touch(cdp, 'Move', [
				[400 - n * 20, 600],
				[600 + n * 20, 600],
			]);
		await touch(cdp, 'End', []);
		expect(await zoomOf(page)).toBeGreaterThan(1.8);
	});

	await test.step('keys walk it, a figure is approached, and its person read about and come back from', async () => {
		await page.locator('.stage').focus();
		for (let n = 0; n < 8 && (await zoomOf(page)) > 1; n++) await page.keyboard.press('-');
		const from = await sceneNumber(page);
		for (let n = 0; n < 4; n++) {
			await page.keyboard.press('ArrowRight');
			await settled(page);
		}
		expect(await sceneNumber(page)).toBeLessThan(from);
		await expectSound(page, 'scroll');
		await page.goto(`${hub.origin}/kiosk/exhibits/scroll?scene=scene-039`);
		await expect(page.locator('.said .number')).toHaveText(text.scroll.scene(39, 100));
		await settled(page);
		await tap(cdp, page.locator('.figure', { hasText: '张秉贵' }));
		await expect(page.locator('.said h1')).toHaveText('张秉贵');
		await tap(cdp, page.locator('.said a'));
		await expect(page.locator('h1')).toHaveText('张秉贵');
		await tap(cdp, page.getByRole('link', { name: text.back, exact: true }));
		await expect(page.locator('.said .number')).toHaveText(text.scroll.scene(39, 100));
	});

	await test.step('the other halls open, and what is not exhibited says so', async () => {
		for (const [path, shown] of [
			['stories/the-spanner', '师傅的那把扳手'],
			['methods/universal-jig', '万能工具胎'],
			['heritage/anyuan-club', '安源路矿工人俱乐部旧址'],
			['timeline', text.title.timeline],
		] as const) {
			await page.goto(`${hub.origin}/kiosk/exhibits/${path}`);
			await expect(page.locator('h1')).toHaveText(shown);
			await expectSound(page, path);
		}
		await page.goto(`${hub.origin}/kiosk/exhibits/nobody`);
		await expect(page.getByText(zh.board.exhibits.missing)).toBeVisible();
	});

	await browser.close();
	await hub.stop();
	dropProfile(profile);
});
