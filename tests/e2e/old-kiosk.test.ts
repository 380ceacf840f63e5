import { expect, test } from '@playwright/test';
import type { Browser, Page } from 'puppeteer-core';
import { zh } from '../../src/lib/i18n/zh.ts';
import { writeY4m } from '../fixtures/y4m.ts';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile } from './browser.ts';
import { canRunChromium109, launchChromium109 } from './chromium109.ts';
import { filmPath, presentAt, samplePasses, typeAsScanner } from './kiosk.ts';

const PATIENCE = { timeout: 60_000 };

/** Waits until these words are on the page. Puppeteer 19 has no locators, and its waitForFunction needs eval, which our CSP forbids. */
const says = (page: Page, words: string) =>
	expect
		.poll(() => page.evaluate(() => document.body.innerText), { ...PATIENCE, intervals: [200] })
		.toContain(words);

async function openPage(browser: Browser, address: string): Promise<{ page: Page; errors: string[] }> {
	const page = await browser.newPage();
	const errors: string[] = [];
	page.on('pageerror', (error) => errors.push(error.message));
	await page.setViewport({ width: 1080, height: 1920 });
	await page.goto(address);
	return { page, errors };
}

/** Every hall of the exhibition; the scroll is painted in a worker of its own. */
async function walkExhibition(page: Page, origin: string): Promise<void> {
	for (const [path, shown] of [
		...[
			['', '.wall li'] as const,
			['/wang-jinxi', 'article'] as const,
			['/stories', '.hall-list li'] as const,
		],
		...[['/timeline', 'ol li'] as const, ['/scroll', '.strip canvas'] as const],
	]) {
		await page.goto(`${origin}/kiosk/exhibits${path}`);
		await page.waitForSelector(shown, PATIENCE);
	}
	await page.goto(`${origin}/kiosk/exhibits/search`);
	await page.waitForSelector('.keys', PATIENCE);
	for (const letter of 'WJX')
		await page.evaluate((key) => {
			const keys = [...document.querySelectorAll<HTMLElement>('.keys button')];
			keys.find(({ textContent }) => textContent === key)!.click();
		}, letter);
	await page.waitForSelector('a[href="/kiosk/exhibits/wang-jinxi"]', PATIENCE);
}

test('the visitor’s whole path works in Chromium 109', async () => {
	test.skip(!canRunChromium109, 'the npm package carries Chromium 109 for Linux on x64 only');
	test.setTimeout(300_000);
	const hub = await startHub();
	const [profile, film] = [newProfile(), filmPath()];
	const { admitted, forged } = await samplePasses(hub);
	writeY4m(film, [
		{ text: admitted[0]!, seconds: 2 },
		{ text: null, seconds: 8 },
	]);
	const before = presentAt(hub);

	const browser = await launchChromium109({ userDataDir: profile, fakeCameraFile: film });
	expect(await browser.version()).toContain('/109.');
	const { page, errors } = await openPage(browser, hub.links.kiosk);
	await page.waitForSelector('a[href^="/kiosk/session/"]', PATIENCE);
	await page.evaluate(async () => void (await navigator.serviceWorker.ready));

	// By the camera, while the hub is there.
	await page.goto(`${hub.origin}/kiosk/check-in`);
	await says(page, zh.verdict.kicker.admitted);
	await expect.poll(() => presentAt(hub), PATIENCE).toBe(before + 1);

	await walkExhibition(page, hub.origin);

	// By the wedge, after a reload without a hub.
	await hub.kill();
	await page.goto(`${hub.origin}/kiosk`);
	await page.reload();
	await page.waitForSelector('a[href^="/kiosk/session/"]', PATIENCE);
	await typeAsScanner(page, admitted[1]!);
	await says(page, zh.verdict.kicker.admitted);
	await says(page, zh.machine.offline.cached(1));
	await typeAsScanner(page, forged[0]!);
	await says(page, zh.verdict.reason.forged.title);

	await hub.restart();
	await expect.poll(() => presentAt(hub), PATIENCE).toBe(before + 2);
	expect(errors).toEqual([]);

	await browser.close();
	await hub.stop();
	dropProfile(profile);
});
