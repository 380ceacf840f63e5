import { describe, expect, it } from 'vitest';
import { asId, type OfferingId } from '../../src/lib/base/id.ts';
import { phoneName } from '../../src/lib/server/phone-name.ts';
import { CALLIGRAPHY, enrollMembers, member, openWorld, venueId } from './world.ts';

const DAY = 86_400_000;
const WECHAT =
	'Mozilla/5.0 (Linux; Android 10; MI 8) AppleWebKit/537.36 Chrome/86.0.4240.99 XWEB/4317 MicroMessenger/8.0';

describe('a member’s phone', () => {
	it('stays signed in while it is used, and not for ever', async () => {
		const { hub, clock } = await openWorld();
		await enrollMembers(hub, 1);
		const { token, phone } = await hub.phones.open(member(1), WECHAT);
		expect(phone).toMatchObject({ memberId: member(1), name: 'Android · WeChat', openedAt: clock.at });
		clock.at += 100 * DAY;
		expect(await hub.phones.bySession(token)).toMatchObject({ id: phone.id });
		clock.at += 100 * DAY;
		expect(await hub.phones.bySession(token)).toMatchObject({ seenAt: clock.at - 100 * DAY });
		clock.at += 181 * DAY;
		expect(await hub.phones.bySession(token)).toBeNull();
		expect(await hub.phones.bySession('')).toBeNull();
	});
	it('can be signed out alone; the pass goes on', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 1);
		const text = await hub.passes.textFor(member(1));
		const [first, second] = [await hub.phones.open(member(1), ''), await hub.phones.open(member(1), WECHAT)];
		// Only by its owner: of another person there is no such phone.
		await hub.phones.end(member(2), first.phone.id, 'test');
		expect(await hub.phones.list(member(1))).toHaveLength(2);
		await hub.phones.end(member(1), first.phone.id, 'test');
		expect(await hub.phones.bySession(first.token)).toBeNull();
		expect(await hub.phones.bySession(second.token)).not.toBeNull();
		expect(await hub.passes.textFor(member(1))).toBe(text);
	});
	it('that was lost shows nothing any more: other phones get a new pass', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 1);
		const text = await hub.passes.textFor(member(1));
		const lost = await hub.phones.open(member(1), '');
		const other = await hub.phones.open(member(1), '');
		const calendar = await hub.phones.calendar(member(1));
		await hub.phones.lose(member(1), lost.phone.id, `member:${member(1)}`);
		expect(await hub.phones.byCalendar(calendar)).toBeNull();
		expect(await hub.phones.byCalendar(await hub.phones.calendar(member(1)))).toBe(member(1));
		expect(await hub.phones.bySession(lost.token)).toBeNull();
		expect(await hub.phones.bySession(other.token)).not.toBeNull();
		expect(await hub.passes.textFor(member(1))).not.toBe(text);
		const audit = await hub.storage.read((tx) => tx.audit.latest(null, 9));
		expect(audit.map((line) => line.action)).toEqual(expect.arrayContaining(['phone-ended', 'pass-revoked']));
	});
	it.each(['lost', 'signed out'])(
		'that was %s does not come in again by the code it once used',
		async (how) => {
			const { hub } = await openWorld();
			await enrollMembers(hub, 1);
			const { code } = await hub.claims.issue(member(1), 'hub');
			const redeem = () => hub.claims.redeem(code, 'its cookie', '192.0.2.1');
			expect(await redeem()).toMatchObject({ ok: true });
			const { phone } = await hub.phones.open(member(1), WECHAT);
			const next = await hub.claims.issue(member(1), 'hub');
			await hub.phones[how === 'lost' ? 'lose' : 'end'](member(1), phone.id, `member:${member(1)}`);
			expect(await redeem()).toEqual({ ok: false, error: 'no-such-code' });
			expect(await hub.claims.redeem(next.code, 'another', '192.0.2.1')).toMatchObject({ ok: true });
		},
	);
	it('is signed out by staff who revoke the pass', async () => {
		const { hub, staff } = await openWorld();
		await enrollMembers(hub, 1);
		await hub.passes.textFor(member(1));
		const { token } = await hub.phones.open(member(1), '');
		await hub.passes.revoke(member(1), staff);
		expect(await hub.phones.bySession(token)).toBeNull();
	});
	it('is one of five at most: the one that was not used for longest makes room', async () => {
		const { hub, clock } = await openWorld();
		await enrollMembers(hub, 1);
		const tokens = [];
		for (let n = 0; n < 6; n++) {
			clock.at += 1000;
			tokens.push((await hub.phones.open(member(1), '')).token);
		}
		expect(await hub.phones.list(member(1))).toHaveLength(5);
		expect(await hub.phones.bySession(tokens[0]!)).toBeNull();
		expect(await hub.phones.bySession(tokens[5]!)).not.toBeNull();
	});
	it.each([
		['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0.40', 'iPhone · WeChat'],
		['Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4', 'HarmonyOS'],
		['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140', 'Windows'],
		['curl/8', '—'],
		['', '—'],
	])('%j is called %s', (browser, name) => expect(phoneName(browser)).toBe(name));
});

