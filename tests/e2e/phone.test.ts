import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { luminanceOfFile } from '../../src/cli/picture-file.ts';
import { fromHex } from '../../src/lib/base/bytes.ts';
import { LIVE_PREFIX } from '../../src/lib/domain/live-pass.ts';
import { boardOf } from '../../src/lib/domain/schedule.ts';
import { sessionCodePath, stepAt, stepDate } from '../../src/lib/domain/session-code.ts';
import { memberWords } from '../../src/lib/i18n/me-pages.ts';
import { zh } from '../../src/lib/i18n/zh.ts';
import { createReader, type Reader } from '../../src/lib/kiosk/scanner/decode.ts';
import { parseBody } from '../../src/lib/sync/records.ts';
import { besideHub } from '../hub/beside-hub.ts';
import { buildIfStale } from '../hub/built.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser, type RealBrowser } from './browser.ts';
import { openPaired, typeAsScanner, verdict } from './kiosk.ts';

/** A member's own phone, from the claim code to the door: the hub, the browsers and the reader are the real ones. */

const PHONE = { width: 390, height: 844 };
const words = memberWords('zh');
let hub: RunningHub;
let phone: RealBrowser;
let page: Page;
let reader: Reader;
/** People who may come in now, each with their class's session. */
let people: { memberId: string; sessionId: string }[];
const [profile, kioskProfile] = [newProfile(), newProfile()];

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
	test.setTimeout(300_000);
	await buildIfStale();
	hub = await startHub();
	people = await besideHub(hub.dataDir, async ({ storage, records, clock }) => {
		const venueId = (await records.venues())[0]!;
		const board = boardOf((await records.catalogue(venueId))!, clock.now());
		return storage.read(async (tx) => {
			const found = [];
			for (const { meeting, open } of board) {
				if (!open) continue;
				const sessionId = meeting.session.id;
				const here = new Set((await tx.attendance.ofSession(venueId, sessionId)).map((row) => row.memberId));
				for (const { memberId } of await tx.people.enrolled(venueId, meeting.offering.id))
					if (!here.has(memberId)) found.push({ memberId, sessionId });
			}
			return found;
		});
	});
	const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
	reader = await createReader({ binary: Uint8Array.from(wasm).buffer });
	phone = await openBrowser({ profile, args: ['--force-prefers-reduced-motion'] });
	page = await phone.page(PHONE);
});
test.afterAll(async () => {
	await phone?.close();
	await hub?.stop();
	for (const folder of [profile, kioskProfile]) dropProfile(folder);
});

/** A code as staff would give it out. */
const codeFor = (memberId: string): Promise<string> =>
	besideHub(hub.dataDir, async ({ claims }) => (await claims.issue(memberId as never, 'hub')).code);

/** Axe on the page as it stands, and nothing that runs off sideways. */
async function expectSound(screen: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page })
		.setLegacyMode()
		.options({ resultTypes: ['violations'] })
		.analyze();
	const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
	expect.soft(found, screen).toEqual([]);
	for (const layout of [{ width: 1080, height: 1920 }, { width: 320, height: 600 }, PHONE]) {
		await page.setViewportSize(layout);
		const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect.soft(beyond, `${screen} at ${layout.width} runs off sideways`).toBeLessThanOrEqual(0);
	}
}

/** What a camera would read off the phone's screen now, by the kiosk's own reader. */
async function codeOnScreen(): Promise<string> {
	const picture = luminanceOfFile(await page.screenshot())!;
	const effort = { now: () => performance.now(), budget: 2_000, turn: 0, most: 1, others: true };
	return reader.read(picture, effort)[0]?.text ?? '';
}

test('a claim code opens the phone, which shows a live pass', async () => {
	const code = await codeFor(people[0]!.memberId);
	await page.goto(`${hub.origin}/me`);
	await expect(page.locator('#code')).toBeVisible();
	await expectSound('a phone without a pass');
	await page.locator('#code').fill('7K3M');
	await page.locator('main form button[type=submit]').click();
	await expect(page.getByRole('alert')).toHaveText(words.claim.wrong.mistyped);
	await expectSound('a wrong code');
	await page.locator('#code').fill(code.toLowerCase().replaceAll('-', ' '));
	await page.locator('main form button[type=submit]').click();
	await expect(page.getByText(words.pass.live)).toBeVisible();
	await expectSound('the pass');
	const first = await codeOnScreen();
	expect(first.startsWith(LIVE_PREFIX)).toBe(true);
	const step = await page.locator('[data-step]').getAttribute('data-step');
	await expect(page.locator('[data-step]')).not.toHaveAttribute('data-step', step!);
	expect(await codeOnScreen()).not.toBe(first);
	// The key never leaves: it is in the browser's database, and cannot be taken out of it.
	const extractable = await page.evaluate(
		() =>
			new Promise((resolve) => {
				const open = indexedDB.open('gongzhan-me');
				open.onsuccess = () => {
					const all = open.result.transaction('live').objectStore('live').getAll();
					all.onsuccess = () => {
						const rows = all.result as { pair: CryptoKeyPair }[];
						resolve(rows.map(({ pair }) => pair.privateKey.extractable));
					};
				};
			}),
	);
	expect(extractable).toEqual([false]);
});

