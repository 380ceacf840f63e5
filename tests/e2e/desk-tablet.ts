import { expect } from '@playwright/test';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Locator, Page } from 'playwright';
import { deskTabletWords } from '../../src/lib/i18n/desk-tablet.ts';
import { pinWords } from '../../src/lib/i18n/staff/pin-words.ts';
import { staffWords } from '../../src/lib/i18n/staff/staff-words.ts';
import { searchKeys } from '../../src/lib/server/search-keys.ts';
import type { RunningHub } from '../hub/harness.ts';
import type { RealBrowser } from './browser.ts';

/** What browser tests do again and again at a desk tablet. */

export const tabletText = deskTabletWords('zh');
export const PIN = '482915';

/** Somebody signed in gives themself a PIN. */
export async function setPin(office: Page, hub: RunningHub, pin = PIN): Promise<void> {
	await office.goto(`${hub.origin}/staff/pin`);
	await office.locator('#pin').fill(pin);
	await office.locator('#again').fill(pin);
	await office.getByRole('button', { name: pinWords('zh').button }).click();
	await expect(office.getByText(pinWords('zh').saved)).toBeVisible();
}

/** Makes a one-time link for a desk tablet on the devices page, opens it, and waits until names are held and all is precached. */
export async function openTablet(
	tablet: RealBrowser,
	office: Page,
	hub: RunningHub,
	viewport = { width: 1080, height: 1920 },
): Promise<Page> {
	const words = staffWords('zh').devices;
	await office.goto(`${hub.origin}/staff/devices`);
	await office.locator('#kind').selectOption('desk');
	await office.locator('#link-name').fill('服务台平板 1 号');
	await office.getByRole('button', { name: words.linkButton, exact: true }).click();
	const link = (await office.locator('code').textContent())!;
	const page = await tablet.page(viewport);
	await page.goto(link);
	await expect(page.getByText(tabletText.pin.title)).toBeVisible({ timeout: 60_000 });
	await page.evaluate(async () => void (await navigator.serviceWorker.ready));
	return page;
}

export async function typePin(page: Page, pin: string): Promise<void> {
	for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
	await page.getByRole('button', { name: tabletText.pin.open, exact: true }).click();
}

export async function unlock(page: Page, pin = PIN): Promise<void> {
	await typePin(page, pin);
	await expect(page.locator('header').getByText(tabletText.title)).toBeVisible({ timeout: 60_000 });
}

/** Types into the field of search. */
export const search = (page: Page, text: string): Promise<void> => page.getByRole('searchbox').fill(text);

/** The row of somebody at a session. */
export const rowOf = (page: Page, name: string): Locator =>
	page.locator('li', { has: page.getByText(name, { exact: true }) });

export interface Expected {
	readonly memberId: string;
	readonly name: string;
	readonly number: string;
	/** As people type it. */
	readonly initials: string;
	readonly sessionId: string;
}

/** People of three characters who are expected and not here: at sessions open now, and at those that are not. */
export function expectedToday(hub: RunningHub): { open: Expected[]; shut: Expected[] } {
	const database = new DatabaseSync(join(hub.dataDir, 'gongzhan.db'), { readOnly: true });
	const rows = database
		.prepare(
			`SELECT r.id AS "sessionId", r.body, m.member_id AS "memberId", m.name, m.number FROM record r
			JOIN enrollment e ON e.venue_id = r.venue_id AND e.offering_id = json_extract(r.body, '$.offeringId')
			JOIN member m ON m.member_id = e.member_id AND m.barred = 0
			WHERE r.kind = 'session' AND r.body IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attendance a
				WHERE a.session_id = r.id AND a.member_id = m.member_id)`,
		)
		.all() as unknown as {
		sessionId: string;
		body: string;
		memberId: string;
		name: string;
		number: string;
	}[];
	database.close();
	const now = Date.now();
	const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
	const people = rows.flatMap(({ body, ...row }) => {
		const session = JSON.parse(body) as { startsAt: number; endsAt: number; status: string };
		const initials = searchKeys({ ...row, phone: null }).find((key) => /^[a-z]{3}$/.test(key));
		if (!initials || [...row.name].length !== 3 || session.status !== 'scheduled') return [];
		if (day(session.startsAt) !== day(now)) return [];
		const open = now > session.startsAt - 15 * 60_000 && now < session.endsAt - 10 * 60_000;
		const shut = now < session.startsAt - 45 * 60_000 || now > session.endsAt;
		return open || shut ? [{ ...row, initials, open }] : [];
	});
	return { open: people.filter(({ open }) => open), shut: people.filter(({ open }) => !open) };
}
