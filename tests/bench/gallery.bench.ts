import type { CDPSession, Page } from 'playwright';
import { checkedChange } from '../../src/lib/server/records.ts';
import { openSqlite } from '../../src/lib/server/storage/sqlite.ts';
import { DEMO_VENUE } from '../../src/lib/server/demo/load.ts';
import type { Honoree } from '../../src/lib/domain/exhibit.ts';
import { dropProfile, newProfile, openBrowser } from '../e2e/browser.ts';
import { fling } from '../e2e/fingers.ts';
import { openPaired } from '../e2e/kiosk.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { inventPeople } from './gallery/people.ts';
import { QUERIES } from './gallery/queries.ts';
import { knownPeople, measureRecall } from './gallery/recall.ts';
import { quantile, rounded } from './quantile.ts';
import type { BenchResult } from './run.ts';

/**
 * The exhibition with ten thousand people: what a key typed costs the main thread, whether whoever is meant is found, whether
 * wall and scroll flow (beside an empty page, moved the same way in the same run), and what a thousand pages leave behind.
 */
const PEOPLE = 10_000;
const VISITS = 1000;
const ROUNDS = 3;
const FLINGS = 12;
const GLIDE_MS = 400;
/** Eight seconds after a hall was entered the browser tidies up what the one before has left: scrolling alone is looked at. */
const SETTLE_MS = 10_000;

export async function run(): Promise<BenchResult> {
	const people = inventPeople(PEOPLE);
	people.push(...knownPeople(people[0]!));
	const { table, recall, peers } = measureRecall(people);
	const hub = await startHub();
	const profile = newProfile();
	const browser = await openBrowser({ profile, args: ['--enable-precise-memory-info'] });
	try {
		await fill(hub, people);
		const page = await openPaired(browser, hub);
		const cdp = await browser.context.newCDPSession(page);
		await page.goto(`${hub.origin}/kiosk/exhibits`);
		await page.waitForFunction(
			(n) => Number(document.querySelector('.count')?.textContent?.match(/\d+/)?.[0]) > n,
			PEOPLE,
			{
				timeout: 120_000,
			},
		);
		const search = await measureSearch(page, cdp);
		const gaps = await measureGaps(page);
		const memory = await measureVisits(page, cdp, hub);
		const worst = Math.max(0, gaps.wall - gaps.empty, gaps.scroll - gaps.empty);
		return {
			table,
			goals: { searchWorkP95Ms: rounded(quantile(search, 0.95)), recall, gapsOver25ms: worst },
			details: {
				people: people.length,
				searchWorkMedianMs: rounded(quantile(search, 0.5)),
				recallOfPeers: peers,
				gaps,
				memory,
			},
		};
	} finally {
		await browser.close();
		dropProfile(profile);
		await hub.stop();
	}
}

/** Beside the running hub, into its data: what an import does. */
async function fill(hub: RunningHub, people: readonly Honoree[]): Promise<void> {
	const opened = openSqlite(hub.dataDir);
	if (!opened.ok) throw new Error(opened.error);
	const changes = people.map((body) => checkedChange({ kind: 'honoree', id: body.id, body }));
	await opened.value.write(DEMO_VENUE, (tx) => tx.records.put(DEMO_VENUE, changes));
	await opened.value.close();
}

const busyMs = async (cdp: CDPSession): Promise<number> => {
	const { metrics } = await cdp.send('Performance.getMetrics');
	return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
};

/** Main-thread work of each key of each query that has letters only: from the touch until the frame with what was found. */
async function measureSearch(page: Page, cdp: CDPSession): Promise<number[]> {
	await cdp.send('Performance.enable');
	await page.locator('a[href="/kiosk/exhibits/search"]').click();
	await page.locator('.keys').waitFor();
	await page.waitForTimeout(4000);
	const work: number[] = [];
	for (const [query] of QUERIES.filter(([text]) => /^[a-z]+$/.test(text))) {
		await page.locator('.keys .wide').last().click();
		for (const letter of query) {
			await page.waitForTimeout(60);
			const before = await busyMs(cdp);
			await page.evaluate(async (key) => {
				const keys = [...document.querySelectorAll<HTMLElement>('.keys button')];
				keys.find((one) => one.textContent === key)!.click();
				await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
			}, letter.toUpperCase());
			work.push((await busyMs(cdp)) - before);
		}
	}
	return work;
}

