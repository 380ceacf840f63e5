import { expect, test } from '@playwright/test';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MOST_WRONG } from '../../src/lib/domain/desk-pin.ts';
import { maskName } from '../../src/lib/domain/masking.ts';
import { staffWords } from '../../src/lib/i18n/staff/staff-words.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { badge, signInAsOwner } from './kiosk.ts';
import { expectSound } from './sound-page.ts';
import {
	expectedToday,
	openTablet,
	rowOf,
	search,
	setPin,
	tabletText as text,
	typePin,
	unlock,
} from './desk-tablet.ts';

/** The facts of a tablet as the hub holds them, in order. */
function factsOf(hub: RunningHub): Record<string, unknown>[] {
	const database = new DatabaseSync(join(hub.dataDir, 'gongzhan.db'), { readOnly: true });
	const rows = database
		.prepare(
			`SELECT e.body, e.outcome FROM entry e JOIN device d ON d.device_id = e.device_id
			WHERE d.kind = 'desk' ORDER BY e.seq`,
		)
		.all() as { body: string; outcome: string }[];
	database.close();
	return rows.map(({ body, outcome }) => ({ ...(JSON.parse(body) as { fact: object }).fact, outcome }));
}

test('a desk tablet works without the hub: search, check-in, undo, check-out, override, guest; all of it arrives, with whose hand it was', async () => {
	test.setTimeout(420_000);
	const hub = await startHub();
	const [profile, officeProfile] = [newProfile(), newProfile()];
	const office = await openBrowser({ profile: officeProfile });
	const console = await office.page({ width: 1920, height: 1080 });
	await signInAsOwner(console, hub);
	await setPin(console, hub);
	await expectSound(console, 'PIN page');
	const tablet = await openBrowser({ profile });
	let page = await openTablet(tablet, console, hub);
	const { open, shut } = expectedToday(hub);
	const [first, second] = [open[0]!, open.find((one) => one.initials !== open[0]!.initials)!];
	const late = shut.find(({ memberId }) => ![first.memberId, second.memberId].includes(memberId))!;

	await hub.kill();
	await page.close();
	page = await tablet.page();
	await page.goto(`${hub.origin}/desk`);
	await expect(page.getByText(maskName('张主任'))).toBeVisible();
	await expect(page.getByText(first.name)).toHaveCount(0);
	await expectSound(page, 'PIN pad');
	await unlock(page);
	await expectSound(page, 'sessions');

	await search(page, first.initials);
	const found = rowOf(page, first.name).first();
	await found
		.getByRole('button', { name: text.line.checkInName(first.name) })
		.first()
		.click();
	await expect(badge(page, 1)).toBeVisible();
	await found
		.getByRole('button', { name: text.line.undoName(first.name) })
		.first()
		.click();
	await expect(badge(page, 2)).toBeVisible();

	await page.getByRole('button', { name: text.search.clear }).click();
	await page.locator(`a[href="/desk/session/${second.sessionId}"]`).click();
	const row = rowOf(page, second.name);
	await row.getByRole('button', { name: text.line.checkInName(second.name) }).click();
	await row.getByRole('button', { name: text.line.checkOutName(second.name) }).click();
	await expect(row.getByText('○')).toBeVisible();
	await page.getByRole('button', { name: text.session.addGuest }).click();
	await expect(rowOf(page, text.session.guest)).toBeVisible();

	await page.getByRole('link', { name: text.session.back }).click();
	await page.locator(`a[href="/desk/session/${late.sessionId}"]`).click();
	const refused = rowOf(page, late.name);
	await refused.getByRole('button', { name: text.line.checkInName(late.name) }).click();
	await expectSound(page, 'a session, with a reason asked');
	await refused.getByRole('button', { name: text.override.usual[0]! }).click();
	await refused.getByRole('button', { name: text.override.confirm }).click();
	await expect(refused.getByText('✓')).toBeVisible();
	await expect(badge(page, 6)).toBeVisible();

	await page.getByRole('button', { name: text.lock }).click();
	await expect(page.getByText(late.name)).toHaveCount(0);
	// What was done is there again after a power cut and the PIN.
	await tablet.kill();
	const again = await openBrowser({ profile });
	page = await again.page();
	await page.goto(`${hub.origin}/desk`);
	await unlock(page);
	await search(page, late.initials);
	await expect(rowOf(page, late.name).getByText('✓').first()).toBeVisible();

	await hub.restart();
	await expect.poll(() => factsOf(hub).length, { timeout: 90_000 }).toBe(6);
	const facts = factsOf(hub);
	expect(facts.map(({ kind, memberId }) => [kind, memberId])).toEqual([
		['check-in', first.memberId],
		['undo', first.memberId],
		['check-in', second.memberId],
		['check-out', second.memberId],
		['check-in', facts[4]!['memberId']],
		['check-in', late.memberId],
	]);
	expect(facts[4]).toMatchObject({ channel: 'desk', serial: null });
	expect(facts[4]!['flags']).toContain('guest');
	expect(facts[5]).toMatchObject({ reason: text.override.usual[0] });
	expect(facts[5]!['flags']).toContain('override');
	expect(new Set(facts.map(({ staffId }) => staffId)).size).toBe(1);

	await console.goto(`${hub.origin}/staff/sessions/${late.sessionId}/${late.memberId}`);
	await expect(console.getByText(staffWords('zh').member.checkedIn('张主任'))).toBeVisible();
	await again.close();
	await office.close();
	expect(await hub.stop()).toBe(0);
	for (const folder of [profile, officeProfile]) dropProfile(folder);
});

