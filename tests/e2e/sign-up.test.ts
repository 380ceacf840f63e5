import { expect, test } from '@playwright/test';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright';
import { systemClock } from '../../src/lib/base/clock.ts';
import { asId, type MemberId, type OfferingId, type SessionId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { signUpWords } from '../../src/lib/i18n/sign-up.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { openPaired, typeAsScanner } from './kiosk.ts';

const zh = signUpWords('zh');
const FULL = asId<OfferingId>('folk-dance-2');

interface Scene {
	readonly free: { sessionId: SessionId; offeringId: OfferingId };
	/** A session of a class that is full, with three people waiting. */
	readonly full: SessionId;
	readonly people: readonly { memberId: MemberId; pass: string }[];
	/** Who waits first for the full class. */
	readonly first: { memberId: MemberId; pass: string };
}

/** Works on the hub's data beside the running hub, as the operator's command does. */
async function beside<T>(dataDir: string, work: (hub: Hub) => Promise<T>): Promise<T> {
	const config = readConfig({ DATA_DIR: dataDir });
	if (!config.ok) throw new Error(config.error.join('; '));
	const around = { clock: systemClock, random: systemRandom, log: makeLog('error') };
	const opened = await openHub(config.value, around);
	if (!opened.ok) throw new Error(opened.error);
	try {
		return await work(opened.value);
	} finally {
		await opened.value.close();
	}
}

const setScene = (dataDir: string): Promise<Scene> =>
	beside(dataDir, async (hub) => {
		const venueId = (await hub.records.venues())[0]!;
		const catalogue = (await hub.records.catalogue(venueId))!;
		const now = systemClock.now();
		const coming = [...catalogue.sessions.values()]
			.filter(({ startsAt, status }) => startsAt > now + 3_600_000 && status === 'scheduled')
			.sort((a, b) => a.startsAt - b.startsAt);
		const free = coming.find(({ id, offeringId, startsAt }) => {
			const { capacity, signUp } = catalogue.offerings.get(offeringId)!;
			const seats = capacity - (catalogue.tallies.get(id)?.enrolled ?? capacity);
			return signUp && !signUp.noShows && seats >= 4 && startsAt < now + 34 * 3_600_000;
		})!;
		const full = coming.find(({ offeringId }) => offeringId === FULL)!;
		const person = async (number: string) => {
			const { memberId } = (await hub.storage.read((tx) => tx.people.byNumber(number)))!;
			return { memberId, pass: await hub.passes.textFor(memberId) };
		};
		const numbers = [1980, 1981, 1982, 1983].map((n) => `SF${String(n).padStart(6, '0')}`);
		const [first] = (await hub.signUps.ofOffering(venueId, FULL))!.queue;
		return {
			free: { sessionId: free.id, offeringId: free.offeringId },
			full: full.id,
			people: await Promise.all(numbers.map(person)),
			first: await person(first!.number),
		};
	});

function query<Row>(hub: RunningHub, sql: string, ...values: string[]): Row[] {
	const database = new DatabaseSync(join(hub.dataDir, 'gongzhan.db'), { readOnly: true });
	try {
		return database.prepare(sql).all(...values) as Row[];
	} finally {
		database.close();
	}
}
const statusOf = (hub: RunningHub, offeringId: string, memberId: string): string | undefined =>
	query<{ status: string }>(
		hub,
		'SELECT status FROM sign_up WHERE offering_id = ? AND member_id = ?',
		...[offeringId, memberId],
	)[0]?.status;

const openDesk = async (page: Page, sessionId: SessionId): Promise<void> => {
	await page.goto(`${new URL(page.url()).origin}/kiosk/session/${sessionId}`);
	await page.locator('a[href$="?sign-up"]').click();
	await expect(page.getByText(zh.lead)).toBeVisible();
};

test('[S19] sign up, wait, withdraw and move up at a kiosk; cut off, within the seats that it holds', async () => {
	test.setTimeout(300_000);
	const hub = await startHub();
	const profile = newProfile();
	const { free, full, people, first } = await setScene(hub.dataDir);
	const [ann, bo, cai, dan] = people as [Scene['first'], Scene['first'], Scene['first'], Scene['first']];
	const browser = await openBrowser({ profile });
	const page = await openPaired(browser, hub);

	await openDesk(page, free.sessionId);
	await typeAsScanner(page, ann.pass);
	await expect(page.getByText(zh.seated.title)).toBeVisible();
	await expect.poll(() => statusOf(hub, free.offeringId, ann.memberId)).toBe('seated');
	await page.getByRole('button', { name: zh.leave }).click();
	await typeAsScanner(page, ann.pass);
	await expect(page.getByText(zh.withdrawn.title)).toBeVisible();
	await expect.poll(() => statusOf(hub, free.offeringId, ann.memberId)).toBe('withdrawn');

	// Full: a place in the queue, behind those who wait already.
	await openDesk(page, full);
	await typeAsScanner(page, bo.pass);
	await expect(page.getByText(zh.waits.forNow(4), { exact: true })).toBeVisible();
	await expect.poll(() => statusOf(hub, FULL, bo.memberId)).toBe('waiting');
	await typeAsScanner(page, bo.pass);
	await expect(page.getByText(zh.waits.title(4), { exact: true })).toBeVisible();

	// Somebody withdraws elsewhere: the first who waits has the seat, and the kiosk hears of it before it is cut off.
	await beside(hub.dataDir, async (other) => {
		const venueId = (await other.records.venues())[0]!;
		const list = (await other.signUps.ofOffering(venueId, FULL))!;
		const { memberId } = list.seated[0]!;
		const by = { id: 'ab'.repeat(8), login: 'desk', name: '李', role: 'desk', venueId: null } as never;
		const order = { venueId, offeringId: FULL, memberId, channel: 'desk', serial: null, by } as const;
		await other.signUps.withdraw(order);
	});
	expect(statusOf(hub, FULL, first.memberId)).toBe('seated');
	await page.goto(`${hub.origin}/kiosk/session/${full}?sign-up`);
	await expect(page.getByText(zh.waiting(3))).toBeVisible();

	await hub.kill();
	await typeAsScanner(page, first.pass);
	await expect(page.getByText(zh.alreadySeated.title)).toBeVisible({ timeout: 15_000 });
	await typeAsScanner(page, dan.pass);
	await expect(page.getByText(zh.leasedOut.title)).toBeVisible({ timeout: 15_000 });
	await openDesk(page, free.sessionId);
	await typeAsScanner(page, cai.pass);
	await expect(page.getByText(zh.seated.title)).toBeVisible({ timeout: 15_000 });

	await hub.restart();
	await expect.poll(() => statusOf(hub, free.offeringId, cai.memberId), { timeout: 60_000 }).toBe('seated');
	expect(statusOf(hub, FULL, dan.memberId)).toBeUndefined();

	await browser.close();
	await hub.stop();
	dropProfile(profile);
});
