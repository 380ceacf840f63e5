/** `npm run shots`: pictures of every screen in its layouts, from a real hub with the demo venue, in `shots/`. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import type { Page } from 'playwright';
import { buildIfStale } from '../hub/built.ts';
import { root, startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { openPaired, rows, samplePasses, signInAsOwner, typeAsScanner } from './kiosk.ts';

const folder = join(root, 'shots');
const LAYOUTS = {
	portrait: { width: 1080, height: 1920 },
	landscape: { width: 1920, height: 1080 },
	phone: { width: 390, height: 844 },
} as const;
/** Long enough for pictures, codes and movements to have settled. */
const SETTLED_MS = 900;

/** One picture in each layout. */
async function shoot(page: Page, name: string, layouts = Object.keys(LAYOUTS)): Promise<void> {
	for (const layout of layouts) {
		await page.setViewportSize(LAYOUTS[layout as keyof typeof LAYOUTS]);
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

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
if (!argv.includes('--built')) await buildIfStale();
const hub = await startHub();
const profile = newProfile();
const browser = await openBrowser({
	profile,
	args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
});
const other = newProfile();
const visitor = await openBrowser({ profile: other });
try {
	const codes = await samplePasses(hub);
	const staff = await visitor.page();
	await signInAsOwner(staff, hub);
	await shoot(staff, 'staff-today', ['landscape', 'phone']);
	for (const part of ['devices', 'passes']) {
		await staff.goto(`${hub.origin}/staff/${part}`);
		await shoot(staff, `staff-${part}`, ['landscape', 'phone']);
	}
	await staff.goto(hub.links.passes);
	await shoot(staff, 'demo-passes', ['landscape', 'phone']);
	await staff.goto(`${hub.origin}/me#p=${encodeURIComponent(codes.admitted[0] ?? '')}`);
	await shoot(staff, 'me', ['phone']);

	const lobby = await visitor.page();
	await lobby.goto(hub.links.lobby);
	await lobby.locator('.lobby').waitFor();
	await shoot(lobby, 'lobby', ['landscape', 'portrait']);

	// Before this profile is paired: a device asks once, and stays what it became.
	const unpaired = await browser.page();
	await unpaired.goto(`${hub.origin}/kiosk`);
	await unpaired.locator('.code').waitFor();
	await shoot(unpaired, 'kiosk-pairing');
	await unpaired.close();
	const kiosk = await openPaired(browser, hub);
	await shootKiosk(kiosk, 'normal');
	await kiosk.locator('footer .tools button').first().click();
	await shootKiosk(kiosk, 'elder');
	await kiosk.locator('footer .tools button').first().click();
	await tap(kiosk, '/kiosk/check-in');
	for (const [name, [code]] of Object.entries(codes)) {
		if (!code) continue;
		for (const layout of Object.keys(LAYOUTS)) {
			await typeAsScanner(kiosk, code);
			await kiosk.locator('article.verdict').first().waitFor();
			await shoot(kiosk, `verdict-${name}`, [layout]);
			// A code counts as shown anew once it has been out of sight for three seconds.
			await kiosk.locator('article.verdict').first().waitFor({ state: 'detached' });
		}
	}
	await kiosk.locator('footer .tools button').nth(1).click();
	await tap(kiosk, '/kiosk');
	await shoot(kiosk, 'kiosk-board-english');
	await hub.kill();
	await kiosk.reload();
	await rows(kiosk).first().waitFor();
	await shoot(kiosk, 'kiosk-offline');
	await hub.restart();
} finally {
	await browser.close();
	await visitor.close();
	dropProfile(profile);
	dropProfile(other);
	await hub.stop();
}
