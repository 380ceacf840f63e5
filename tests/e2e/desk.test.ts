import { expect, test } from '@playwright/test';
import type { Page } from 'playwright';
import { deskWords } from '../../src/lib/i18n/staff/desk-words.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { signInAsOwner } from './kiosk.ts';

const words = deskWords('zh');

/** A hub of its own with an owner at the desk, by keyboard. */
async function atDesk(work: (page: Page, hub: RunningHub) => Promise<void>): Promise<void> {
	test.setTimeout(300_000);
	const hub = await startHub();
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	try {
		const page = await browser.page({ width: 1080, height: 1920 });
		await signInAsOwner(page, hub);
		await page.goto(`${hub.origin}/staff/desk`);
		await work(page, hub);
	} finally {
		await browser.close();
		dropProfile(profile);
		await hub.stop();
	}
}

const row = (page: Page, name: string) => page.locator('section[aria-labelledby=list] li', { hasText: name });

test('a member is found by initials, checked in by Enter, and taken back', () =>
	atDesk(async (page) => {
		const box = page.locator('#query');
		await expect(box).toBeFocused();
		const name = (await page.locator('section[aria-labelledby=list] li a').first().textContent())!;
		const number = (await row(page, name).locator('.small').first().textContent())!;
		await box.pressSequentially(number.toLowerCase());
		const card = page.locator('search article');
		await expect(card).toHaveCount(1);
		await expect(card).toContainText(name);
		await box.press('Enter');
		await expect(page.getByText(words.done.in(name))).toBeVisible();
		await expect(box).toBeFocused();
		await expect(box).toHaveValue('');
		await expect(row(page, name)).toContainText(words.state.here);
		await page.getByRole('button', { name: words.act.name(words.act.undo, name) }).press('Enter');
		await expect(page.getByText(words.done.undone(name))).toBeVisible();
		await expect(row(page, name)).toContainText(words.state.expected);
		// 欧阳 is oy, whoever else begins with w or x: initials and whole syllables alike.
		await box.fill('oy');
		for (const found of await page.locator('search article .name').allTextContents())
			expect(found).toMatch(/^欧阳|^[欧区]/);
	}));