describe('a calendar’s address', () => {
	it('is the same until it is renewed; the old one is nobody’s then', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 2);
		const address = await hub.phones.calendar(member(1));
		expect(await hub.phones.calendar(member(1))).toBe(address);
		expect(await hub.phones.calendar(member(2))).not.toBe(address);
		expect(await hub.phones.byCalendar(address)).toBe(member(1));
		const renewed = await hub.phones.renewCalendar(member(1));
		expect(await hub.phones.byCalendar(address)).toBeNull();
		expect(await hub.phones.byCalendar(renewed)).toBe(member(1));
	});
	it('cannot be made up', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 2);
		const address = await hub.phones.calendar(member(1));
		await hub.phones.calendar(member(2));
		const [, mac] = address.split('.');
		for (const bent of ['', '.', `${member(2)}-1.${mac}`, `${address}A`, address.replace('-1.', '-2.')])
			expect(await hub.phones.byCalendar(bent)).toBeNull();
	});
});

describe('what somebody may see of themselves', () => {
	it('is their classes and what became of them, and nobody else’s', async () => {
		const { hub, staff } = await openWorld();
		await enrollMembers(hub, 2);
		await hub.attendance.checkInByHand(staff, venueId, CALLIGRAPHY, member(1));
		const [own, ...others] = await hub.mine.meetings(member(1));
		expect(others).toEqual([]);
		expect(own).toMatchObject({ enrolled: true, attendance: { status: 'present' } });
		expect(await hub.mine.meetings(member(2))).toMatchObject([{ attendance: null }]);
		expect(await hub.mine.meetings(member(3))).toEqual([]);
	});
	it('is everything that is kept, but no secret', async () => {
		const { hub, staff } = await openWorld();
		await enrollMembers(hub, 1);
		await hub.passes.textFor(member(1));
		await hub.phones.open(member(1), WECHAT);
		await hub.attendance.checkInByHand(staff, venueId, CALLIGRAPHY, member(1));
		const data = await hub.mine.everything(member(1));
		expect(data).toMatchObject({
			person: { name: '王小明', number: 'SF1', phone: '13800000000', guest: false },
			classes: [{ venue: venueId, offering: 'calligraphy' }],
			passes: [{ serial: 1, revokedAt: null }],
			phones: [{ name: 'Android · WeChat' }],
			attendance: [{ session: CALLIGRAPHY, status: 'present' }],
			facts: [{ fact: { kind: 'check-in', channel: 'desk' } }],
		});
		const secret = (await hub.storage.read((tx) => tx.passes.latest(member(1))))!.secret;
		for (const hidden of [secret, 'tokenHash', 'secret']) expect(JSON.stringify(data)).not.toContain(hidden);
		expect(await hub.mine.everything(member(9))).toBeNull();
	});
	it('is also what somebody asked for and gave up again', async () => {
		const { hub, staff } = await openWorld();
		await enrollMembers(hub, 1);
		const order = { venueId, offeringId: asId<OfferingId>('evening'), memberId: member(1), by: staff };
		expect(await hub.signUps.signUp({ ...order, channel: 'desk', serial: null })).toMatchObject({ ok: true });
		expect(await hub.signUps.withdraw({ ...order, channel: 'desk', serial: null })).toMatchObject({
			ok: true,
		});
		const { facts } = (await hub.mine.everything(member(1)))!;
		expect(facts).toMatchObject([{ fact: { kind: 'sign-up' } }, { fact: { kind: 'withdrawal' } }]);
	});
});
