import { expect, test } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright';
import { asId, type SceneId, type ScrollId, type StaffId } from '../../src/lib/base/id.ts';
import type { Loaded } from '../../src/lib/server/exhibition/shapes.ts';
import { packWords } from '../../src/lib/i18n/packs.ts';
import { openBreakingLink } from '../faults/breaking-link.ts';
import {
	beside,
	exhibit,
	exhibitedFile,
	noisePicture,
	type ExhibitedFile,
} from '../faults/furnished-exhibition.ts';
import { openFirst } from '../faults/kiosk-page.ts';
import { packOnDisk, searchStores } from '../faults/pack-page.ts';
import { startSqliteSite } from '../faults/site.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';

const words = packWords('zh');
const OWNER = {
	id: asId<StaffId>('owner'),
	login: 'owner',
	name: 'owner',
	role: 'operator',
	venueId: null,
} as const;

const whole = async (page: Page, file: ExhibitedFile): Promise<boolean> =>
	`${file.media.files[0]!.sha256}.whole` in (await packOnDisk(page));
const address = ({ media }: ExhibitedFile): string => `/media/${media.id}/${media.files[0]!.name}`;

/** A scroll of two scenes, the first of which has a picture of its own. */
const scrollWith = ({ media }: ExhibitedFile, second = '第 2 景'): Loaded[] => {
	const scroll = asId<ScrollId>('walk');
	const scene = (number: number, picture?: typeof media.id) => ({
		...{ id: asId<SceneId>(`scene-${number}`), scroll, number, title: { zh: `第 ${number} 景` } },
		...{ narration: { zh: '一景' }, width: 1600, motifs: ['hills', 'pine'], figures: [], picture },
	});
	return [
		{
			kind: 'scroll',
			body: {
				...{ id: scroll, title: { zh: '长卷' }, summary: { zh: '两景' }, height: 1080 },
				...{ begins: 'right', periods: [], tours: [] },
			},
		},
		{ kind: 'scene', body: scene(1, media.id) },
		{ kind: 'scene', body: { ...scene(2), title: { zh: second } } },
	];
};

test('a pack comes over a line that breaks, is shown without a network, and loses what is withdrawn', async () => {
	test.setTimeout(180_000);
	const site = await startSqliteSite();
	const env = { DATA_DIR: site.dataDir! };
	const { venueId } = site.venue;
	const pictures = ['person-a', 'person-b', 'person-c'].map((name) =>
		exhibitedFile(name, noisePicture(400_000), 'image/png'),
	);
	const film = exhibitedFile('film', randomBytes(1_500_000), 'video/mp4');
	const bent = exhibitedFile('bent', noisePicture(90_000), 'image/png');
	const all = [...pictures, film];
	const profile = newProfile();
	const link = await openBreakingLink(site.origins[0]!, { rate: 8_000_000, breakEveryMs: null });
	const browser = await openBrowser({ profile });
	const { page } = await openFirst(browser, link.origin, site.links.kiosk);

	// A line that breaks: each byte comes about once.
	const before = link.carried;
	link.breakEvery(700);
	await beside(env, async (hub) => {
		await exhibit(hub, venueId, [...all, bent]);
		await hub.media.place(bent.media.id, bent.media.files[0]!.name, noisePicture(90_000));
		await hub.exhibition.load(venueId, scrollWith(pictures[2]!));
	});
	for (const file of all) await expect.poll(() => whole(page, file), { timeout: 60_000 }).toBe(true);
	expect(link.breaks).toBeGreaterThan(1);
	const weight = [...all, bent].reduce((sum, { bytes }) => sum + bytes.length, 0);
	expect(link.carried - before).toBeLessThan(weight * 1.5);
	link.breakEvery(null);

	// What is wrong is said, and not shown, with the hub there or not.
	await page.goto(`${link.origin}/kiosk/status`);
	await expect(page.getByText(words.problem.wrong)).toBeVisible();
	await expect(page.getByText(words.files(all.length, all.length + 1))).toBeVisible();
	expect(await whole(page, bent)).toBe(false);
	await page.goto(`${link.origin}/kiosk/exhibits/bent`);
	await expect(page.locator('figure .drawn')).toBeVisible();
	await expect(page.getByText('图：bent')).toBeVisible();

	// Without a network: a page loaded afresh shows the picture, and a film can be wound.
	link.down = true;
	link.cut();
	await page.goto(`${link.origin}/kiosk/exhibits/person-a`);
	const shown = page.locator(`img[src="${address(pictures[0]!)}"]`);
	await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
	const part = await page.evaluate(async (url) => {
		const answer = await fetch(url, { headers: { range: 'bytes=1000-1009' } });
		return { status: answer.status, bytes: [...new Uint8Array(await answer.arrayBuffer())] };
	}, address(film));
	expect(part).toEqual({ status: 206, bytes: [...film.bytes.subarray(1000, 1010)] });
	// A scene's own picture hangs over what is painted; where it is withdrawn the painting is there again.
	await page.goto(`${link.origin}/kiosk/exhibits/scroll?scene=scene-1`);
	const hanging = page.locator(`.strip img[src="${address(pictures[2]!)}"]`);
	await expect.poll(() => hanging.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
	const wide = await hanging.evaluate((img: HTMLImageElement) => img.offsetWidth / img.offsetHeight);
	expect(wide, 'as wide as its scene').toBeCloseTo(1600 / 1080, 2);
	link.down = false;
	await beside(env, (hub) => hub.media.withdraw(OWNER, venueId, pictures[2]!.media.id, '画面有误'));
	await expect(hanging).toHaveCount(0);
	// Whoever walks it stays where they are, and as near, when a scene of it changes.
	await page.locator('.stage').focus();
	await page.keyboard.press('End');
	await expect(page.locator('.said h1')).toHaveText('第 2 景');
	const zoom = () =>
		page.locator('.strip').evaluate((strip) => new DOMMatrix(getComputedStyle(strip).transform).a);
	// The way there takes a moment, and ends as near as it began.
	const nearer = async () => {
		await page.keyboard.press('+');
		return zoom();
	};
	await expect.poll(nearer).toBeGreaterThan(1.9);
	await beside(env, (hub) => hub.exhibition.load(venueId, scrollWith(pictures[2]!, '新添的景').slice(2)));
	await expect(page.locator('.said h1')).toHaveText('新添的景');
	expect(await zoom()).toBeGreaterThan(1.9);

	// Withdrawn: nothing of it is left at the next contact, not in the pack, not in any cache.
	const gone = pictures[1]!;
	const marks = [gone.bytes.subarray(2000, 2064).toString('latin1')];
	// The person's record may go on to name it by its number; nothing tells what that was.
	const texts = ['图：person-b', gone.media.files[0]!.sha256];
	expect((await searchStores(page, texts, marks)).length).toBeGreaterThan(2);
	await beside(env, (hub) => hub.media.withdraw(OWNER, venueId, gone.media.id, '本人撤回同意'));
	await expect.poll(() => searchStores(page, texts, marks), { timeout: 60_000 }).toEqual([]);

	await browser.close();
	await link.close();
	await site.stop();
	dropProfile(profile);
});
