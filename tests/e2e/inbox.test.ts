import { expect, test } from '@playwright/test';
import { staffWords } from '../../src/lib/i18n/staff/staff-words.ts';
import { deliver, openSession, recordsFor } from '../hub/deliver.ts';
import { pairTwin } from '../hub/device-twin.ts';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { signInAsOwner } from './kiosk.ts';

/** What two kiosks did offline shows up by itself, is decided by keyboard, and every screen follows. */
test('staff hear of a conflict as it arrives, decide it, and kiosks are told', async () => {
	test.setTimeout(240_000);
	const hub = await startHub();
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	const { inbox } = staffWords('zh');
	try {
		const [kiosk, lobby] = [await pairTwin(hub.links.kiosk), await pairTwin(hub.links.lobby)];
		const session = await openSession(kiosk);
		const present = async (): Promise<number> => {
			const found = (await recordsFor(kiosk)).find(({ kind, id }) => kind === 'tally' && id === session.id);
			return (found!.body as { present: number }).present;
		};
		const before = await present();
		const page = await browser.page({ width: 1920, height: 1080 });
		await signInAsOwner(page, hub);
		await page.goto(`${hub.origin}/staff/sessions/${session.id}`);
		const memberId = await page.locator('input[name=memberId]').first().getAttribute('value');
		await page.goto(`${hub.origin}/staff/inbox`);
		const badge = page.locator('header nav .waiting');
		await expect(badge).toHaveText('4');
		await expect(page.getByText(staffWords('zh').live.on)).toBeVisible();

		const now = Date.now();
		expect((await deliver(kiosk, session, memberId!, now - 9 * 60_000)).outcome).toBe('recorded');
		expect((await deliver(lobby, session, memberId!, now - 6 * 60_000)).outcome).toBe('conflicting');
		// Nobody has touched the page meanwhile.
		await expect(badge).toHaveText('5');
		const card = page.locator('article', { has: page.locator(`[value="${memberId}"]`) });
		await expect(card).toContainText(inbox.kind['twice-at-two']);
		expect(await present()).toBe(before + 1);

		await card.getByText(inbox.other).press('Enter');
		await card.locator('input[name=reason]').fill(inbox.reasons[1]!);
		await card.getByRole('button', { name: inbox.absent }).press('Enter');
		await expect(page.locator('.note.good')).toBeFocused();
		await expect(card).toHaveCount(0);
		await expect(badge).toHaveText('4');
		expect(await present()).toBe(before);
		await page.goto(`${hub.origin}/staff/inbox?show=decided`);
		await expect(page.locator('main li').first()).toContainText(inbox.reasons[1]!);
	} finally {
		await browser.close();
		dropProfile(profile);
		await hub.stop();
	}
});
