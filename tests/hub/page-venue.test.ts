import { globSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { asId, type VenueId } from '../../src/lib/base/id.ts';
import { withPageVenue } from '../../src/lib/domain/page-venue.ts';
import { zh } from '../../src/lib/i18n/staff/zh.ts';
import { openSqlite } from '../../src/lib/server/storage/sqlite.ts';
import { PATIENCE, staffConsole } from './console.ts';
import { root } from './harness.ts';

/** The console in two tabs: what is sent from a page is done at the venue that the page showed, or not at all. */

const office = staffConsole();
const station = asId<VenueId>('station');
let palace = '';

beforeAll(async () => {
	const opened = openSqlite(office.hub.dataDir);
	if (!opened.ok) throw new Error(opened.error);
	await opened.value.write(station, async (tx) => {
		palace = (await tx.records.venues())[0]!;
		const { body } = (await tx.records.everyVenue())[0]!;
		const venue = { ...(JSON.parse(body) as object), id: station, name: { zh: '第二工人文化宫' } };
		await tx.records.put(station, [{ kind: 'venue', id: station, body: JSON.stringify(venue) }]);
	});
	await opened.value.close();
}, PATIENCE);

const at = (venue: string) => `${office.cookies.get('operator')!}; gz_venue=${venue}`;
const page = async (path: string, venue: string) => (await office.browser.open(path, at(venue))).text();
/** Where the forms of a page send to, and the buttons that send elsewhere. */
const targets = (html: string): string[] => [
	...[...html.matchAll(/<form\b[^>]*method="POST"[^>]*>/gi)].map(
		([tag]) => /action="([^"]*)"/.exec(tag)?.[1] ?? '',
	),
	...[...html.matchAll(/formaction="([^"]*)"/g)].map(([, action]) => action!),
];

describe('what is sent from a page of staff', () => {
	it('says which venue the page showed, in every form of every page, without scripts', async () => {
		const pages = globSync('**/+page.svelte', { cwd: join(root, 'src/routes/staff') })
			.map((path) => `/staff/${path.replace(/\/?\+page\.svelte$/, '')}`)
			.filter((path) => !path.includes('[') && !path.startsWith('/staff/welcome'));
		const session = /href="\/staff\/schedule\/([^"/?]+-[^"/?]+)"/.exec(
			await page('/staff/schedule', palace),
		)?.[1];
		let forms = 0;
		for (const path of [...pages, `/staff/schedule/${session!}`]) {
			const found = targets(await page(path, palace));
			forms += found.length;
			expect([path, found.filter((action) => !action.includes(`_venue=${palace}`))]).toEqual([path, []]);
		}
		expect(forms).toBeGreaterThan(pages.length * 2);
	});

	it.each([
		['an emergency', '/staff/notices', '?/raise', { what: 'evacuate', minutes: '60', confirm: 'on' }],
		[
			'a notice',
			'/staff/notices',
			'?/put',
			{ title: '检修', from: '2026-01-01T08:00', until: '2036-01-01T08:00' },
		],
		['an import', '/staff/schedule/import', '?/', {}],
		['many classes', '/staff/schedule/bulk', '?/preview', {}],
		['a term', '/staff/schedule/copy', '?/preview', {}],
	])('is not done at another that was chosen since: %s', async (_what, path, action, fields) => {
		const shown = targets(await page(path, palace)).find((one) => one.startsWith(action))!;
		const from = shown.replaceAll('&amp;', '&');
		const refused = await office.browser.send(path + from, fields, at(station));
		expect(refused.status).toBe(409);
		const html = await refused.text();
		expect(html).toMatch(/您已切换到“第二工人文化宫”；请回到“[^”]+”再试/);
		expect(html).toContain(zh.error.nothingDone);
		expect((await page('/staff/notices', station)).includes('?/over')).toBe(false);
		expect(
			(await office.browser.send(path + from, fields as Record<string, string>, at(palace))).status,
		).not.toBe(409);
	});

	it('keeps where else it was sent to', () => {
		expect(withPageVenue('/staff?week=1&/undo', 'a')).toBe('/staff?week=1&/undo&_venue=a');
		expect(withPageVenue('?_venue=b&/undo', 'a')).toBe('?/undo&_venue=a');
		expect(withPageVenue('', 'a')).toBe('?_venue=a');
	});
});
