import { expect, test } from '@playwright/test';
import type { Page } from 'playwright';
import { zh } from '../../src/lib/i18n/zh.ts';
import { fakeCameraArgs } from '../chromium.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { writeY4m, type Scene } from '../fixtures/y4m.ts';
import { dropProfile, newProfile, openBrowser, type RealBrowser } from './browser.ts';
import { filmPath, openPaired } from './kiosk.ts';

/** What can befall a camera at the door: said on screen, and healed without a person. */

const { camera } = zh.machine.checkIn;
type Status = keyof typeof camera;

let hub: RunningHub;
// One each: a link pairs one kiosk.
test.beforeEach(async () => void (hub = await startHub()));
test.afterEach(async () => void (await hub.stop()));

/** Notes whatever the caption says from now on: a word that stands for a second would be missed by looking now and then. */
const noteCaptions = (page: Page): Promise<void> =>
	page.evaluate(() => {
		const said: string[] = [];
		Object.assign(window, { said });
		const note = (): void => {
			const now = document.querySelector('.caption b')?.textContent;
			if (now && now !== said.at(-1)) said.push(now);
		};
		note();
		new MutationObserver(note).observe(document.body, {
			childList: true,
			subtree: true,
			characterData: true,
		});
	});

/** Passes when the camera has said these things, in this order. */
async function says(page: Page, ...statuses: Status[]): Promise<void> {
	await expect
		.poll(
			async () => {
				const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
				let next = 0;
				for (const words of said) if (words === camera[statuses[next] ?? 'off']) next++;
				return statuses.slice(next);
			},
			{ timeout: 40_000 },
		)
		.toEqual([]);
}

async function atTheDoor(browser: RealBrowser): Promise<Page> {
	const page = await openPaired(browser, hub);
	await page.goto(`${hub.origin}/kiosk/check-in`);
	await expect(page.locator('.caption b')).toBeVisible();
	await noteCaptions(page);
	return page;
}

/** A door with a camera that plays these scenes again and again. */
async function before(scenes: readonly Scene[], work: (page: Page) => Promise<void>): Promise<void> {
	const [profile, film] = [newProfile(), filmPath()];
	writeY4m(film, scenes);
	const browser = await openBrowser({ profile, film });
	await work(await atTheDoor(browser));
	await browser.close();
	dropProfile(profile);
}

const ROOM: Scene = { text: 'GZ1:POSTER ON THE WALL', seconds: 5 };

test('a dark, blurred or frozen picture is said within three seconds, and forgotten when it is over', async () => {
	// A trouble of three seconds: unless it is said within them, it is not said at all.
	const trouble = { ...ROOM, seconds: 3 };
	const film = [
		...[ROOM, { ...trouble, dark: true }, ROOM, { ...trouble, blurred: true }],
		...[ROOM, { ...trouble, frozen: true }],
	];
	await before(film, async (page) => {
		await says(page, 'watching', 'dark', 'watching', 'blurred', 'watching', 'frozen', 'watching');
	});
});

test('a camera that is lost is said to be, and opened again', async () => {
	await before([ROOM], async (page) => {
		await says(page, 'watching');
		const first = await page.evaluate(() => {
			const stream = document.querySelector('video')!.srcObject as MediaStream;
			// As when a cable is pulled: the track ends, and no event tells.
			for (const track of stream.getTracks()) track.stop();
			return stream.id;
		});
		await says(page, 'watching', 'lost', 'watching');
		const second = await page.evaluate(() => (document.querySelector('video')!.srcObject as MediaStream).id);
		expect(second).not.toBe(first);
	});
});

test('a camera that is not allowed is said not to be, and works as soon as it is', async () => {
	const [profile, film] = [newProfile(), filmPath()];
	writeY4m(film, [ROOM]);
	// Without the flag that says yes to everything.
	const args = fakeCameraArgs(film).filter((flag) => !flag.startsWith('--use-fake-ui'));
	const browser = await openBrowser({ profile, args });
	const devtools = await browser.context.newCDPSession(await browser.page());
	const permit = (setting: 'denied' | 'granted') =>
		devtools.send('Browser.setPermission', { permission: { name: 'camera' }, setting, origin: hub.origin });
	await permit('denied');
	const page = await atTheDoor(browser);
	await says(page, 'denied');
	await permit('granted');
	await says(page, 'denied', 'watching');
	await browser.close();
	dropProfile(profile);
});

test('a machine without a camera says so, and offers the hand scanner', async () => {
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	const page = await atTheDoor(browser);
	await says(page, 'missing');
	await expect(page.getByText(zh.machine.checkIn.leadNoCamera)).toBeVisible();
	await browser.close();
	dropProfile(profile);
});
