import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '../../src/lib/base/bytes.ts';
import { liveMessage, liveStep, writeLivePass } from '../../src/lib/domain/live-pass.ts';
import {
	isRevoked,
	readPass,
	type PassReading,
	type Revocations,
	type TrustedKey,
} from '../../src/lib/domain/pass.ts';
import { rosterLookup } from '../../src/lib/domain/roster.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { enrollMembers, HOUR, member, openWorld, venueId } from './world.ts';

const DAY = 24 * HOUR;

async function records<Body>(hub: Hub, kind: string): Promise<{ id: string; body: Body }[]> {
	const { records: all } = await hub.records.changesSince(venueId, 0);
	return all.filter((row) => row.kind === kind).map(({ id, body }) => ({ id, body: body as Body }));
}

/** A phone's browser: its key stays there, and it shows what it was certified for. */
class PhoneTwin {
	readonly id: string;
	readonly publicKey: string;
	readonly #key: KeyObject;
	certificate = '';
	constructor(id: string) {
		this.id = id;
		const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
		const { x, y } = publicKey.export({ format: 'jwk' });
		this.#key = privateKey;
		this.publicKey = toBase64Url(
			Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]),
		);
	}
	async renew(hub: Hub, n = 1) {
		const answer = await hub.livePasses.certify(member(n), this.id, this.publicKey);
		if (!answer.ok) throw new Error(answer.error);
		this.certificate = answer.value.certificate;
		return answer.value;
	}
	show(now: number): string {
		const certificate = fromBase64Url(this.certificate)!;
		const step = liveStep(now);
		const signature = sign('sha256', liveMessage(certificate, step), {
			...{ key: this.#key, dsaEncoding: 'ieee-p1363' },
		});
		return writeLivePass(certificate, step, signature);
	}
}

/** What a kiosk that has the hub's records makes of it. */
async function read(hub: Hub, text: string, now: number): Promise<PassReading & { revoked?: string }> {
	const keys = (await records<TrustedKey>(hub, 'key')).map((row) => row.body);
	const [list] = await records<Revocations>(hub, 'revocations');
	const reading = readPass(text, keys, { now, uncertainty: 0 });
	return reading.ok ? { ...reading, revoked: isRevoked(reading, new Set(list?.body.passes)) } : reading;
}

async function world() {
	const opened = await openWorld();
	await enrollMembers(opened.hub, 2);
	return opened;
}

describe('a live pass', () => {
	it('is read offline and opens the roster record of the person’s pass', async () => {
		const { hub, clock } = await world();
		const phone = new PhoneTwin('p1');
		expect(await phone.renew(hub)).toMatchObject({ hubTime: clock.at, phones: 1 });
		const reading = await read(hub, phone.show(clock.at), clock.at);
		expect(reading).toMatchObject({ ok: true, live: 'yes', revoked: 'no', pass: { memberId: member(1) } });
		const lookups = (await records(hub, 'roster')).map((row) => row.id);
		expect(lookups).toEqual([rosterLookup(reading.ok ? reading.pass.secret : new Uint8Array(), venueId)]);
		expect(await read(hub, phone.show(clock.at), clock.at + 25_000)).toMatchObject({ live: 'stale' });
	});
	it('is good for a week without the hub, and renewing it changes neither serial nor list', async () => {
		const { hub, clock } = await world();
		const phone = new PhoneTwin('p1');
		const first = await phone.renew(hub);
		const before = await read(hub, phone.show(clock.at), clock.at);
		const rev = () => hub.storage.read((tx) => tx.records.rev(venueId));
		const published = await rev();
		clock.at += 5 * DAY;
		const second = await phone.renew(hub);
		expect(second.lastDay).toBe(first.lastDay + 5);
		const after = await read(hub, phone.show(clock.at), clock.at);
		expect([before, after].map((r) => r.ok && r.pass.serial)).toEqual([2, 2]);
		expect(await rev()).toBe(published);
		clock.at += 400 * DAY;
		expect((await phone.renew(hub)).lastDay).toBe(second.lastDay + 400);
	});
	it('of another key on the same phone takes the place of the one before', async () => {
		const { hub, clock } = await world();
		const [old, fresh] = [new PhoneTwin('p1'), new PhoneTwin('p1')];
		await old.renew(hub);
		await fresh.renew(hub);
		expect(await read(hub, old.show(clock.at), clock.at)).toMatchObject({ revoked: 'yes' });
		expect(await read(hub, fresh.show(clock.at), clock.at)).toMatchObject({ revoked: 'no' });
	});
	it('on a lost phone dies alone: the card and the other phone go on', async () => {
		const { hub, clock } = await world();
		const card = await hub.passes.textFor(member(1));
		const [lost, kept] = [new PhoneTwin('lost'), new PhoneTwin('kept')];
		await lost.renew(hub);
		expect(await kept.renew(hub)).toMatchObject({ phones: 2 });
		await hub.livePasses.withdraw(member(1), 'lost', 'staff:1');
		expect(await read(hub, lost.show(clock.at), clock.at)).toMatchObject({ revoked: 'yes' });
		for (const text of [card, kept.show(clock.at)])
			expect(await read(hub, text, clock.at)).toMatchObject({ ok: true, revoked: 'no' });
		const audit = await hub.storage.read((tx) => tx.audit.latest(null, 9));
		expect(audit).toContainEqual(
			expect.objectContaining({ action: 'live-pass-withdrawn', actor: 'staff:1' }),
		);
		// A week later its certificate is over anyway, and the list is short again.
		clock.at += 10 * DAY;
		await kept.renew(hub);
		await new PhoneTwin('kept').renew(hub);
		expect((await records<Revocations>(hub, 'revocations'))[0]!.body.passes).toEqual([`${member(1)}.3`]);
	});
	it('on many phones is noted for staff; new keys without end are refused', async () => {
		const { hub } = await world();
		for (let n = 1; n <= 10; n++) expect((await new PhoneTwin(`p${n}`).renew(hub)).phones).toBe(n);
		await expect(new PhoneTwin('p11').renew(hub)).rejects.toThrow('too-many');
		const audit = await hub.storage.read((tx) => tx.audit.latest(null, 50));
		expect(audit.filter(({ action }) => action === 'pass-on-many-phones')).toHaveLength(7);
	});
	it('is given to keys on the curve only', async () => {
		const { hub } = await world();
		const offCurve = toBase64Url(new Uint8Array(65).fill(4));
		for (const key of ['', 'AAAA', offCurve, '!'])
			expect(await hub.livePasses.certify(member(1), 'p', key)).toEqual({ ok: false, error: 'bad-key' });
	});
	it('and the card of one person never share a serial', async () => {
		const { hub, staff } = await world();
		const phone = new PhoneTwin('p1');
		await phone.renew(hub);
		await hub.passes.revoke(member(1), staff);
		const text = await hub.passes.textFor(member(1));
		const reading = await read(hub, text, 0);
		expect(reading).toMatchObject({ ok: true, pass: { serial: 3 }, revoked: 'no' });
	});
});