test('wrong PINs lock the names away until the hub is there; a tablet that was revoked forgets them', async () => {
	test.setTimeout(420_000);
	const hub = await startHub();
	const [profile, officeProfile] = [newProfile(), newProfile()];
	const office = await openBrowser({ profile: officeProfile });
	const console = await office.page({ width: 1920, height: 1080 });
	await signInAsOwner(console, hub);
	await setPin(console, hub);
	const tablet = await openBrowser({ profile });
	const page = await openTablet(tablet, console, hub);
	await page.close();
	await hub.kill();
	const locked = await tablet.page();
	await locked.clock.install();
	await locked.goto(`${hub.origin}/desk`);
	for (let wrong = 1; wrong <= MOST_WRONG; wrong++) {
		await expect(locked.getByText(text.pin.title)).toBeVisible({ timeout: 60_000 });
		await typePin(locked, '000000');
		if (wrong < MOST_WRONG)
			await expect(locked.getByText(text.pin.wrong(MOST_WRONG - wrong))).toBeVisible({ timeout: 60_000 });
		if (wrong === 4) await expect(locked.getByText(/请等 \d+ 秒再试/)).toBeVisible();
		await locked.clock.fastForward('15:00');
	}
	await expect(locked.getByText(text.pin.lockedOut)).toBeVisible({ timeout: 60_000 });
	await expect(locked.getByRole('button', { name: text.pin.open, exact: true })).toHaveCount(0);

	await hub.restart();
	await locked.clock.fastForward('15:00');
	await expect(locked.getByText(text.pin.title)).toBeVisible({ timeout: 60_000 });
	await unlock(locked);

	await console.goto(`${hub.origin}/staff/devices`);
	await console.locator('li', { hasText: '服务台平板 1 号' }).locator('a.danger').click();
	await expect(console).toHaveURL(/\/revoke$/);
	await console.locator('main button[type=submit]').click();
	await locked.clock.fastForward('01:00');
	await expect(locked.getByText(text.pin.revoked)).toBeVisible({ timeout: 60_000 });
	await tablet.close();
	await office.close();
	await hub.stop();
	for (const folder of [profile, officeProfile]) dropProfile(folder);
});
