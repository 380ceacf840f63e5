import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { emergencyWords } from '../../src/lib/i18n/emergency.ts';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { openPaired, signInAsOwner, typeAsScanner, samplePasses, verdict } from './kiosk.ts';

const PIN = '482915';
const text = emergencyWords('zh');

test('an emergency is raised at a kiosk without the hub, survives a restart, reaches the display with the hub, and is ended by staff', async () => {
	const hub = await startHub();
	const profiles = [newProfile(), newProfile()];
	const [hall, door] = [
		await openBrowser({ profile: profiles[0]! }),
		await openBrowser({ profile: profiles[1]! }),
	];
	try {
		const { admitted } = await samplePasses(hub);
		const lobby = await hall.page({ width: 1920, height: 1080 });
		await lobby.goto(hub.links.lobby);
		await expect(lobby.locator('.lobby')).toBeVisible();
		const desk = await hall.page({ width: 1400, height: 1000 });
		await signInAsOwner(desk, hub);
		await desk.goto(`${hub.origin}/staff/pin`);
		await desk.fill('#pin', PIN);
		await desk.fill('#again', PIN);
		await desk.locator('form[action^="?/set"] button').click();
		await expect(desk.locator('.note.good')).toBeVisible();

		const kiosk = await openPaired(door, hub);
		await kiosk.goto(`${hub.origin}/kiosk/emergency`);
		// “Check-in goes on”: whoever scans is answered over the message.
		await kiosk.locator('fieldset').nth(2).locator('button').nth(1).click();
		await kiosk.locator('.acts .primary').click();
		await expect(kiosk.locator('.pad')).toBeVisible();
		await hub.kill();
		for (const digit of PIN)
			await kiosk.locator('.pad').getByRole('button', { name: digit, exact: true }).click();
		await kiosk.locator('.pad .go').click();
		await expect(kiosk.getByText(text.hereOnly)).toBeVisible();
		await expect(kiosk.getByText(text.kinds.evacuate.help)).toBeVisible();
		expect((await new AxeBuilder({ page: kiosk }).analyze()).violations).toEqual([]);
		await typeAsScanner(kiosk, admitted[0]!);
		await expect(verdict(kiosk, 'admitted')).toBeVisible();

		await kiosk.reload();
		await expect(kiosk.getByText(text.kinds.evacuate.title)).toBeVisible();
		await expect(lobby.locator('.emergency')).toHaveCount(0);
		await hub.restart();
		await expect(lobby.locator('.emergency')).toBeVisible({ timeout: 60_000 });
		await expect(kiosk.getByText(text.hereOnly)).toBeHidden();

		await desk.goto(`${hub.origin}/staff/notices`);
		await desk.locator('form[action^="?/over"] button').click();
		await expect(lobby.locator('.lobby')).toBeVisible();
		await expect(kiosk.locator('.emergency')).toHaveCount(0);
	} finally {
		for (const browser of [hall, door]) await browser.close();
		for (const profile of profiles) dropProfile(profile);
		await hub.stop();
	}
});