test('a kiosk reads it off the screen and lets its owner in; a photograph of it is worth nothing', async () => {
	test.setTimeout(240_000);
	const kiosk = await openBrowser({ profile: kioskProfile });
	const door = await openPaired(kiosk, hub);
	await door.goto(`${hub.origin}/kiosk/check-in`);
	await page.locator('section button').click();
	const old = await codeOnScreen();
	await page.waitForTimeout(25_000);
	await typeAsScanner(door, old);
	await expect(verdict(door, 'refused')).toBeVisible();
	await page
		.locator('[data-step]')
		.evaluate(
			(shown) => new Promise((next) => new MutationObserver(next).observe(shown, { attributes: true })),
		);
	await typeAsScanner(door, await codeOnScreen());
	await expect(verdict(door, 'admitted')).toBeVisible();
	await kiosk.close();
	await page.locator('section button').click();
});

test('the pass opens without a network', async () => {
	await page.goto(`${hub.origin}/me`);
	await expect(page.getByText(words.pass.live)).toBeVisible();
	await expect
		.poll(() => page.evaluate(async () => (await (await caches.open('gongzhan-me')).keys()).length))
		.toBeGreaterThan(3);
	await hub.kill();
	await page.reload();
	await expect(page.getByText(words.pass.live)).toBeVisible({ timeout: 30_000 });
	expect((await codeOnScreen()).startsWith(LIVE_PREFIX)).toBe(true);
	await hub.restart();
});

test('classes, attendance and what is kept', async () => {
	for (const [path, title] of [
		['classes', words.classes.title],
		['record', words.record.title],
		['account', words.account.title],
	] as const) {
		await page.goto(`${hub.origin}/me/${path}`);
		await expect(page.locator('h1')).toHaveText(title);
		await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
		await expectSound(path);
	}
	await page.goto(`${hub.origin}/me/classes`);
	const one = page.locator('article', { has: page.locator('form[action*="signUp"]') }).first();
	const course = await one.locator('h3').textContent();
	await one.locator('button[type=submit]').click();
	await expect(page.locator('.note[role=status]')).toBeVisible();
	const own = page.locator('article', { hasText: course! }).first();
	await expect(own.locator('.chip').first()).toHaveText(new RegExp(`${words.classes.seated}|候补第`));
	await own.locator('a[href*="leave="]').click();
	await expectSound('asked before leaving');
	await page.locator('form[action*="withdraw"] button').click();
	await expect(page.locator('.note[role=status]')).toContainText(words.classes.done.withdrawn);
});

/** The link that the lobby's or a kiosk's screen shows for this session now. */
const scanned = (sessionId: string): Promise<string> =>
	besideHub(hub.dataDir, async ({ devices, records, clock }) => {
		const device = (await devices.list((await records.venues())[0]!)).find((one) => one.revokedAt === null)!;
		const step = stepAt(clock.now());
		const self = await devices.self(device, hub.origin);
		const code = { sessionId: sessionId as never, deviceId: device.id, step };
		return hub.origin + sessionCodePath(code, fromHex(self.dayKeys[stepDate(step)]!)!);
	});

test('a session code on a screen checks the phone’s owner in by itself', async () => {
	const other = people.find(({ memberId }) => memberId !== people[0]!.memberId)!;
	const code = await codeFor(other.memberId);
	await page.goto(`${hub.origin}/me/claim?c=${code}`);
	await page.locator('main form button[type=submit]').click();
	await expect(page.getByText(words.pass.live)).toBeVisible();
	await page.goto(await scanned(other.sessionId));
	await expect(page.getByText(zh.verdict.kicker.admitted)).toBeVisible();
	await expectSound('checked in');
});

test('a guest checks in by name, and a phone that is signed out holds nothing', async () => {
	await page.goto(`${hub.origin}/me/account?leaving`);
	await page.locator('form[action*="signOut"] button').click();
	await expect(page.getByText(words.account.signedOut)).toBeVisible();
	expect(await page.evaluate(async () => [localStorage.length, (await caches.keys()).length])).toEqual([
		0, 0,
	]);
	await besideHub(hub.dataDir, async ({ records, storage }) => {
		const venueId = (await records.venues())[0]!;
		const body = await storage.read((tx) => tx.records.body(venueId, 'venue', venueId));
		const venue = parseBody('venue', JSON.parse(body!))!;
		const changed = { ...venue, policy: { ...venue.policy, guests: 'admit' as const } };
		await records.publish(venueId, [{ kind: 'venue', id: venueId, body: changed }]);
	});
	await page.goto(await scanned(people[0]!.sessionId));
	await page.locator('#name').fill('欧阳若兰');
	await expectSound('a guest');
	await page.locator('form[action*="guest"] button').click();
	await expect(page.getByText(zh.verdict.kicker.admitted)).toBeVisible();
});
