import { expect, test } from '@playwright/test';
import type { Page } from 'playwright';
import { exhibitsWords } from '../../src/lib/i18n/staff/exhibits.ts';
import { buildIfStale } from '../hub/built.ts';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { signInAsOwner } from './kiosk.ts';

const words = exhibitsWords('zh');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** Not the one that Enter presses, which nobody sees. */
const save = (page: Page) => page.locator('.save button').click();
const WORTH_KEEPING = '一小时写成的一句话。';
const summary = (page: Page) => page.locator('[name="summary.zh"]');

/** What was typed is offered, and is in the form again once that is taken. */
async function expectOffered(page: Page): Promise<void> {
	await expect(button(page, words.write.restore)).toBeVisible();
	await expect(summary(page)).not.toHaveValue(WORTH_KEEPING);
	await button(page, words.write.restore).click();
	await expect(summary(page)).toHaveValue(WORTH_KEEPING);
}

test('what is typed into an exhibit’s form is kept until it is known to be saved', async () => {
	await buildIfStale();
	const hub = await startHub();
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	try {
		const page = await browser.page({ width: 1280, height: 900 });
		await signInAsOwner(page, hub);
		const form = `${hub.origin}/staff/exhibits/new/heritage`;
		await page.goto(form, { waitUntil: 'networkidle' });
		await summary(page).fill(WORTH_KEEPING);

		await test.step('the form was refused', async () => {
			await save(page);
			await expect(page.locator('#faults')).toBeVisible();
			await page.goto(form);
			await expectOffered(page);
		});

		await test.step('the session was over', async () => {
			const signedIn = await browser.context.cookies();
			await browser.context.clearCookies();
			await save(page);
			await expect(page.locator('#password')).toBeVisible();
			await browser.context.addCookies(signedIn);
			await page.goto(form);
			await expectOffered(page);
		});

		await test.step('saved, it is offered no more', async () => {
			await page.locator('[name="kind"]').selectOption('object');
			await page.locator('[name="name.zh"]').fill('老台钳');
			await save(page);
			await expect(page.getByRole('status')).toHaveText(words.done.save);
			const saved = page.url().split('?')[0]!;
			await page.goto(form, { waitUntil: 'networkidle' });
			await expect(summary(page)).toHaveValue('');
			await expect(button(page, words.write.restore)).toHaveCount(0);
			await page.goto(`${saved}/edit`, { waitUntil: 'networkidle' });
		});

		await test.step('a colleague was quicker', async () => {
			const other = await browser.page({ width: 1280, height: 900 });
			await other.goto(page.url(), { waitUntil: 'networkidle' });
			await summary(other).fill('同事写的一句话。');
			await save(other);
			await expect(other.getByRole('status')).toHaveText(words.done.save);
			await other.close();
			await summary(page).fill(WORTH_KEEPING);
			await page.locator('[name="name.zh"]').fill('老虎钳');
			await save(page);
			await expect(page.getByText(words.write.changedSince)).toBeVisible();
			await page.reload();
			await expectOffered(page);
		});
	} finally {
		await browser.close();
		dropProfile(profile);
		await hub.stop();
	}
});
