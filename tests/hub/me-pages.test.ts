import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type MemberId, type OfferingId, type SessionId, type VenueId } from '../../src/lib/base/id.ts';
import { fromHex } from '../../src/lib/base/bytes.ts';
import { sessionCodePath, stepAt, stepDate } from '../../src/lib/domain/session-code.ts';
import { boardOf } from '../../src/lib/domain/schedule.ts';
import { memberWords } from '../../src/lib/i18n/me-pages.ts';
import { parseBody } from '../../src/lib/sync/records.ts';
import { besideHub } from './beside-hub.ts';
import { buildIfStale } from './built.ts';
import { pairTwin } from './device-twin.ts';
import { startHub, type RunningHub } from './harness.ts';
import { plainBrowser, textOf } from './plain-browser.ts';

/** The phone's pages as a browser without scripts uses them: addresses, forms and cookies. */

const PATIENCE = 300_000;
const words = memberWords('zh');
let hub: RunningHub;
let venueId: VenueId;
/** A class whose check-in is open, and two people of it who are not in yet. */
let door: { sessionId: SessionId; offeringId: OfferingId };
let people: MemberId[];

beforeAll(async () => {
	await buildIfStale();
	hub = await startHub();
	await pairTwin(hub.links.lobby);
	await besideHub(hub.dataDir, async ({ records, storage, clock }) => {
		venueId = (await records.venues())[0]!;
		const catalogue = (await records.catalogue(venueId))!;
		const open = boardOf(catalogue, clock.now()).filter((row) => row.open);
		// With room for a guest, where the hour has such a class.
		const { session } = (open.findLast((row) => row.seats === 'free') ?? open.at(-1)!).meeting;
		door = { sessionId: session.id, offeringId: session.offeringId };
		people = await storage.read(async (tx) => {
			const here = new Set((await tx.attendance.ofSession(venueId, session.id)).map((row) => row.memberId));
			const all = await tx.people.enrolled(venueId, session.offeringId);
			return all.map((one) => one.memberId).filter((id) => !here.has(id));
		});
	});
}, PATIENCE);
afterAll(async () => {
	await hub?.stop();
});

const { open, send } = plainBrowser(() => hub.origin, { 'user-agent': 'Android MicroMessenger' });
const cookieOf = (response: Response, name: string): string =>
	response.headers
		.getSetCookie()
		.map((line) => line.split(';')[0]!)
		.find((pair) => pair.startsWith(`${name}=`)) ?? '';

const codeFor = (memberId: MemberId) =>
	besideHub(hub.dataDir, async ({ claims }) => (await claims.issue(memberId, 'hub')).code);
/** A phone of this member's, claimed as a person does. */
async function claimed(memberId: MemberId): Promise<string> {
	const done = await send('/me/claim', { code: await codeFor(memberId) });
	expect([done.status, done.headers.get('location')]).toEqual([303, '/me']);
	return cookieOf(done, 'gz_me');
}
/** What a screen at the door shows now. */
const scanned = () =>
	besideHub(hub.dataDir, async ({ devices, clock }) => {
		const device = (await devices.list(venueId)).find((one) => one.revokedAt === null)!;
		const self = await devices.self(device, hub.origin);
		const step = stepAt(clock.now());
		const key = fromHex(self.dayKeys[stepDate(step)]!)!;
		return sessionCodePath({ sessionId: door.sessionId, deviceId: device.id, step }, key);
	});
const hidden = (html: string, name: string): string =>
	new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

describe('strangers', () => {
	it.each(['/me/classes', '/me/record', '/me/account', '/me/export', '/me/classes/x/y.ics'])(
		'are sent from %s to claim their pass',
		async (path) => {
			for (const cookie of ['', 'gz_me=made-up', `gz_me=${'x'.repeat(600)}`, 'gz_staff=made-up']) {
				const answer = await open(path, cookie);
				expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me/claim']);
			}
		},
	);
	it.each([
		'/me/classes?/signUp',
		'/me/classes?/withdraw',
		'/me/classes?/renewFeed',
		'/me/account?/lost',
		'/me/account?/signOut',
	])('may not do %s', async (path) => {
		const answer = await send(path, { venue: venueId, offering: door.offeringId, phone: 'x' });
		expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me/claim']);
	});
	it('get no certificate and nobody’s calendar', async () => {
		const asked = await fetch(`${hub.origin}/me/live`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ key: 'A'.repeat(87) }),
		});
		expect(asked.status).toBe(401);
		for (const token of ['a', 'a.b', '0000000000000001-1.AAAAAAAAAAAAAAAAAAAAAA', 'x'.repeat(200)])
			expect((await open(`/me/calendar/${token}.ics`)).status).toBe(404);
	});
	it('see the form, and are told what is wrong with a code', async () => {
		expect(await textOf(await open('/me/claim'))).toContain(words.claim.label);
		for (const [code, fault] of [
			['7K3M', 'mistyped'],
			['', 'mistyped'],
			['0000-0000-000', 'no-such-code'],
			['x'.repeat(5000), 'mistyped'],
		] as const) {
			const answer = await send('/me/claim', { code });
			expect([code.slice(0, 9), answer.status, cookieOf(answer, 'gz_me')]).toEqual([
				code.slice(0, 9),
				400,
				'',
			]);
			expect(await textOf(answer)).toContain(words.claim.wrong[fault]);
		}
	});
});

