import { expect, test } from '@playwright/test';
import { createHash } from 'node:crypto';
import type { Page } from 'playwright';
import { zh } from '../../src/lib/i18n/zh.ts';
import { exhibitWords } from '../../src/lib/i18n/exhibits.ts';
import { asId, type MediaId, type StoryId } from '../../src/lib/base/id.ts';
import type { Honoree } from '../../src/lib/domain/exhibit.ts';
import type { Media } from '../../src/lib/domain/media.ts';
import type { Story } from '../../src/lib/domain/story.ts';
import { DEMO_VENUE } from '../../src/lib/server/demo/load.ts';
import { beside } from '../faults/furnished-exhibition.ts';
import { startHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { openPaired } from './kiosk.ts';

const text = exhibitWords('zh').story;

/** Two minutes of a tone, as a WAV of 8 kHz. */
function tone(pitch: number): { media: Media; bytes: Buffer } {
	const [rate, seconds] = [8000, 120];
	const samples = Buffer.from(
		Uint8Array.from({ length: rate * seconds }, (_, n) => 128 + 20 * Math.sin((n * pitch * 6.283) / rate)),
	);
	const head = Buffer.alloc(44);
	head.write('RIFF', 0);
	head.writeUInt32LE(36 + samples.length, 4);
	head.write('WAVEfmt ', 8);
	head.writeUInt32LE(16, 16);
	for (const [at, value] of [
		[20, 1],
		[22, 1],
		[32, 1],
		[34, 8],
	] as const)
		head.writeUInt16LE(value, at);
	for (const at of [24, 28]) head.writeUInt32LE(rate, at);
	head.write('data', 36);
	head.writeUInt32LE(samples.length, 40);
	const bytes = Buffer.concat([head, samples]);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const file = { name: 'sound.wav', type: 'audio/wav', bytes: bytes.length, sha256 };
	const id = asId<MediaId>(sha256.slice(0, 32));
	return {
		media: { id, kind: 'audio', caption: { zh: `音 ${pitch}` }, seconds, files: [file] },
		bytes,
	};
}

const [dialect, mandarin] = [tone(440), tone(220)];
const story = {
	...{ id: asId<StoryId>('two-tracks'), title: { zh: '两条音轨' }, teller: { zh: '李师傅' } },
	...{ summary: { zh: '一句' }, recording: dialect.media.id, mandarin: mandarin.media.id, media: [] },
	transcript: Array.from({ length: 24 }, (_, n) => ({
		...{ from: n * 5, until: n * 5 + 5, text: { zh: `第 ${n + 1} 句` } },
	})),
} as unknown as Story;
const person = {
	...{ id: 'heard', name: { zh: '双奖人' }, initial: 'S', work: { zh: '钳工' }, motif: 'machine' },
	...{ summary: { zh: '一句' }, story: [{ zh: '同一段' }, { zh: '同一段' }], milestones: [], quotes: [] },
	media: [dialect.media.id, dialect.media.id],
	// Of one name and one year: by the works, and by the province.
	honours: ['city', 'province'].map((level) => ({ title: { zh: '先进生产者' }, level, year: 1956 })),
} as unknown as Honoree;

const heard = (page: Page) =>
	page.evaluate(() => {
		const audio = document.querySelector('audio');
		return {
			on: audio !== null && !audio.paused,
			from: audio?.src.split('/').at(-2),
			at: audio?.currentTime ?? 0,
		};
	});

test('what plays goes on: in another track, after a double tap, and while nobody touches the screen', async () => {
	const hub = await startHub();
	await beside({ DATA_DIR: hub.dataDir }, async ({ media, exhibition, storage, records }) => {
		for (const one of [dialect, mandarin]) await media.place(one.media.id, 'sound.wav', one.bytes);
		await exhibition.load(DEMO_VENUE, [
			...[dialect, mandarin].map((one) => ({ kind: 'media', body: one.media }) as const),
			{ kind: 'story', body: story },
			{ kind: 'honoree', body: person },
		]);
		// So that a visitor who is gone is noticed after fifteen seconds.
		const [row] = await storage.read((tx) => tx.records.ofKinds(DEMO_VENUE, ['venue']));
		const idle = { menu: 15, reading: 15, personal: 15 };
		await records.publish(DEMO_VENUE, [
			{ kind: 'venue', id: DEMO_VENUE, body: { ...(JSON.parse(row!.body!) as object), idle } } as never,
		]);
	});
	const profile = newProfile();
	const args = ['--autoplay-policy=no-user-gesture-required'];
	const browser = await openBrowser({ profile, args });
	try {
		const page = await openPaired(browser, hub);
		await page.goto(`${hub.origin}/kiosk/exhibits/stories/two-tracks`);
		const [play, track] = [0, 1].map((n) => page.locator('.reading .tools button').nth(n));
		await expect(page.locator('audio')).toBeAttached({ timeout: 60_000 });

		await test.step('two taps are a change of mind, not a missing sound', async () => {
			await play!.evaluate((button: HTMLElement) => {
				button.click();
				button.click();
			});
			await expect(play!).toHaveText(text.listen);
			await expect(page.getByText(text.noSound)).toHaveCount(0);
			await play!.click();
			await expect.poll(async () => (await heard(page)).at).toBeGreaterThan(2);
		});

		await test.step('the other track goes on at the same place', async () => {
			await track!.click();
			await expect.poll(() => heard(page)).toMatchObject({ on: true, from: mandarin.media.id });
			await expect.poll(async () => (await heard(page)).at).toBeGreaterThan(3);
			await expect(play!).toHaveText(text.stop);
		});

		await test.step('a page whose honours and paragraphs are alike is whole, and nobody is asked whether they are there', async () => {
			await page.goto(`${hub.origin}/kiosk/exhibits/heard`);
			await expect(page.locator('li', { hasText: '先进生产者' })).toHaveCount(2);
			await expect(page.locator('audio')).toHaveCount(1);
			await page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.play());
			await page.waitForTimeout(18_000);
			expect(await heard(page)).toMatchObject({ on: true });
			await expect(page).toHaveURL(/exhibits\/heard$/);
			await expect(page.locator('.warning, .attract')).toHaveCount(0);
		});

		await test.step('when it is over, the screen goes home by itself', async () => {
			await page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.pause());
			await expect(page.getByRole('region', { name: zh.machine.attract.touch })).toBeVisible({
				timeout: 40_000,
			});
		});
	} finally {
		await browser.close();
		dropProfile(profile);
		await hub.stop();
	}
});
