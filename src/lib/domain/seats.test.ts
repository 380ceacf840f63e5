import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type EntryId, type MemberId, type OfferingId } from '../base/id.ts';
import type { SeatFact, SEATS } from './fact.ts';
import { foldSeats, isQuotaFull, nextUp, seatedAt, standingIn, type SeatEvent } from './seats.ts';

const member = (n: number): MemberId => asId<MemberId>(n.toString(16).padStart(16, '0'));
const offeringId = asId<OfferingId>('opera');
let made = 0;
const event = (at: number, who: number, said: (typeof SEATS)[number] | 'off', key?: number): SeatEvent => {
	const shared = { offeringId, memberId: member(who), serial: null, channel: 'desk', staffId: null } as const;
	const fact: SeatFact =
		said === 'off' ? { kind: 'withdrawal', ...shared } : { kind: 'sign-up', ...shared, seat: said };
	return { entryId: asId<EntryId>(`${'ab'.repeat(16)}.${key ?? ++made}`), at, fact };
};
const names = (members: readonly MemberId[]): number[] => members.map((id) => parseInt(id, 16));
const plain = ({ states, seated, queue }: ReturnType<typeof foldSeats>) => ({
	states: [...states].sort(([a], [b]) => (a < b ? -1 : 1)),
	...{ seated, queue },
});

describe('seats of an offering', () => {
	const events = fc.array(
		fc
			.record({
				at: fc.integer({ min: 0, max: 12 }),
				who: fc.integer({ min: 1, max: 4 }),
				said: fc.constantFrom('leased', 'given', 'waits', 'moved-up', 'off' as const),
				key: fc.integer({ min: 1, max: 1_000_000 }),
			})
			.map(({ at, who, said, key }) => event(at, who, said, key)),
		{ maxLength: 14 },
	);
	const imports = fc.uniqueArray(
		fc.record({ memberId: fc.integer({ min: 1, max: 4 }).map(member), at: fc.integer({ min: 0, max: 12 }) }),
		{ selector: (row) => row.memberId },
	);
	it('depend on the set of facts, not on the order of their arrival', () => {
		fc.assert(
			fc.property(events, imports, fc.infiniteStream(fc.nat()), (all, imported, shuffle) => {
				const unique = [...new Map(all.map((one) => [one.entryId, one])).values()];
				const other = unique
					.map((one) => ({ one, key: shuffle.next().value as number }))
					.sort((a, b) => a.key - b.key)
					.map(({ one }) => one);
				expect(plain(foldSeats(other, [...imported].reverse()))).toEqual(plain(foldSeats(unique, imported)));
			}),
			{ numRuns: 2000 },
		);
	});
	it('what was told is never taken back by what arrives later', () => {
		fc.assert(
			fc.property(events, fc.integer({ min: 0, max: 12 }), (all, at) => {
				const told = event(at, 9, 'given');
				const others = all.filter(({ fact }) => fact.memberId !== member(9));
				expect(foldSeats([...others, told], []).seated).toContain(member(9));
			}),
		);
	});
	it('at an instant are those of who had joined and not left by then; a first list counts from ever', () => {
		const list = (at: number, ...who: number[]) => who.map((n) => ({ memberId: member(n), at }));
		const lists = [...list(20, 1, 2), ...list(40, 3)];
		const facts = [
			event(30, 4, 'given'),
			event(35, 5, 'waits'),
			event(50, 1, 'off'),
			event(60, 5, 'moved-up'),
		];
		const then = (at: number) => names([...seatedAt(facts, lists, at)]).sort();
		expect([10, 30, 40, 50, 60].map(then)).toEqual([
			...[
				[1, 2],
				[1, 2, 4],
				[1, 2, 3, 4],
				[2, 3, 4],
				[2, 3, 4, 5],
			],
		]);
		// Where people had signed up before, a list is of those who join.
		expect(names([...seatedAt([event(5, 4, 'given'), ...facts], lists, 10)])).toEqual([4]);
		// Who is on the list of old, nobody knows since when, was there before any other list.
		expect(names([...seatedAt([], [...list(0, 9), ...lists], 10)])).toEqual([9]);
	});
	it('the queue is in the order of corrected time, then of entries', () => {
		const seats = foldSeats(
			[event(5, 1, 'waits', 8), event(3, 2, 'waits', 9), event(5, 3, 'waits', 7), event(1, 4, 'given', 1)],
			[],
		);
		expect(names(seats.queue)).toEqual([2, 3, 1]);
		expect(standingIn(seats, member(1))).toEqual({ is: 'waiting', since: 5, place: 3 });
		expect(standingIn(seats, member(4))).toEqual({ is: 'seated', since: 1 });
		expect(standingIn(seats, member(5))).toEqual({ is: 'none' });
	});
	it('asking twice keeps the first place; going and asking again takes the last', () => {
		const twice = [event(1, 1, 'waits'), event(2, 2, 'waits'), event(3, 1, 'waits')];
		expect(names(foldSeats(twice, []).queue)).toEqual([1, 2]);
		const again = [...twice.slice(0, 2), event(3, 1, 'off'), event(4, 1, 'waits')];
		expect(names(foldSeats(again, []).queue)).toEqual([2, 1]);
	});
	it('who withdrew before the hub knew does not move up; who has a seat waits for no other', () => {
		expect(foldSeats([event(1, 1, 'waits'), event(2, 1, 'off'), event(3, 1, 'moved-up')], []).seated).toEqual(
			[],
		);
		expect(names(foldSeats([event(1, 1, 'given'), event(2, 1, 'waits')], []).seated)).toEqual([1]);
		expect(names(foldSeats([event(1, 1, 'waits'), event(3, 1, 'moved-up')], []).seated)).toEqual([1]);
	});
	it('an import is a seat until its holder withdraws', () => {
		const imported = [{ memberId: member(1), at: 5 }];
		expect(names(foldSeats([], imported).seated)).toEqual([1]);
		expect(names(foldSeats([event(6, 1, 'off')], imported).seated)).toEqual([]);
		expect(names(foldSeats([event(4, 1, 'off')], imported).seated)).toEqual([1]);
	});
});

describe('moving up', () => {
	const seats = foldSeats(
		[event(1, 1, 'given'), event(2, 2, 'waits'), event(3, 3, 'waits'), event(4, 4, 'waits')],
		[],
	);
	const unions: Record<number, string> = { 1: 'A', 2: 'A', 3: 'B', 4: 'A' };
	const unionsOf = (id: MemberId) => [unions[parseInt(id, 16)]!, 'District'];
	it.each([
		[0, undefined, []],
		[-1, undefined, []],
		[1, undefined, [2]],
		[9, undefined, [2, 3, 4]],
		[1, { A: 1 }, [3]],
		[3, { A: 2 }, [2, 3]],
		[3, { A: 0, B: 0 }, []],
		[3, { C: 0 }, [2, 3, 4]],
		[9, { District: 3 }, [2, 3]],
		[9, { District: 3, A: 1 }, [3]],
	] as const)('%d free seats under %j: %j', (free, quotas, expected) => {
		expect(names(nextUp(seats, free, { quotas, unionsOf }))).toEqual(expected);
	});
	it('a quota is full at its number; without a union there is none', () => {
		expect(isQuotaFull(seats.seated, ['A'], { quotas: { A: 1 }, unionsOf })).toBe(true);
		expect(isQuotaFull(seats.seated, ['A'], { quotas: { A: 2 }, unionsOf })).toBe(false);
		expect(isQuotaFull(seats.seated, [], { quotas: { A: 1 }, unionsOf })).toBe(false);
	});
});