describe('a code', () => {
	it('in a link fills the form and does nothing by itself', async () => {
		const code = await codeFor(people[1]!);
		const page = await open(`/me/claim?c=${code}`);
		expect(cookieOf(page, 'gz_me')).toBe('');
		expect(await textOf(page)).toContain(`value="${code}"`);
		expect((await send('/me/claim', { code })).status).toBe(303);
	});
	it('opens one phone; the same phone may ask again, another not', async () => {
		const code = await codeFor(people[1]!);
		const holder = cookieOf(await open('/me/claim'), 'gz_claim');
		for (let n = 0; n < 2; n++) expect((await send('/me/claim', { code }, holder)).status).toBe(303);
		expect((await send('/me/claim', { code })).status).toBe(400);
	});
	it('is not taken from another site’s form, and its cookie is no script’s', async () => {
		const code = await codeFor(people[1]!);
		expect((await send('/me/claim', { code }, '', 'https://evil.example')).status).toBe(403);
		const done = await send('/me/claim', { code });
		const [cookie] = done.headers.getSetCookie().filter((line) => line.startsWith('gz_me='));
		expect(cookie).toMatch(/HttpOnly/i);
		expect(cookie).toMatch(/SameSite=Lax/i);
	});
});

describe('a member', () => {
	let phone: string;
	beforeAll(async () => {
		phone = await claimed(people[0]!);
	}, PATIENCE);

	it('sees the pass without a script, under their full name', async () => {
		const page = await open('/me', phone);
		expect(page.headers.get('cache-control')).toBe('no-store');
		const html = await textOf(page);
		const { name } = await besideHub(hub.dataDir, async ({ mine }) => (await mine.person(people[0]!))!);
		expect(html).toContain(name);
		expect(html).toContain(`aria-label="${words.pass.label}"`);
	});
	it('sees their classes, what became of them, and what is kept', async () => {
		expect(await textOf(await open('/me/classes', phone))).toContain(words.classes.seated);
		expect((await open('/me/record', phone)).status).toBe(200);
		const file = await open('/me/export', phone);
		expect(file.headers.get('content-disposition')).toContain('attachment');
		const kept = (await file.json()) as { person: { memberId: string }; classes: object[] };
		expect(kept.person.memberId).toBe(people[0]);
		expect(kept.classes.length).toBeGreaterThan(0);
	});
	it('subscribes to their classes, until the address is changed', async () => {
		const address = async (): Promise<string> =>
			/value="[^"]*(\/me\/calendar\/[^"]+)"/
				.exec(await textOf(await open('/me/classes', phone)))![1]!
				.replaceAll('&amp;', '&');
		const first = await address();
		const feed = await open(first);
		expect(feed.headers.get('content-type')).toContain('text/calendar');
		const text = await feed.text();
		expect(text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
		expect(text).toContain('BEGIN:VEVENT\r\n');
		expect((await send('/me/classes?/renewFeed', {}, phone)).status).toBe(200);
		expect((await open(first)).status).toBe(404);
		expect((await open(await address())).status).toBe(200);
		const own = await open(`/me/classes/${venueId}/${door.offeringId}.ics`, phone);
		expect(await own.text()).toContain(`UID:${venueId}/${door.sessionId}@gongzhan`.slice(0, 60));
		expect((await open(`/me/classes/${venueId}/no-class.ics`, phone)).status).toBe(404);
	});
	it('gets a certificate for a key, and for nothing else', async () => {
		const ask = (body: string) =>
			fetch(`${hub.origin}/me/live`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', cookie: phone },
				body,
			});
		for (const body of ['', '{', '{}', '{"key":1}', JSON.stringify({ key: 'A'.repeat(87) })])
			expect([body, (await ask(body)).status]).toEqual([body, 400]);
		const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
			'sign',
			'verify',
		]);
		const raw = Buffer.from(await crypto.subtle.exportKey('raw', pair.publicKey)).toString('base64url');
		const given = await ask(JSON.stringify({ key: raw }));
		expect([given.status, await given.json()]).toMatchObject([200, { phones: 1 }]);
	});
	it('signs up where there are seats, waits where there are none, and withdraws', async () => {
		const html = await textOf(await open('/me/classes', phone));
		const [, offering] = /name="offering" value="([^"]+)"[\s\S]*?<\/form>/.exec(
			// The last of them meets days from now: nobody is late to withdraw.
			html.slice(html.lastIndexOf('?/signUp')),
		)!;
		const wanted = { venue: venueId, offering: offering! };
		const done = await textOf(await send('/me/classes?/signUp', wanted, phone));
		expect(
			[words.classes.done.seated, words.classes.done.waiting(1)].some((told) => done.includes(told)),
		).toBe(true);
		expect(await textOf(await send('/me/classes?/signUp', wanted, phone))).toContain(
			words.classes.done.already,
		);
		expect(await textOf(await open(`/me/classes?leave=${venueId}/${offering}`, phone))).toContain(
			words.classes.withdrawYes,
		);
		expect(await textOf(await send('/me/classes?/withdraw', wanted, phone))).toContain(
			words.classes.done.withdrawn,
		);
		const again = await send('/me/classes?/withdraw', wanted, phone);
		expect([again.status, await textOf(again)]).toEqual([
			400,
			expect.stringContaining(words.classes.notDone['not-signed-up']),
		]);
		const nothing = await send('/me/classes?/signUp', { venue: 'x', offering: '../..' }, phone);
		expect(await textOf(nothing)).toContain(words.classes.notDone['no-such-offering']);
	});
	it('checks in with one tap on what a screen shows', async () => {
		const path = await scanned();
		const page = await textOf(await open(path, phone));
		const fields = {
			ticket: hidden(page, 'ticket'),
			venue: hidden(page, 'venue'),
			session: hidden(page, 'session'),
		};
		expect(fields.session).toBe(door.sessionId);
		expect(await textOf(await send('/me?/checkIn', fields, phone))).toContain('签到成功');
		expect(await textOf(await send('/me?/checkIn', fields, phone))).toContain('已经签到');
		expect(await textOf(await send('/me?/checkIn', { ...fields, ticket: 'made-up' }, phone))).toContain(
			'请再扫一次',
		);
		const bare = await send('/me?/checkIn', fields);
		expect(await textOf(bare)).not.toContain('签到成功');
	});
	it('is signed out by themselves, and from another phone when this one was lost', async () => {
		const other = await claimed(people[0]!);
		const account = await textOf(await open('/me/account', phone));
		const [lost] = [...account.matchAll(/href="\?lost=([0-9a-f]{16})"/g)].map((found) => found[1]!);
		expect((await send('/me/account?/lost', { phone: '0'.repeat(16) }, phone)).status).toBe(400);
		expect((await send('/me/account?/lost', { phone: lost! }, phone)).status).toBe(303);
		expect((await open('/me/account', other)).status).toBe(303);
		expect((await open('/me/account', phone)).status).toBe(200);
		const left = await send('/me/account?/signOut', {}, phone);
		expect(left.headers.get('location')).toBe('/me?left');
		expect((await open('/me/account', phone)).status).toBe(303);
	});
});