/**
 * Frames of more than 25 ms while fingers fling what is on the page, in so many rounds. Halls are walked to by their links: a kiosk
 * was opened hours before, and what its start leaves to be collected is no part of this.
 */
async function measureGaps(page: Page): Promise<{ empty: number; wall: number; scroll: number }> {
	const empty = await besides(page);
	await empty.goto(new URL('/manifest.webmanifest', page.url()).href);
	await empty.evaluate(() => (document.body.innerHTML = '<div style="height:200000px"></div>'));
	const counts = { empty: 0, wall: 0, scroll: 0 };
	for (let round = 0; round < ROUNDS; round++) {
		counts.empty += await gapsOf(empty, 'y');
		await page.locator('a[href="/kiosk/exhibits"]').first().click();
		await page.locator('.wall li').first().waitFor();
		counts.wall += await gapsOf(page, 'y');
		await page.locator('a[href="/kiosk/exhibits/scroll"]').first().click();
		await page.locator('.strip canvas').first().waitFor();
		counts.scroll += await gapsOf(page, 'x');
	}
	await empty.close();
	return counts;
}

/** A page in a window of its own, so that neither is ever in the background, where a page is made to tidy its heap. */
async function besides(page: Page): Promise<Page> {
	const opened = page.context().waitForEvent('page');
	const cdp = await page.context().browser()!.newBrowserCDPSession();
	await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true });
	const other = await opened;
	await other.setViewportSize(page.viewportSize()!);
	return other;
}

/** Where the page stands: not to take a picture that hangs still for one that flows. */
const placeShown = (): string =>
	[
		window.scrollY,
		document.querySelector('.wall')?.scrollTop,
		document.querySelector<HTMLElement>('.strip')?.style.transform,
	].join();

async function gapsOf(page: Page, axis: 'x' | 'y'): Promise<number> {
	const cdp = await page.context().newCDPSession(page);
	await page.waitForTimeout(SETTLE_MS);
	await page.evaluate(() => {
		const seen = { gaps: 0, on: true };
		Object.assign(window, { seen });
		let before = performance.now();
		requestAnimationFrame(function on(now) {
			if (now - before > 25) seen.gaps++;
			before = now;
			if (seen.on) requestAnimationFrame(on);
		});
	});
	const before = await page.evaluate(placeShown);
	for (let n = 0; n < FLINGS; n++) {
		await fling(cdp, axis);
		await standing(page);
	}
	if ((await page.evaluate(placeShown)) === before) throw new Error(`nothing moved on ${page.url()}`);
	return page.evaluate(() => {
		const { seen } = window as unknown as { seen: { gaps: number; on: boolean } };
		seen.on = false;
		return seen.gaps;
	});
}

/** Until the glide is over: Chromium takes a throw into one that still glides for a harder one, up to ten times as fast. */
async function standing(page: Page): Promise<void> {
	for (let before = '', now = ' '; now !== before;) {
		await page.waitForTimeout(GLIDE_MS);
		[before, now] = [now, await page.evaluate(placeShown)];
	}
}

/** Heap in use after so many pages, when all that can be is thrown away: after a first hundred, and at the end. */
async function measureVisits(page: Page, cdp: CDPSession, hub: RunningHub): Promise<Record<string, number>> {
	await page.goto(`${hub.origin}/kiosk/exhibits/person-1`);
	await page.locator('article').waitFor();
	const visit = (times: number): Promise<void> =>
		page.evaluate(async (count) => {
			for (let n = 0; n < count; n++) {
				const links = document.querySelectorAll<HTMLAnchorElement>('.turn .ways a');
				links[links.length - 1]!.click();
				await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
			}
		}, times);
	const heapMb = async (): Promise<number> => {
		await cdp.send('HeapProfiler.collectGarbage');
		const { usedSize } = await cdp.send('Runtime.getHeapUsage');
		return rounded(usedSize / 1_048_576);
	};
	await visit(100);
	const after100 = await heapMb();
	await visit(VISITS - 100);
	return { after100Mb: after100, after1000Mb: await heapMb() };
}
