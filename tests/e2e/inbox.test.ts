import { expect, test } from '@playwright/test';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright';
import { staffWords } from '../../src/lib/i18n/staff/staff-words.ts';
import { deliver, openSession, recordsFor } from '../hub/deliver.ts';
import { pairTwin } from '../hub/device-twin.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { signInAsOwner } from './kiosk.ts';

const { inbox } = staffWords('zh');

/** A hub of its own with an owner at the desk. */
async function atDesk(work: (hub: RunningHub, page: Page) => Promise<void>): Promise<void> {
	test.setTimeout(240_000);
	const hub = await startHub();
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	try {
		const page = await browser.page({ width: 1920, height: 1080 });
		await signInAsOwner(page, hub);
		await work(hub, page);
	} finally {
		await browser.close();
		dropProfile(profile);
		await hub.stop();
	}
}

/** What two kiosks did offline shows up by itself, is decided by keyboard, and every screen follows. */
test('staff hear of a conflict as it arrives, decide it, and kiosks are told', () =>
	atDesk(async (hub, page) => {
		const [kiosk, lobby] = [await pairTwin(hub.links.kiosk), await pairTwin(hub.links.lobby)];
		const session = await openSession(kiosk);
		const present = async (): Promise<number> => {
			const found = (await recordsFor(kiosk)).find(({ kind, id }) => kind === 'tally' && id === session.id);
			return (found!.body as { present: number }).present;
		};
		const before = await present();
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
	}));

/** Enter in a text field presses a form's first button: a word that is kept for ever takes a button pressed on purpose. */
test('Enter in a field of reasons decides nothing', () =>
	atDesk(async (hub, page) => {
		const database = new DatabaseSync(join(hub.dataDir, 'gongzhan.db'));
		database.exec(`INSERT INTO quarantine SELECT venue_id, outbox_id, seq + 1, '${'a'.repeat(64)}', reason, body, device_id,
		received_at FROM quarantine LIMIT 1`);
		database.close();
		await page.goto(`${hub.origin}/staff/inbox`);
		await expect(page.getByRole('button', { name: inbox.countAll(2) })).toBeVisible();
		// Whatever is submitted is noted and goes no further: it is the browser alone that chooses, scripts or not.
		await page.evaluate(() => {
			const note = (event: SubmitEvent) => {
				event.preventDefault();
				event.stopImmediatePropagation();
				document.body.dataset['submitted'] += `${event.submitter?.getAttribute('value')};`;
			};
			document.body.dataset['submitted'] = '';
			addEventListener('submit', note, true);
		});
		const submitted = () => page.evaluate(() => document.body.dataset['submitted']);
		for (const other of await page.getByText(inbox.other).all()) await other.press('Enter');
		const fields = await page.locator('main input[name=reason]').all();
		expect(fields.length).toBeGreaterThan(3);
		for (const field of fields) {
			await field.fill(inbox.reasons[0]!);
			await field.press('Enter');
		}
		expect(await submitted()).toBe('');
		// Nothing that does nothing is met by keyboard or screen reader.
		await expect(page.getByRole('main').getByRole('button', { disabled: true })).toHaveCount(0);
		await page.getByRole('button', { name: inbox.setAsideAll(2) }).press('Enter');
		await page.getByRole('button', { name: inbox.absent }).first().press('Enter');
		expect(await submitted()).toBe('set-aside;absent;');
	}));
