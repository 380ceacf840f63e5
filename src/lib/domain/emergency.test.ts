import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { asId, type EmergencyId, type EntryId, type StaffId } from '../base/id.ts';
import { EmergencySchema, MOST_MINUTES } from './emergency-shapes.ts';
import {
	emergencyAt,
	foldEmergency,
	type Emergency,
	type EmergencyFact,
	type ToldEmergency,
} from './emergency.ts';

const MINUTE = 60_000;
const T = 1_800_000_000_000;
const id = asId<EmergencyId>('aa'.repeat(8));
const staffId = asId<StaffId>('01'.repeat(8));

const told = (fact: EmergencyFact, at: number, n = 1): ToldEmergency => ({
	...{ entryId: `${'0'.repeat(32)}.${n}` as EntryId, at, fact },
});
const raised = (at: number, minutes = 30, which = id, n = 1): ToldEmergency =>
	told(
		{
			...{ kind: 'emergency-raised', emergencyId: which, what: 'evacuate' },
			checkIn: false,
			minutes,
			staffId,
		},
		at,
		n,
	);
const ended = (at: number, which = id, n = 9): ToldEmergency =>
	told({ kind: 'emergency-ended', emergencyId: which, staffId }, at, n);

describe('an emergency message', () => {
	it('is over at its end, to the millisecond', () => {
		const own = [raised(T)];
		expect(emergencyAt([], own, T)?.what).toBe('evacuate');
		expect(emergencyAt([], own, T + 30 * MINUTE - 1)).not.toBeNull();
		expect(emergencyAt([], own, T + 30 * MINUTE)).toBeNull();
	});

	it('cannot last longer than 12 hours, nor end before it begins', () => {
		const of = (minutes: number) => ({
			...{ id, what: 'weather', checkIn: true, from: T, until: T + minutes * MINUTE },
		});
		expect(v.is(EmergencySchema, of(MOST_MINUTES))).toBe(true);
		expect(v.is(EmergencySchema, of(MOST_MINUTES + 1))).toBe(false);
		expect(v.is(EmergencySchema, of(0))).toBe(false);
	});

	it('[S20] that was ended stays so, whatever arrives later and in whatever order', () => {
		const facts = [raised(T), ended(T + MINUTE), raised(T, 30, id, 2)];
		const orders = [facts, [...facts].reverse(), [facts[1]!, facts[0]!, facts[2]!]];
		const folded = orders.map((order) => foldEmergency(order, null));
		expect(folded.every((one) => one?.endedAt === T + MINUTE)).toBe(true);
		expect(emergencyAt([], facts, T + 2 * MINUTE)).toBeNull();
		// The hub says that it is over; the machine that raised it still has its own word.
		const overruled: Emergency = { ...foldEmergency([raised(T)], null)!, endedAt: T + MINUTE };
		expect(emergencyAt([overruled], [raised(T)], T + 2 * MINUTE)).toBeNull();
	});

	it('that was ended before anybody heard of it is nothing to show', () => {
		expect(foldEmergency([ended(T)], null)).toBeNull();
		expect(emergencyAt([], [ended(T)], T)).toBeNull();
	});

	it('raised by a clock that is ahead lasts no longer than it was meant to', () => {
		const folded = foldEmergency([raised(T + 40 * MINUTE)], null, T)!;
		expect([folded.from, folded.until]).toEqual([T, T + 30 * MINUTE]);
	});

	it('of two the later one is shown, and the earlier one again when that is over', () => {
		const other = asId<EmergencyId>('bb'.repeat(8));
		const own = [raised(T, 60), raised(T + 5 * MINUTE, 10, other, 2)];
		expect(emergencyAt([], own, T + 6 * MINUTE)?.id).toBe(other);
		expect(emergencyAt([], own, T + 16 * MINUTE)?.id).toBe(id);
	});
});
