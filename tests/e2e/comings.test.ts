import { expect, test } from '@playwright/test';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { systemClock } from '../../src/lib/base/clock.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { UNDO_WITHIN } from '../../src/lib/domain/whereabouts.ts';
import { comingsWords } from '../../src/lib/i18n/comings.ts';
import { readCatalogue } from '../../src/lib/server/catalogue.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { enrolledPasses } from './enrolled-passes.ts';
import { badge, openPaired, typeAsScanner, verdict } from './kiosk.ts';

const words = comingsWords('zh');
/** The panel that says this above its title. */
const panel = (page: Page, kicker: string) => page.locator('article', { hasText: kicker });

/** While it stands still: the venue asks who leaves, and counts visits. Passes of people without a class today. */
async function reshape(dataDir: string, visitors: number): Promise<string[]> {
	const config = readConfig({ DATA_DIR: dataDir });
	if (!config.ok) throw new Error(config.error.join('; '));
	const deps = { clock: systemClock, random: systemRandom, log: makeLog('error') };
	const opened = await openHub(config.value, deps);
	if (!opened.ok) throw new Error(opened.error);
	const hub = opened.value;
	try {
		const venueId = (await hub.records.venues())[0]!;
		const { venue } = (await hub.storage.read((tx) => readCatalogue(tx, venueId)))!;
		const body = {
			...venue,
			policy: { ...venue.policy, checkOut: 'ask' as const },
			modules: { ...venue.modules, visits: true },
			openingHours: [],
		};
		await hub.records.publish(venueId, [{ kind: 'venue', id: venueId, body }]);
		return await withoutClassToday(hub, visitors);
	} finally {
		await hub.close();
	}
}

async function withoutClassToday(hub: Hub, count: number): Promise<string[]> {
	const texts: string[] = [];
	const venueId = (await hub.records.venues())[0]!;
	const catalogue = (await hub.records.catalogue(venueId))!;
	const now = hub.clock.now();
	const near = [...catalogue.sessions.values()].filter((s) => Math.abs(s.startsAt - now) < 26 * 3_600_000);
	const meeting = new Set(near.map((s) => s.offeringId));
	const people = await hub.storage.read((tx) => tx.people.enrolledAnywhere(venueId, '', 400));
	for (const { memberId } of people) {
		if (texts.length === count) break;
		const own = await hub.storage.read((tx) => tx.people.offeringsOf(venueId, memberId));
		if (!own.some((id) => meeting.has(id))) texts.push(await hub.passes.textFor(memberId));
	}
	if (texts.length < count) throw new Error(`only ${texts.length} people have no class today`);
	return texts;
}

/** People present, and of them those who have left, at classes or as visits. */
function counted(hub: RunningHub, visits: boolean): { came: number; left: number } {
	const database = new DatabaseSync(join(hub.dataDir, 'gongzhan.db'), { readOnly: true });
	try {
		const row = database
			.prepare(
				`SELECT COUNT(*) AS came, COUNT(left_at) AS left FROM attendance
				WHERE status = 'present' AND session_id ${visits ? '' : 'NOT'} LIKE 'visit-%'`,
			)
			.get();
		return { ...(row as { came: number; left: number }) };
	} finally {
		database.close();
	}
}

/** In, and out of it again by a touch on the second verdict. */
async function undo(page: Page, pass: string): Promise<void> {
	await typeAsScanner(page, pass);
	await expect(verdict(page, 'admitted')).toBeVisible();
	await typeAsScanner(page, pass);
	const again = verdict(page, 'already-in');
	await expect(again).toContainText(words.offer.undo.ask);
	await again.getByRole('button', { name: words.offer.undo.yes }).click();
	await expect(panel(page, words.done.undo.kicker)).toBeVisible();
	await expect(again).toHaveCount(0);
}

async function leave(page: Page, pass: string): Promise<void> {
	await typeAsScanner(page, pass);
	await verdict(page, 'already-in').getByRole('button', { name: words.offer.leave.yes }).click();
	await expect(panel(page, words.done.leave.kicker)).toBeVisible();
}

async function visit(page: Page, pass: string): Promise<void> {
	await typeAsScanner(page, pass);
	await expect(panel(page, words.visit.kicker)).toContainText(words.visit.title);
}

test('who came by mistake takes it back, who leaves says so and comes back, who has no class is a visit; without a network too', async () => {
	test.setTimeout(400_000);
	const hub = await startHub();
	await hub.kill();
	const [visitor, secondVisitor] = await reshape(hub.dataDir, 2);
	await hub.restart();
	const passes = await enrolledPasses(hub.dataDir, 4);
	const [stays, leaves, mistaken, mistakenOffline] = passes as [string, string, string, string];
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	const page = await openPaired(browser, hub);
	await page.goto(`${hub.origin}/kiosk/check-in`);
	const before = counted(hub, false);

	for (const pass of [stays, leaves]) {
		await typeAsScanner(page, pass);
		await expect(verdict(page, 'admitted')).toBeVisible();
	}
	const inSince = Date.now();
	await undo(page, mistaken);
	await expect.poll(() => counted(hub, false).came).toBe(before.came + 2);
	// Nothing of it is left: the same person comes after all.
	await typeAsScanner(page, mistaken);
	await expect(verdict(page, 'admitted')).toBeVisible();
	await expect.poll(() => counted(hub, false).came).toBe(before.came + 3);
	await visit(page, visitor!);
	await expect.poll(() => counted(hub, true)).toEqual({ came: 1, left: 0 });

	await hub.kill();
	await undo(page, mistakenOffline);
	await visit(page, secondVisitor!);
	await typeAsScanner(page, secondVisitor!);
	await expect(verdict(page, 'already-in')).toContainText(words.visit.title);
	await sleep(Math.max(0, inSince + UNDO_WITHIN + 2000 - Date.now()));
	await leave(page, leaves);
	await expect(badge(page, 4)).toBeVisible({ timeout: 30_000 });
	await hub.restart();
	await expect.poll(() => counted(hub, true), { timeout: 60_000 }).toEqual({ came: 2, left: 0 });
	await expect.poll(() => counted(hub, false)).toEqual({ came: before.came + 3, left: before.left + 1 });

	await leave(page, stays);
	await expect.poll(() => counted(hub, false).left).toBe(before.left + 2);
	await typeAsScanner(page, stays);
	await expect(page.locator('article.welcome')).toBeVisible();
	await expect.poll(() => counted(hub, false)).toEqual({ came: before.came + 3, left: before.left + 1 });

	await browser.close();
	await hub.stop();
	dropProfile(profile);
});
