import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryLedger, type MemoryLedger } from '../../../tests/contract/memory-ledger.ts';
import { at, catalogueOf, MINUTE, session, ZONE } from '../../../tests/fixtures/venue.ts';
import { toHex } from '../base/bytes.ts';
import { asId, type MemberId, type OfferingId, type OutboxId, type SessionId } from '../base/id.ts';
import { signingKey } from '../base/signature.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { writePass, type Pass } from '../domain/pass.ts';
import { signRevocations } from '../domain/revocation.ts';
import { rosterLookup, sealRoster, type RosterEntry } from '../domain/roster.ts';
import { localDay } from '../domain/venue-time.ts';
import type { Judgement, Offer } from './app.ts';
import { CacheDatabase } from './cache/database.ts';
import { createSecondThoughts } from './second-thought.ts';
import { createTrustKeeper, type TrustKeeper } from './trust.ts';
import { createVisits, type Admit } from './visit.ts';

const hubKey = signingKey(new Uint8Array(32).fill(7));
const trusted = { keyId: 1, publicKey: toHex(hubKey.publicKey), issuer: { zh: '总工会' } };
const memberId = asId<MemberId>('ab'.repeat(8));
const NOW = at('09:00');
const today = localDay(NOW, ZONE);
const pass: Pass = {
	keyId: 1,
	memberId,
	serial: 3,
	firstDay: today - 1,
	lastDay: today + 1,
	secret: new Uint8Array(16).fill(9),
};
const text = (differs: Partial<Pass> = {}) => writePass({ ...pass, ...differs }, hubKey);
const morning = asId<SessionId>('a-1');

let cache: CacheDatabase;
let ledger: MemoryLedger;
let catalogue: Catalogue | null;
let asOf: number | null;
let offset: number;
let uncertainty: number;
let now: number;
let trust: TrustKeeper;
let admit: Admit;
let count = 0;

beforeEach(async () => {
	cache = new CacheDatabase(`visit-${++count}`);
	catalogue = catalogueOf([
		session('a-1', '09:10', '10:30'),
		session('b-1', '09:10', '10:30', { status: 'cancelled' }),
		session('c-1', '14:00', '15:00'),
	]);
	ledger = createMemoryLedger({ venueId: catalogue.venue.id, outboxId: asId<OutboxId>('0f'.repeat(16)) });
	[asOf, offset, uncertainty, now] = [NOW - MINUTE, 0, 100, NOW];
	trust = createTrustKeeper(cache);
	admit = createVisits({
		ledger,
		cache,
		timing,
		catalogue: () => catalogue,
		asOf: () => asOf,
		trust: trust.current,
	});
	await put('key', '1', trusted);
	await put('revocations', 'current', signRevocations([], NOW, 1, hubKey));
	await enroll({ offerings: ['a'] });
});
afterEach(() => cache.delete());

const timing = () => ({ wall: now - offset, mono: 5, offset, uncertainty });
const put = (kind: string, id: string, body: unknown) => cache.records.put({ kind, id, body });
const idOf = (id: string) => asId<OfferingId>(id);
async function enroll(differs: { offerings?: string[]; barred?: boolean }): Promise<void> {
	const entry: RosterEntry = {
		name: '王*明',
		offerings: (differs.offerings ?? []).map(idOf),
		barred: differs.barred ?? false,
		waiting: [],
	};
	const venueId = catalogue!.venue.id;
	await put('roster', rosterLookup(pass.secret, venueId), sealRoster(entry, pass.secret, venueId));
}
const visit = (code = text(), door: SessionId | null = null): Promise<Judgement> =>
	admit(code, 'camera', door);
const reason = async (judgement: Promise<Judgement>) => {
	const said = await judgement;
	if (!('verdict' in said)) return 'failure' in said ? said.failure : said.done;
	return 'reason' in said.verdict ? said.verdict.reason : said.verdict.outcome;
};

