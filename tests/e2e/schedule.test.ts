import { expect, test } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { staffWords } from '../../src/lib/i18n/staff/staff-words.ts';
import type { Page } from 'playwright';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { openPaired, signInAsOwner } from './kiosk.ts';

const { schedule } = staffWords('zh');

/** A week is wider than a phone: today is what is in view. */
async function seesTodayOnAPhone(page: Page, schedule: string): Promise<void> {
	const before = page.viewportSize()!;
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto(schedule);
	await expect(page.locator('thead .now')).toBeInViewport({ ratio: 1 });
	await page.setViewportSize(before);
}

/** The first of these that staff can still move, on the page of this week or the next; the page stays open there. */
async function movableOf(desk: Page, origin: string, ids: readonly string[]): Promise<string> {
	for (const days of [0, 7]) {
		const week = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
		await desk.goto(`${origin}/staff/schedule?week=${week}`);
		for (const id of ids)
			if (await desk.locator(`[data-session="${id}"][draggable=true]:not(:has(em))`).count()) return id;
	}
	throw new Error(`none of ${ids.join(', ')} can be moved`);
}

/** A class dragged to another room is there on the kiosk and on the lobby display, and back again after the undo. */
test('staff drag a class to another room: kiosk and lobby follow, the undo too', async () => {
	test.setTimeout(240_000);
	const hub = await startHub();
	const profiles = [newProfile(), newProfile(), newProfile()];
	const [kioskBrowser, lobbyBrowser, office] = [
		await openBrowser({ profile: profiles[0]! }),
		await openBrowser({ profile: profiles[1]! }),
		await openBrowser({ profile: profiles[2]! }),
	];
	try {
		const kiosk = await openPaired(kioskBrowser, hub);
		const lobby = await lobbyBrowser.page({ width: 1920, height: 1080 });
		await lobby.goto(hub.links.lobby);
		// High enough for every room of the week: what is dragged need not be scrolled to.
		const desk = await office.page({ width: 1920, height: 2600 });
		await signInAsOwner(desk, hub);
		await seesTodayOnAPhone(desk, `${hub.origin}/staff/schedule`);
		const announced = lobby.locator('.row[data-session]:not(.cancelled)');
		await expect(announced.first()).toBeVisible();
		const shown = await announced.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-session')!));
		const id = await movableOf(desk, hub.origin, shown);
		expect((await new AxeBuilder({ page: desk }).analyze()).violations).toEqual([]);

		// A class that the lobby shows, and a room that is free at its time.
		const session = desk.locator(`[data-session="${id}"]`);
		const from = (await desk.locator('td', { has: session }).getAttribute('data-cell'))!.split(' ');
		const free = await desk.locator('td[data-cell]').evaluateAll(
			(cells, [day, moved]) => {
				const spans = (cell: Element) =>
					[...cell.querySelectorAll('[data-session]')].map((session) =>
						session.querySelector('time')!.textContent.split('–'),
					);
				const own = document.querySelector(`[data-session="${moved}"] time`)!.textContent.split('–');
				return cells
					.filter((cell) => cell.getAttribute('data-cell')!.endsWith(` ${day}`))
					.filter((cell) => !cell.querySelector(`[data-session="${moved}"]`))
					.filter((cell) => spans(cell).every(([from, to]) => own[1]! <= from! || to! <= own[0]!))
					.map((cell) => cell.getAttribute('data-cell')!);
			},
			[from[1]!, id] as const,
		);
		const target = desk.locator(`td[data-cell="${free[0]!}"]`);
		const room = (await desk.locator('tr', { has: target }).locator('th').innerText()).split('\n')[0]!.trim();
		await kiosk.goto(`${hub.origin}/kiosk/session/${id}`);
		await expect(kiosk.locator('h1').first()).toBeVisible();
		await expect(kiosk.getByText(room).first()).toBeHidden();

		const door = lobby.locator(`.row[data-session="${id}"] .room`);
		await expect(door).toBeVisible({ timeout: 90_000 });
		await session.dragTo(target);
		const dropped = Date.now();
		const told = async (screen: string, seen: Promise<void>): Promise<void> => {
			await seen;
			test
				.info()
				.annotations.push({ type: screen, description: `${Date.now() - dropped} ms after the drop` });
		};
		await Promise.all([
			told('kiosk', expect(kiosk.getByText(room).first()).toBeVisible()),
			// The board turns its pages: where it just did, the class comes round.
			told('lobby', expect(door).toHaveText(new RegExp(room.split(' ')[0]!), { timeout: 90_000 })),
			expect(target.locator(`[data-session="${id}"]`)).toBeVisible(),
			expect(desk.locator('.note.good')).toContainText(schedule.did.move),
		]);

		await desk.locator('.note.good').getByRole('button', { name: schedule.undo }).click();
		await expect(desk.locator(`td[data-cell="${from.join(' ')}"] [data-session="${id}"]`)).toBeVisible();
		await expect(kiosk.getByText(room).first()).toBeHidden();
		await expect(desk.locator('.edits li').first()).toContainText('张主任');
		await expect(door).not.toHaveText(new RegExp(room.split(' ')[0]!), { timeout: 90_000 });

		await desk.goto(`${hub.origin}/staff/audit?kind=schedule`);
		const lines = desk.locator('.told');
		await expect(lines.first()).toContainText(/张主任 撤销了改动：把《.+》\d+月\d+日课从 .+ 移到 .+/);
		await expect(lines.nth(1)).toContainText(
			new RegExp(`张主任 把《.+》\\d+月\\d+日课从 .+ 移到 ${room.split(' ')[0]!}`),
		);
	} finally {
		for (const browser of [kioskBrowser, lobbyBrowser, office]) await browser.close();
		for (const profile of profiles) dropProfile(profile);
		await hub.stop();
	}
});
