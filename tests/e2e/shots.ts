/** `npm run shots`: pictures of every screen in its layouts, from a real hub with the demo venue, in `shots/`. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import type { Page } from 'playwright';
import { buildIfStale } from '../hub/built.ts';
import { root, startHub, type RunningHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser, type RealBrowser } from './browser.ts';
import { openPaired, rows, samplePasses, signInAsOwner, typeAsScanner, type SamplePasses } from './kiosk.ts';

const folder = join(root, 'shots');
const LAYOUTS = {
	portrait: { width: 1080, height: 1920 },
	landscape: { width: 1920, height: 1080 },
	phone: { width: 390, height: 844 },
} as const;
type Layout = keyof typeof LAYOUTS;
const DESK: Layout[] = ['landscape', 'phone'];
/** Long enough for pictures, codes and movements to have settled. */
const SETTLED_MS = 500;

/** One picture in each layout. */
async function shoot(page: Page, name: string, layouts = Object.keys(LAYOUTS) as Layout[]): Promise<void> {
	for (const layout of layouts) {
		await page.setViewportSize(LAYOUTS[layout]);
		await page.waitForTimeout(SETTLED_MS);
		await page.screenshot({ path: join(folder, `${name}-${layout}.png`) });
	}
	console.log(name);
}

/** As a visitor gets there: within the app, so that nothing is asked of the hub. */
async function tap(page: Page, href: string): Promise<void> {
	await page.locator(`a[href="${href}"]`).first().click();
	await page.waitForURL(`**${href}`);
}

const tool = (page: Page, n: number) => page.locator('footer .tools button').nth(n);

async function shootKiosk(page: Page, mode: string): Promise<void> {
	await shoot(page, `kiosk-board-${mode}`);
	await rows(page).first().click();
	await shoot(page, `kiosk-session-${mode}`);
	await tap(page, '/kiosk/check-in');
	await shoot(page, `kiosk-check-in-${mode}`);
	await tap(page, '/kiosk/exhibits');
	await shoot(page, `kiosk-exhibits-${mode}`);
	await page.locator('a[href^="/kiosk/exhibits/"]').first().click();
	await shoot(page, `kiosk-exhibit-${mode}`);
	await tap(page, '/kiosk/status');
	await shoot(page, `kiosk-status-${mode}`);
	await tap(page, '/kiosk');
}

/** Filters that leave nothing: the first pair of programme and floor without a class. */
async function shootEmpty(page: Page): Promise<void> {
	const [programmes, floors] = [0, 1].map((n) => page.locator('.filters .chips').nth(n));
	for (let p = 1; p < (await programmes!.locator('button').count()); p++)
		for (let f = 1; f < (await floors!.locator('button').count()); f++) {
			await programmes!.locator('button').nth(p).click();
			await floors!.locator('button').nth(f).click();
			if ((await rows(page).count()) === 0) {
				await shoot(page, 'kiosk-board-empty');
				await page.locator('main .button').click();
				return;
			}
		}
}

async function shootVerdicts(page: Page, codes: SamplePasses): Promise<void> {
	await tap(page, '/kiosk/check-in');
	const shown = page.locator('article.verdict').first();
	for (const [name, [code]] of Object.entries(codes)) {
		if (!code) continue;
		// The second scan of the one who was admitted says so.
		const names = name === 'admitted' ? [name, 'already-in'] : [name];
		for (const verdict of names) {
			await typeAsScanner(page, code);
			await shown.waitFor();
			await shoot(page, `verdict-${verdict}`);
			await shown.waitFor({ state: 'detached' });
		}
	}
	await tap(page, '/kiosk');
}

/** Time runs as it is told to: the warning, and what the screen does when nobody stands there. */
async function shootIdle(browser: RealBrowser, hub: RunningHub): Promise<void> {
	const page = await browser.page();
	await page.clock.install();
	await page.goto(`${hub.origin}/kiosk`);
	await rows(page).first().waitFor();
	await page.clock.runFor(45_000);
	await page.locator('.warning').waitFor();
	await shoot(page, 'kiosk-idle-warning');
	await page.clock.runFor(20_000);
	await page.locator('.attract').waitFor();
	await shoot(page, 'kiosk-attract');
	await page.close();
}

