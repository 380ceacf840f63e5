import { beforeAll, describe, expect, it } from 'vitest';
import type { Honoree } from '../../src/lib/domain/exhibit.ts';
import { DEMO_VENUE } from '../../src/lib/server/demo/load.ts';
import { MANY } from '../../src/routes/staff/exhibits/choosing.ts';
import { beside } from '../faults/furnished-exhibition.ts';
import * as files from '../fixtures/media-files.ts';
import { PATIENCE, staffConsole } from './console.ts';

/** The exhibition's console at a venue with more people than anybody looks through. */

const site = staffConsole();
const place = '/staff/exhibits/media';
const who = 'honoree/wang-jinxi';
const said = { caption: '在井场', captionEn: '', credit: '', shown: 'historic', seen: '' };

beforeAll(async () => {
	const people = Array.from({ length: MANY }, (_, n) => ({
		...{
			id: `invented-${n}`,
			name: { zh: `某某${n}` },
			initial: 'M',
			work: { zh: '钳工' },
			motif: 'machine',
		},
		...{
			summary: { zh: '一句' },
			story: [{ zh: '一段' }],
			milestones: [],
			quotes: [],
			media: [],
			born: 1900,
		},
		...{ died: 1980, honours: [{ title: { zh: '劳模' }, level: 'national', year: 1956, source: '报' }] },
	})) as unknown as Honoree[];
	const records = people.map((body) => ({ kind: 'honoree', body }) as const);
	await beside({ DATA_DIR: site.hub.dataDir }, ({ exhibition }) => exhibition.load(DEMO_VENUE, records));
}, PATIENCE);

async function uploaded(person: string): Promise<Response> {
	const form = new FormData();
	const photo = await files.photograph();
	form.set('file', new File([new Uint8Array(photo)], 'a.jpg'));
	for (const [name, value] of Object.entries({ ...said, person })) form.set(name, value);
	return site.browser.send(`${place}?/add`, form, site.cookies.get('manager'));
}

describe('whose a picture is', () => {
	it('is found by typing, stays when the caption changes, and is somebody', async () => {
		const cookie = site.cookies.get('manager')!;
		const nobody = await uploaded('honoree/nobody-knows');
		expect(nobody.status).toBe(400);
		expect(await nobody.text()).toContain('展览里没有这个人');
		const page = (await uploaded(who)).headers.get('location')!.split('?')[0]!;
		const field = async () => {
			const html = await (await site.browser.open(page, cookie)).text();
			expect(html).toContain('<datalist id="people"');
			return /<input id="person"[^>]*value="([^"]*)"/.exec(html)?.[1];
		};
		expect(await field()).toBe(who);
		const saved = await site.browser.send(
			`${page}?/label`,
			{ ...said, caption: '在井场，一九六〇年', person: (await field())! },
			cookie,
		);
		expect(saved.status).toBe(303);
		expect(await field()).toBe(who);
		const wrong = await site.browser.send(`${page}?/label`, { ...said, person: '王进喜' }, cookie);
		expect(wrong.status).toBe(400);
		expect(await field()).toBe(who);
	});
	it('is chosen the same way in an exhibit’s form, from one list for all rows', async () => {
		const html = await (
			await site.browser.open('/staff/exhibits/new/method', site.cookies.get('manager'))
		).text();
		expect(html.match(/<datalist id="choices-honoree"/g)).toHaveLength(1);
		expect(html).toMatch(/<input[^>]*name="inventor"[^>]*list="choices-honoree"/);
	});
});