describe('a guest', () => {
	const policy = (guests: 'admit' | 'ask-desk' | 'refuse') =>
		besideHub(hub.dataDir, async ({ records, storage }) => {
			const body = await storage.read((tx) => tx.records.body(venueId, 'venue', venueId));
			const venue = parseBody('venue', JSON.parse(body!))!;
			await records.publish(venueId, [
				// At some hours every class that is open is full: that is another refusal.
				{
					kind: 'venue',
					id: venueId,
					body: { ...venue, policy: { ...venue.policy, full: 'admit', guests } },
				},
			]);
		});

	it('is sent to the desk, away, or asked for a name, as the venue wants it', async () => {
		for (const guests of ['ask-desk', 'refuse'] as const) {
			await policy(guests);
			const page = await textOf(await open(await scanned()));
			expect(page).toContain(words.guest[guests]);
			expect(page).not.toContain('name="name"');
		}
	});
	it('checks in once under a name that staff see', async () => {
		await policy('admit');
		const page = await textOf(await open(await scanned()));
		const fields = {
			ticket: hidden(page, 'ticket'),
			venue: hidden(page, 'venue'),
			session: hidden(page, 'session'),
		};
		for (const name of ['', '   ', '1234', 'x'.repeat(150)])
			expect([name, (await send('/me?/guest', { ...fields, name })).status]).toEqual([name, 400]);
		expect(await textOf(await send('/me?/guest', { ...fields, name: ' 欧阳若兰 ' }))).toContain('签到成功');
		expect(await textOf(await send('/me?/guest', { ...fields, name: '欧阳若兰' }))).toContain('已经签到');
		const roster = await besideHub(hub.dataDir, ({ attendance }) =>
			attendance.roster(venueId, door.sessionId),
		);
		const guests = roster.filter((line) => line.name.startsWith('欧阳'));
		expect(guests.map((line) => line.name)).toEqual(['欧阳若兰']);
		const history = await besideHub(hub.dataDir, ({ attendance }) =>
			attendance.history(venueId, door.sessionId, asId<MemberId>(guests[0]!.memberId)),
		);
		expect(history.map((line) => line.flags)).toEqual([expect.arrayContaining(['guest'])]);
		await policy('ask-desk');
		expect(await textOf(await send('/me?/guest', { ...fields, name: '李雷' }))).not.toContain('签到成功');
	});
});
