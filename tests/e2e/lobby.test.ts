import { expect, test } from '@playwright/test';
import type { Page } from 'playwright';
import { instantOf, localDate } from '../../src/lib/domain/venue-time.ts';
import { lobbyWords } from '../../src/lib/i18n/lobby.ts';
import { busyVenue } from '../fixtures/busy-venue.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser, type RealBrowser } from './browser.ts';
import { twinChanges } from './twin-changes.ts';

// A picture of every leap would take longer than the leap.
test.use({ trace: 'off' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Time goes by in leaps: each timer that is due in one fires once. `LONG=1`: smaller ones. */
const LEAP = (process.env['LONG'] ? 2 : 30) * MINUTE;
const text = lobbyWords('zh');

/** What is on the display, as somebody in the hall sees it. */
interface Seen {
	readonly blank: boolean;
	readonly days: readonly string[];
	readonly said: string;
	readonly running: number;
}

const look = (page: Page): Promise<Seen> =>
	page.evaluate(() => {
		const rows = [...document.querySelectorAll('[data-session]')];
		return {
			blank: rows.length === 0 && !document.querySelector('.nothing'),
			days: rows.map((row) => /\d{4}-\d\d-\d\d/.exec(row.getAttribute('data-session')!)![0]),
			said: document.querySelector('.heading, .nothing')?.textContent ?? '',
			running: document.querySelectorAll('.row.running').length,
		};
	});

/** As soon as there is anything: the nightly reload is among the leaps, and then the page is another one. */
async function settled(page: Page): Promise<Seen> {
	for (let tries = 0; tries < 40; tries++) {
		const seen = await look(page).catch(() => null);
		if (seen && !seen.blank) return seen;
		await page.locator('[data-session], .nothing').first().waitFor({ timeout: 20_000 });
	}
	return look(page);
}

/** After a collection: bytes on the heap, and nodes that are alive, in the document or not. */
async function weigh(page: Page): Promise<{ bytes: number; nodes: number }> {
	const client = await page.context().newCDPSession(page);
	await client.send('HeapProfiler.collectGarbage');
	const { usedSize: bytes } = await client.send('Runtime.getHeapUsage');
	const { nodes } = await client.send('Memory.getDOMCounters');
	await client.detach();
	return { bytes, nodes };
}

async function runDay(browser: RealBrowser, hub: RunningHub, zone: string, date: string): Promise<void> {
	const next = localDate(instantOf(date, '12:00', zone) + 24 * HOUR, zone);
	const midnight = instantOf(next, '00:00', zone);
	const from = midnight - 5 * HOUR;
	let now = from;
	const page = await browser.page({ width: 1920, height: 1080 });
	const errors: string[] = [];
	page.on('pageerror', (error) => errors.push(error.message));
	await page.clock.install({ time: from });
	const twin = await twinChanges(page, () => now);
	twin.set(
		busyVenue('house', zone, [
			{ date, classes: 60 },
			{ date: next, classes: 60 },
		]),
	);
	await page.goto(`${hub.origin}/lobby`);
	await expect(page.locator(`[data-session*="${date}"]`).first()).toBeVisible();
	const faults: string[] = [];
	const weights: { bytes: number; nodes: number }[] = [];
	for (let hour = 0; hour < 24; hour++) {
		// Nobody answers from an hour before midnight to two hours after it.
		const away = now >= midnight - HOUR && now < midnight + 2 * HOUR;
		twin.reach(away);
		for (const until = now + HOUR; now < until;) {
			now += LEAP;
			await page.clock.fastForward(LEAP);
			const seen = await settled(page);
			const today = localDate(now, zone);
			const at = `${new Date(now).toISOString()} “${seen.said}”`;
			if (seen.days.some((day) => day < today)) faults.push(`yesterday at ${at}`);
			if (away && now >= midnight && !seen.said.includes(text.asOf('').trim()))
				faults.push(`claims today at ${at}`);
			if (away && now >= midnight && seen.running > 0) faults.push(`claims now at ${at}`);
		}
		if (hour >= 10) weights.push(await weigh(page));
	}
	expect(faults).toEqual([]);
	expect(errors).toEqual([]);
	await expect(page.locator('.row.running').first()).toBeVisible();
	const [early, late] = [weights[0]!, weights.at(-1)!];
	expect(late.nodes).toBeLessThan(early.nodes + 400);
	expect(late.bytes).toBeLessThan(early.bytes * 1.25);
	await page.close();
}

test('a lobby display runs through the night, with the hub away and back, without yesterday, a blank frame or growth', async () => {
	const hub = await startHub();
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	try {
		const first = await browser.page({ width: 1920, height: 1080 });
		await first.goto(hub.links.lobby);
		await expect(first.locator('.lobby')).toBeVisible();
		await first.close();
		await runDay(browser, hub, 'Asia/Shanghai', '2027-03-15');
		await runDay(browser, hub, 'America/New_York', '2027-03-13');
	} finally {
		await browser.close();
		dropProfile(profile);
		await hub.stop();
	}
});