describe('a visit', () => {
	it('admits who is on the roster, by masked name, with an entry that holds no secret', async () => {
		expect(await visit()).toMatchObject({ verdict: { outcome: 'admitted', flags: [] }, name: '王*明' });
		const entries = await ledger.pending(10);
		expect(entries.map((e) => e.fact)).toEqual([
			{
				kind: 'check-in',
				sessionId: morning,
				memberId,
				serial: 3,
				channel: 'camera',
				flags: [],
				staffId: null,
			},
		]);
		const written = JSON.stringify([entries, await cache.records.toArray()]);
		expect(written).not.toContain(toHex(pass.secret));
		expect(written).not.toContain(text());
		expect(written).not.toContain('王');
	});

	it('admits again who was taken out by staff elsewhere, as soon as that is known here', async () => {
		await visit();
		const { entryId } = (await ledger.pending(1))[0]!;
		expect(await reason(visit())).toBe('already-in');
		const taken = { sessionId: morning, memberId, at: NOW, entries: [entryId] };
		await put('taken-back', `${morning}/${memberId}`, taken);
		expect(await reason(visit())).toBe('admitted');
		expect(await reason(visit())).toBe('already-in');
	});
	it('says “already in” to the second scan, and writes once even where both come at once', async () => {
		const both = await Promise.all([visit(), visit()]);
		expect(both.map((j) => 'verdict' in j && j.verdict.outcome)).toEqual(['admitted', 'already-in']);
		expect((await ledger.status()).cached).toBe(1);
	});

	it('says “already in” to whom another kiosk has admitted', async () => {
		await put('presence', `${morning}/${memberId}`, { sessionId: morning, memberId, at: NOW - 5 * MINUTE });
		expect(await visit()).toMatchObject({ verdict: { outcome: 'already-in', at: NOW - 5 * MINUTE } });
		expect((await ledger.status()).cached).toBe(0);
	});

	it.each([
		['garbage', () => 'hello', 'unreadable'],
		['a newer pass', () => 'GZ1:' + '0'.repeat(144), 'unsupported-version'],
		['a forged pass', () => writePass(pass, signingKey(new Uint8Array(32).fill(8))), 'forged'],
		['another issuer’s pass', () => text({ keyId: 2 }), 'unknown-issuer'],
		['an expired pass', () => text({ firstDay: 1, lastDay: today - 1 }), 'expired'],
		['a pass of tomorrow', () => text({ firstDay: today + 1 }), 'not-yet-valid'],
	])('refuses %s', async (_name, code, expected) => {
		expect(await reason(visit(code()))).toBe(expected);
		expect((await ledger.status()).cached).toBe(0);
	});

	it('refuses a revoked pass once the list is here, and believes no list that no trusted key has signed', async () => {
		const list = signRevocations([`${memberId}.3`], NOW, 1, hubKey);
		await put('revocations', 'current', { ...list, passes: [...list.passes, `${'00'.repeat(8)}.1`] });
		expect(await reason(visit())).toBe('admitted');
		await put('revocations', 'current', list);
		trust.forget();
		expect(await reason(visit())).toBe('revoked');
	});

	it.each([
		['barred', { offerings: ['a'], barred: true }, 'barred'],
		['enrolled in nothing', {}, 'not-enrolled'],
		['enrolled in a cancelled class', { offerings: ['b'] }, 'cancelled'],
		['enrolled in an afternoon’s class', { offerings: ['c'] }, 'too-early'],
	])('sees who is %s', async (_name, entry, expected) => {
		await enroll(entry);
		expect(await reason(visit())).toBe(expected);
	});

	it('sends to the other class’s door', async () => {
		expect(await visit(text(), asId<SessionId>('c-1'))).toMatchObject({
			verdict: { reason: 'other-class', meeting: { session: { id: 'a-1' } } },
		});
	});
});

describe('a class over midnight', () => {
	const start = at('23:00');
	beforeEach(() => {
		const over = session('a-1', '23:00', '23:59', { endsAt: start + 120 * MINUTE });
		catalogue = catalogueOf([over]);
		catalogue = {
			...catalogue,
			venue: { ...catalogue.venue, policy: { ...catalogue.venue.policy, checkOut: 'ask' } },
		};
	});
	const scanAt = (minute: number): Promise<Judgement> => {
		now = start + minute * MINUTE;
		asOf = now - MINUTE;
		return visit();
	};
	const offered = async (scanned: Promise<Judgement>): Promise<Offer> => {
		const judged = await scanned;
		if (!('verdict' in judged) || !judged.offer) throw new Error('nothing was offered');
		return judged.offer;
	};
	it('admits once: who came before it is in after it, here or at another kiosk', async () => {
		expect(await reason(scanAt(-25))).toBe('admitted');
		expect(await reason(scanAt(55))).toBe('already-in');
		expect(await reason(scanAt(75))).toBe('already-in');
		expect((await ledger.status()).cached).toBe(1);
		const other = asId<MemberId>('cd'.repeat(8));
		await put('presence', `${morning}/${other}`, { sessionId: morning, memberId: other, at: start });
		expect(await reason(admit(text({ memberId: other }), 'camera', null))).toBe('already-in');
	});
	it('lets who came before it leave after it, once, and come back', async () => {
		const accept = createSecondThoughts({ ledger, timing });
		await scanAt(5);
		const offer = await offered(scanAt(75));
		expect(offer).toMatchObject({ act: 'leave' });
		expect(await accept(offer)).toMatchObject({ done: 'leave' });
		expect(await accept(offer)).toMatchObject({ done: 'leave' });
		expect((await ledger.pending(9)).map(({ fact }) => fact.kind)).toEqual(['check-in', 'check-out']);
		expect(await reason(scanAt(80))).toBe('admitted');
	});
	it('lets take back after it what was done just before it, once', async () => {
		const accept = createSecondThoughts({ ledger, timing });
		await scanAt(59.5);
		const offer = await offered(scanAt(60.2));
		expect(offer).toMatchObject({ act: 'undo' });
		expect(await accept(offer)).toMatchObject({ done: 'undo' });
		expect(await accept(offer)).toMatchObject({ done: 'undo' });
		expect((await ledger.pending(9)).map(({ fact }) => fact.kind)).toEqual(['check-in', 'undo']);
	});
});

describe('what a kiosk cannot know is no refusal', () => {
	it('says not enrolled only while the roster is fresh', async () => {
		await cache.records.clear();
		await put('key', '1', trusted);
		expect(await reason(visit(text(), morning))).toBe('not-enrolled');
		asOf = NOW - 11 * MINUTE;
		expect(await visit(text(), morning)).toMatchObject({
			verdict: { outcome: 'admitted', flags: ['revocation-unknown', 'enrollment-unknown'] },
			name: null,
		});
	});

	it('asks the desk before the first snapshot', async () => {
		await cache.records.clear();
		trust.forget();
		expect(await reason(visit())).toBe('cannot-tell');
		catalogue = null;
		expect(await reason(visit())).toBe('cannot-tell');
	});

	it('flags a doubtful clock and a skewed one', async () => {
		[offset, uncertainty] = [6 * MINUTE, 3 * 86_400_000];
		expect(await visit()).toMatchObject({ verdict: { flags: ['time-unknown', 'clock-skewed'] } });
	});
});

it.each(['full', 'broken'] as const)('shows no tick where the ledger is %s', async (failure) => {
	ledger.failNext(failure);
	expect(await visit()).toEqual({ failure });
	expect(await reason(visit())).toBe('admitted');
});
