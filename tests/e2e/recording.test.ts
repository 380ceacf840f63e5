import { expect, test } from '@playwright/test';
import type { Page } from 'playwright';
import { recordingWords } from '../../src/lib/i18n/recording.ts';
import { recordingsWords } from '../../src/lib/i18n/staff/recordings.ts';
import { openBreakingLink } from '../faults/breaking-link.ts';
import { beside } from '../faults/furnished-exhibition.ts';
import { buildIfStale } from '../hub/built.ts';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { rows, signInAsOwner } from './kiosk.ts';
import { expectSound } from './sound-page.ts';

const text = recordingWords('zh');
const office = recordingsWords('zh');
const STORIES = '/kiosk/exhibits/stories';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const speakFor = async (page: Page, seconds: number): Promise<void> => {
	await button(page, text.agree).click();
	await expect(page.getByRole('timer')).toHaveAttribute('aria-label', text.left(60 - seconds));
};

/** Everything that the page on screen lets a finger touch is large enough for it. */
async function expectLarge(page: Page): Promise<void> {
	const small = await page.evaluate(() =>
		[...document.querySelectorAll('main button, main a')]
			.map((element) => ({ box: element.getBoundingClientRect(), name: element.textContent.trim() }))
			.filter(({ box }) => box.width > 0 && (box.width < 81 || box.height < 81))
			.map(({ name }) => name),
	);
	expect(small).toEqual([]);
}

/** What lies on the kiosk's disk of recordings, looked at past the app. */
const onDisk = (page: Page): Promise<{ rows: number; bytes: number; plain: boolean }> =>
	page.evaluate(async () => {
		const answer = <T>(request: IDBRequest<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error ?? new Error('no reason given'));
			});
		const database = await answer(indexedDB.open('gongzhan-recordings'));
		const all = (store: string) =>
			answer(database.transaction(store).objectStore(store).getAll() as IDBRequest<{ bytes: Uint8Array }[]>);
		const sealed = await all('sealed');
		const rows = (await all('told')).length;
		database.close();
		const said = sealed.map(({ bytes }) => new TextDecoder('latin1').decode(bytes)).join('');
		return { rows, bytes: said.length, plain: /webm|OpusHead|A_OPUS/.test(said) };
	});

