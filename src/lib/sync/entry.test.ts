import { describe, expect, it } from 'vitest';
import { asId, type MemberId, type OutboxId, type SessionId, type VenueId } from '../base/id.ts';
import type { Fact, Timing } from '../domain/fact.ts';
import { chainStart, headAfter, isIntact, nextEntry, type Entry } from './entry.ts';
import { receiptFor, ruleOn, type StoredEntry } from './ingest.ts';

const outbox = { venueId: asId<VenueId>('venue'), outboxId: asId<OutboxId>('ab'.repeat(16)) };
const timing: Timing = { wall: 1_800_000_000_000, mono: 5, offset: -20, uncertainty: 40 };
const fact = (member: string): Fact => ({
	kind: 'check-in',
	sessionId: asId<SessionId>('a-1'),
	memberId: asId<MemberId>(member.repeat(16)),
	serial: 1,
	channel: 'camera',
	flags: [],
	staffId: null,
});
const first = nextEntry(outbox, chainStart(outbox), fact('1'), timing);
const second = nextEntry(outbox, headAfter(first), fact('2'), timing);
const stored = (entry: Entry): StoredEntry => ({ hash: entry.hash, receipt: receiptFor(entry, 'recorded') });

describe('entries', () => {
	it('[S2] are numbered from 1, named by outbox and number, and chained', () => {
		expect([first.seq, second.seq]).toEqual([1, 2]);
		expect(second.entryId).toBe(`${outbox.outboxId}.2`);
		expect(first.prev).toBe(chainStart(outbox).hash);
		expect(second.prev).toBe(first.hash);
	});
	it('[S2] an outbox of another venue starts another chain', () => {
		expect(chainStart({ ...outbox, venueId: asId<VenueId>('elsewhere') }).hash).not.toBe(first.prev);
	});
	it('[S6] a hash covers everything', () => {
		expect(isIntact(second)).toBe(true);
		expect(isIntact({ ...second, seq: 3 })).toBe(false);
		expect(isIntact({ ...second, timing: { ...timing, wall: timing.wall + 1 } })).toBe(false);
		expect(isIntact({ ...second, fact: fact('3') })).toBe(false);
		expect(isIntact({ ...second, prev: '00'.repeat(32) })).toBe(false);
	});
	it('survive JSON unchanged', () => {
		expect(isIntact(JSON.parse(JSON.stringify(second)) as Entry)).toBe(true);
	});
});

describe('the hub’s ruling on an entry', () => {
	const afterFirst = headAfter(first);
	const clone = nextEntry(outbox, chainStart(outbox), fact('9'), timing);
	it('[S3] stores what continues the chain', () => {
		expect(ruleOn(first, outbox, null, null)).toEqual({ rule: 'store', head: afterFirst });
		expect(ruleOn(second, outbox, afterFirst, null)).toEqual({ rule: 'store', head: headAfter(second) });
	});
	it('[S4] answers the same key and content with the first receipt', () => {
		expect(ruleOn(first, outbox, headAfter(second), stored(first))).toEqual({
			rule: 'replay',
			receipt: receiptFor(first, 'recorded'),
		});
	});
	it('[S6] quarantines the same key with other content', () => {
		expect(ruleOn(clone, outbox, afterFirst, stored(first))).toEqual({
			rule: 'quarantine',
			reason: 'other-content',
		});
	});
	it('[S6] quarantines what was tampered with', () => {
		expect(ruleOn({ ...second, fact: fact('7') }, outbox, afterFirst, null)).toEqual({
			rule: 'quarantine',
			reason: 'not-intact',
		});
	});
	it('[S6] quarantines a chain that does not continue the hub’s', () => {
		const afterClone = nextEntry(outbox, headAfter(clone), fact('2'), timing);
		expect(ruleOn(afterClone, outbox, afterFirst, null)).toEqual({
			rule: 'quarantine',
			reason: 'broken-chain',
		});
	});
	it('[S6] quarantines an entry of another venue or outbox', () => {
		const elsewhere = { ...outbox, venueId: asId<VenueId>('elsewhere') };
		const stray = nextEntry(elsewhere, chainStart(elsewhere), fact('1'), timing);
		expect(ruleOn(stray, outbox, null, null)).toEqual({ rule: 'quarantine', reason: 'wrong-venue' });
	});
	it('[S7] asks for what is missing', () => {
		expect(ruleOn(second, outbox, null, null)).toEqual({ rule: 'gap', from: 1 });
	});
});
