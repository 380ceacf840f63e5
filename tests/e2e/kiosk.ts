import { expect } from '@playwright/test';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';
import { zh } from '../../src/lib/i18n/zh.ts';
import { SAMPLES } from '../../src/lib/i18n/samples.ts';
import type { RunningHub } from '../hub/harness.ts';
import type { RealBrowser } from './browser.ts';

/** What browser tests do again and again at a kiosk and at the desk. */

/** Links to sessions: the rows of a board. */
export const rows = (page: Page): Locator => page.locator('a[href^="/kiosk/session/"]');

/** Opens the one-time link, waits for the board and until everything is precached. */
export async function openPaired(
	browser: RealBrowser,
	hub: RunningHub,
	viewport?: { width: number; height: number },
): Promise<Page> {
	const page = await browser.page(viewport);
	await page.goto(hub.links.kiosk);
	await expect(rows(page).first()).toBeVisible({ timeout: 30_000 });
	await page.evaluate(async () => void (await navigator.serviceWorker.ready));
	return page;
}

/** The badge says how many check-ins are cached here, and is gone when there are none and the hub answers. */
export const badge = (page: Page, cached: number): Locator =>
	page.getByText(zh.machine.offline.cached(cached));

/** A verdict on screen, by what it says above its title. */
export const verdict = (page: Page, outcome: keyof typeof zh.verdict.kicker): Locator =>
	page.locator('article', { hasText: zh.verdict.kicker[outcome] });

/**
 * Types a code as a USB scanner does: a key every few milliseconds, wherever the focus is, ending with Enter. In one go inside the page,
 * since a driver that types key by key over a busy wire is as slow as a person. Works for Playwright's and Puppeteer's pages.
 */
export async function typeAsScanner(
	page: { evaluate(code: (text: string) => void, text: string): Promise<unknown> },
	text: string,
): Promise<void> {
	// The listener comes with the scanner's code, after the first paint.
	await sleep(3000);
	await page.evaluate((code) => {
		for (const key of [...code, 'Enter']) {
			const press = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
			(document.activeElement ?? document.body).dispatchEvent(press);
		}
	}, text);
}

export type SamplePasses = Record<keyof typeof SAMPLES, string[]>;

/** The codes that the demo's page of sample passes offers, by what they show. */
export async function samplePasses(hub: RunningHub): Promise<SamplePasses> {
	const html = await (await fetch(`${hub.links.passes}?lang=zh`)).text();
	const cards = [...html.matchAll(/<h2[^>]*>([^<]*)<\/h2>[\s\S]*?href="\/me#p=([^"]+)"/g)];
	const found = Object.fromEntries(
		Object.keys(SAMPLES).map((name) => [name, [] as string[]]),
	) as SamplePasses;
	for (const [, label, text] of cards)
		for (const [name, words] of Object.entries(SAMPLES))
			if (words.zh === label) found[name as keyof SamplePasses].push(decodeURIComponent(text!));
	return found;
}

/** Where a film for the fake camera may be written. */
export const filmPath = (): string => join(mkdtempSync(join(tmpdir(), 'gongzhan-film-')), 'film.y4m');

/** People present at all sessions together, as the hub has it on disk. */
export function presentAt(hub: RunningHub): number {
	const database = new DatabaseSync(join(hub.dataDir, 'gongzhan.db'), { readOnly: true });
	try {
		const row = database.prepare("SELECT COUNT(*) AS n FROM attendance WHERE status = 'present'").get();
		return (row as { n: number }).n;
	} finally {
		database.close();
	}
}

/** Makes the owner's account with the one-time link, and ends signed in at today's sessions. */
export async function signInAsOwner(page: Page, hub: RunningHub): Promise<void> {
	await page.goto(hub.links.owner);
	await page.locator('#login').fill('zhang');
	await page.locator('#name').fill('张主任');
	await page.locator('#password').fill('示范市工人文化宫2026');
	await page.locator('#again').fill('示范市工人文化宫2026');
	await page.locator('main button[type=submit]').click();
	await expect(page).toHaveURL(/\/staff$/);
}