test('a visitor’s story is told to a kiosk without a network, and becomes a draft in the editors’ console', async () => {
	await buildIfStale();
	const hub = await startHub();
	const link = await openBreakingLink(hub.origin, { rate: 50_000_000, breakEveryMs: null });
	const profile = newProfile();
	const args = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
	const open = () => openBrowser({ profile, args: [...args, '--force-prefers-reduced-motion'] });
	let browser = await open();
	let page = await browser.page();
	const { pathname, search } = new URL(hub.links.kiosk);
	await page.goto(link.origin + pathname + search);
	await expect(rows(page).first()).toBeVisible({ timeout: 30_000 });
	await page.goto(link.origin + STORIES);
	const invite = page.getByRole('link', { name: text.invite });

	await test.step('off until a manager turns it on', async () => {
		await expect(page.locator('h1')).toBeVisible();
		await expect(invite).toHaveCount(0);
		const desk = await browser.page({ width: 1280, height: 900 });
		await signInAsOwner(desk, hub);
		await desk.goto(`${hub.origin}/staff/exhibits/recordings`);
		await desk.getByLabel(office.on).check();
		await desk.getByRole('button', { name: office.saveSetting }).click();
		await expect(desk.getByText(office.done['on']!)).toBeVisible();
		await desk.close();
		await expect(invite).toBeVisible();
		await expectSound(page, 'stories');
	});

	await test.step('what happens with it is said first', async () => {
		await invite.click();
		for (const point of text.points(30)) await expect(page.getByText(point)).toBeVisible();
		await expectSound(page, 'consent');
		await expectLarge(page);
	});

	await test.step('thrown away, nothing is left; told again, it is listened to', async () => {
		await speakFor(page, 2);
		await expect(page.getByRole('meter')).toBeVisible();
		await expectSound(page, 'recording');
		await expectLarge(page);
		await button(page, text.away).click();
		await expect(button(page, text.agree)).toBeVisible();
		expect(await onDisk(page)).toMatchObject({ rows: 0, bytes: 0 });
		await speakFor(page, 3);
		await button(page, text.finish).click();
		await expect(button(page, text.send)).toBeVisible();
		await expectSound(page, 'review');
		await expectLarge(page);
		await button(page, text.play).click();
		await expect
			.poll(() => page.locator('audio').evaluate((a: HTMLAudioElement) => a.currentTime))
			.toBeGreaterThan(0.5);
		expect(await onDisk(page)).toMatchObject({ rows: 0, bytes: 0 });
	});

	await test.step('handed in without a network it is kept sealed, and sent when there is one', async () => {
		// A kiosk starts without a network once its app is on it, which takes a while over this line.
		await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 60_000 });
		link.down = true;
		link.cut();
		await button(page, text.send).click();
		await expect(page.getByText(text.kept)).toBeVisible();
		const kept = await onDisk(page);
		expect(kept).toMatchObject({ rows: 1, plain: false });
		expect(kept.bytes).toBeGreaterThan(5000);
		await page.goto(`${link.origin}/kiosk/status`);
		await expect(page.getByText(text.waiting(1))).toBeVisible();
		link.down = false;
		await expect(page.getByText(text.waiting(1))).toHaveCount(0, { timeout: 60_000 });
		expect(await onDisk(page)).toMatchObject({ rows: 0, bytes: 0 });
	});

	await test.step('an editor hears it and makes it a draft', async () => {
		const desk = await browser.page({ width: 1280, height: 900 });
		await desk.goto(`${hub.origin}/staff/exhibits/recordings`);
		await expect(desk.getByText(office.count(1))).toBeVisible();
		const sound = desk.locator('audio');
		await sound.evaluate((audio: HTMLAudioElement) => audio.play());
		const seconds = () => sound.evaluate(({ duration }: HTMLAudioElement) => duration);
		await expect.poll(seconds).toBeGreaterThan(2);
		expect(await seconds()).toBeLessThan(8);
		await expectSound(desk, 'console');
		await desk.getByText(office.adopt, { exact: true }).click();
		await desk.getByLabel(office.title, { exact: true }).fill('我在车间的第一天');
		await desk.getByLabel(office.summary).fill('一位访客的第一天。');
		await desk.getByRole('button', { name: office.save }).click();
		await expect(desk).toHaveURL(/\/staff\/exhibits\/story\//);
		await expect(desk.getByRole('heading', { name: '我在车间的第一天' })).toBeVisible();
		await desk.close();
	});

	await test.step('left alone, what was told is gone', async () => {
		await beside({ DATA_DIR: hub.dataDir }, async ({ records }) => {
			const [venueId] = await records.venues();
			const { venue } = (await records.catalogue(venueId!))!;
			const body = { ...venue, idle: { ...venue.idle, personal: 5 } };
			await records.publish(venueId!, [{ kind: 'venue', id: venueId!, body }]);
		});
		await page.goto(link.origin + STORIES);
		await invite.click();
		await speakFor(page, 2);
		await button(page, text.finish).click();
		await expect(page).toHaveURL(/\/kiosk$/, { timeout: 20_000 });
		expect(await onDisk(page)).toMatchObject({ rows: 0, bytes: 0 });
	});

	await test.step('a full disk takes no story', async () => {
		await browser.close();
		// A running browser believes for half a minute in the room that it has seen.
		browser = await open();
		page = await browser.page();
		const devtools = await browser.context.newCDPSession(page);
		await devtools.send('Storage.overrideQuotaForOrigin', { origin: link.origin, quotaSize: 1 });
		await page.goto(`${link.origin}${STORIES}/tell`);
		await button(page, text.agree).click();
		await expect(page.getByText(text.trouble.full)).toBeVisible();
	});

	await browser.close();
	await link.close();
	await hub.stop();
	dropProfile(profile);
});