/** The network away: today, and the day after, when nobody knows what is on. */
async function shootOffline(browser: RealBrowser, page: Page, hub: RunningHub): Promise<void> {
	await hub.kill();
	await page.reload();
	await rows(page).first().waitFor();
	await shoot(page, 'kiosk-offline');
	await page.close();
	const tomorrow = await browser.page();
	await tomorrow.clock.install({ time: Date.now() + 24 * 3_600_000 });
	await tomorrow.goto(`${hub.origin}/kiosk`);
	await tomorrow.locator('.list').waitFor();
	await shoot(tomorrow, 'kiosk-stale');
	await tomorrow.close();
	await hub.restart();
}

async function shootStaff(page: Page, hub: RunningHub): Promise<void> {
	await page.goto(`${hub.origin}/staff`);
	await shoot(page, 'staff-sign-in', DESK);
	await page.goto(hub.links.owner);
	await shoot(page, 'staff-welcome', DESK);
	await signInAsOwner(page, hub);
	await shoot(page, 'staff-today', DESK);
	await page.locator('a[href^="/staff/sessions/"]').first().click();
	await page.waitForURL('**/staff/sessions/*');
	await shoot(page, 'staff-roster', DESK);
	const sheet = await page.locator('a[href^="/staff/passes/"]').getAttribute('href');
	await page.locator('main a[href^="/staff/sessions/"]').first().click();
	await page.waitForURL('**/staff/sessions/*/*');
	await shoot(page, 'staff-member', DESK);
	await page.goto(hub.origin + sheet!);
	await shoot(page, 'staff-passes', DESK);
	await page.goto(`${hub.origin}/staff/devices`);
	await shoot(page, 'staff-devices', DESK);
}

async function shootPhone(page: Page, hub: RunningHub, code: string): Promise<void> {
	await page.goto(hub.links.passes);
	await shoot(page, 'demo-passes', DESK);
	for (const [name, path] of [
		['demo-pass', '/demo/passes/1'],
		['front-door', '/'],
		['error', '/nowhere'],
		['me-without-pass', '/me'],
		['me', `/me#p=${encodeURIComponent(code)}`],
		// A code of a screen that has moved on since.
		['me-stale-code', '/me?s=a&d=b&t=0&c=0'],
	] as const) {
		await page.goto('about:blank');
		await page.goto(hub.origin + path);
		await shoot(page, name, DESK);
	}
}

const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

async function shootKiosks(hub: RunningHub, codes: SamplePasses): Promise<void> {
	const profile = newProfile();
	const browser = await openBrowser({ profile, args: CAMERA });
	try {
		// Before this profile is paired: a device asks once, and stays what it became.
		const unpaired = await browser.page();
		await unpaired.goto(`${hub.origin}/kiosk`);
		await unpaired.locator('.code').waitFor();
		await shoot(unpaired, 'kiosk-pairing');
		await unpaired.close();
		const kiosk = await openPaired(browser, hub);
		await shootKiosk(kiosk, 'normal');
		await shootEmpty(kiosk);
		await tool(kiosk, 1).click();
		await shootKiosk(kiosk, 'english');
		await tool(kiosk, 1).click();
		await tool(kiosk, 0).click();
		await shootKiosk(kiosk, 'elder');
		await tool(kiosk, 0).click();
		await shootVerdicts(kiosk, codes);
		await shootIdle(browser, hub);
		await shootOffline(browser, kiosk, hub);
	} finally {
		await browser.close();
		dropProfile(profile);
	}
}

/** The lobby display, and a kiosk without a camera: each a device of its own. */
async function shootOthers(hub: RunningHub): Promise<void> {
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	try {
		const page = await browser.page();
		await page.goto(hub.links.lobby);
		await page.locator('.lobby').waitFor();
		await shoot(page, 'lobby', ['landscape', 'portrait']);
	} finally {
		await browser.close();
		dropProfile(profile);
	}
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
if (!argv.includes('--built')) await buildIfStale();
const hub = await startHub();
const profile = newProfile();
const visitor = await openBrowser({ profile });
try {
	const codes = await samplePasses(hub);
	const page = await visitor.page();
	await shootStaff(page, hub);
	await shootPhone(page, hub, codes.admitted[1]!);
	await shootOthers(hub);
	await shootKiosks(hub, codes);
} finally {
	await visitor.close();
	dropProfile(profile);
	await hub.stop();
}
