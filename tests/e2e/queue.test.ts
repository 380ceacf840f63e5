import { expect, test } from '@playwright/test';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright';
import { zh } from '../../src/lib/i18n/zh.ts';
import { writeMjpeg, FILM_FPS, type Still } from '../fixtures/mjpeg.ts';
import { drawScene, type Film } from '../fixtures/y4m.ts';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { enrolledPasses } from './enrolled-passes.ts';
import { filmPath, openPaired, presentAt, samplePasses, type SamplePasses } from './kiosk.ts';

const PEOPLE = 40;
const FILM: Film = { width: 1280, height: 720, fps: FILM_FPS, codeSize: 440 };
const SHOWN_SECONDS = 1.2;
const GAP_SECONDS = 0.3;
/** Nobody is there before, and after until the test has ended: the film would begin anew. */
const BEFORE_SECONDS = 4;
const AFTER_SECONDS = 40;

/** Codes that do not let in, and what the kiosk says to each. */
const BAD = {
	forged: zh.verdict.reason.forged.title,
	expired: zh.verdict.reason.expired.title,
	revoked: zh.verdict.reason.revoked.title,
	stranger: zh.verdict.reason['unknown-issuer'].title,
	garbage: zh.verdict.reason.unreadable.title,
} as const;

/** Who holds what before the camera, one moment after the other: alone, in twos, and bad codes in between and beside. */
function queueOf(good: readonly string[], samples: SamplePasses): string[][] {
	const moments: string[][] = [];
	const bad = Object.keys(BAD).map((name) => samples[name as keyof typeof BAD][0]!);
	const left = [...good];
	while (left.length > 0) {
		const together = moments.length % 4 === 3 ? 2 : 1;
		moments.push(left.splice(0, together));
		if (moments.length % 6 === 5 && bad.length > 1) moments.push([bad.shift()!]);
	}
	moments[8]!.push(bad.shift()!);
	return moments;
}

function* stillsOf(moments: readonly string[][]): Generator<Still> {
	const still = (text: string[] | null, seconds: number): Still => ({
		pixels: drawScene({ text, seconds }, FILM),
		width: FILM.width,
		height: FILM.height,
		frames: Math.round(seconds * FILM_FPS),
	});
	yield still(null, BEFORE_SECONDS);
	for (const codes of moments) {
		yield still(codes, SHOWN_SECONDS);
		yield still(null, GAP_SECONDS);
	}
	yield still(null, AFTER_SECONDS);
}

/** From now on notes what every verdict says, in order. */
const noteVerdicts = (page: Page): Promise<void> =>
	page.evaluate(() => {
		const said: string[] = [];
		Object.assign(window, { said });
		new MutationObserver((changes) => {
			for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
				if (node instanceof Element)
					for (const verdict of [node, ...node.querySelectorAll('*')])
						if (verdict.matches('article.verdict')) said.push(verdict.textContent);
		}).observe(document.body, { childList: true, subtree: true });
	});
const verdicts = (page: Page): Promise<string[]> =>
	page.evaluate(() => (window as unknown as { said: string[] }).said);

test('forty people in sixty seconds: every verdict right, nobody missed, nobody twice', async () => {
	test.setTimeout(480_000);
	const hub = await startHub();
	const samples = await samplePasses(hub);
	const good = await enrolledPasses(hub.dataDir, PEOPLE);
	const moments = queueOf(good, samples);
	const seconds = moments.length * (SHOWN_SECONDS + GAP_SECONDS);
	expect(seconds).toBeLessThanOrEqual(60);
	expect(moments.flat()).toHaveLength(PEOPLE + Object.keys(BAD).length);
	const [profile, film] = [newProfile(), join(dirname(filmPath()), 'queue.mjpeg')];
	writeMjpeg(film, stillsOf(moments));
	const before = presentAt(hub);

	const browser = await openBrowser({ profile, film });
	const page = await openPaired(browser, hub);
	await noteVerdicts(page);
	await page.locator('a[href^="/kiosk/check-in"]').first().click();
	await expect(page.getByText(zh.machine.checkIn.camera.watching)).toBeVisible();
	// A busy machine plays the film more slowly.
	await expect
		.poll(async () => (await verdicts(page)).length, { timeout: 240_000 })
		.toBe(moments.flat().length);
	await page.waitForTimeout(4_000);
	const said = await verdicts(page);
	await browser.close();

	const saying = (words: string): number => said.filter((each) => each.includes(words)).length;
	expect(saying(zh.verdict.kicker.admitted)).toBe(PEOPLE);
	for (const title of Object.values(BAD)) expect(saying(title), title).toBe(1);
	expect(said).toHaveLength(PEOPLE + Object.keys(BAD).length);
	expect(presentAt(hub)).toBe(before + PEOPLE);
	await hub.stop();
	dropProfile(profile);
});
