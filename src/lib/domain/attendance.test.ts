import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	asId,
	type DeviceId,
	type EntryId,
	type MemberId,
	type SessionId,
	type StaffId,
} from '../base/id.ts';
import { foldAttendance, type Witnessed } from './attendance.ts';
import type { Flag } from './fact.ts';

const sessionId = asId<SessionId>('s');
const memberId = asId<MemberId>('00'.repeat(8));
const staffId = asId<StaffId>('11'.repeat(8));
const entry = (n: number) => asId<EntryId>(`${'ab'.repeat(16)}.${n}`);

const checkIn = (n: number, at: number, device = 'k1', flags: Flag[] = []): Witnessed => ({
	entryId: entry(n),
	deviceId: asId<DeviceId>(device),
	at,
	fact: { kind: 'check-in', sessionId, memberId, serial: 1, channel: 'camera', flags, staffId: null },
});
const correction = (n: number, at: number, present: boolean, saw: number[]): Witnessed => ({
	entryId: entry(n),
	deviceId: asId<DeviceId>('hub'),
	at,
	fact: { kind: 'correction', sessionId, memberId, present, saw: saw.map(entry), reason: '点名', staffId },
});

const checkOut = (n: number, at: number, device = 'k1'): Witnessed => ({
	entryId: entry(n),
	deviceId: asId<DeviceId>(device),
	at,
	fact: { kind: 'check-out', sessionId, memberId, serial: 1, channel: 'camera', staffId: null },
});
const undo = (n: number, at: number, undone: number): Witnessed => ({
	entryId: entry(n),
	deviceId: asId<DeviceId>('k1'),
	at,
	fact: { kind: 'undo', sessionId, memberId, undoes: entry(undone), channel: 'camera', staffId: null },
});

describe('attendance', () => {
	it('is absent without facts', () => {
		expect(foldAttendance([])).toMatchObject({ status: 'absent', since: null, conflict: null });
	});
	it('is present since the check-in', () => {
		expect(foldAttendance([checkIn(1, 900, 'k2', ['late'])])).toEqual({
			status: 'present',
			since: 900,
			deviceId: 'k2',
			late: true,
			leftAt: null,
			away: 0,
			conflict: null,
		});
	});
	it('of a group stands for everybody in it, while somebody of it is here, and however many doors let it in', () => {
		const group = (n: number, at: number, device: string, party: number): Witnessed => {
			const one = checkIn(n, at, device);
			return { ...one, fact: { ...one.fact, party } as Witnessed['fact'] };
		};
		expect(foldAttendance([group(1, 900, 'k1', 5)])).toMatchObject({ status: 'present', party: 5 });
		expect(foldAttendance([checkIn(1, 900)])).not.toHaveProperty('party');
		const twice = [group(1, 900, 'k1', 5), group(2, 901, 'k2', 4)];
		expect(foldAttendance(twice)).toMatchObject({ party: 5, conflict: { kind: 'admitted-twice' } });
		const back = [group(1, 900, 'k1', 5), checkOut(2, 930), checkIn(3, 940)];
		expect(foldAttendance(back)).toMatchObject({ party: 5, leftAt: null });
		const confirmed = [...twice, correction(3, 990, true, [1, 2])];
		expect(foldAttendance(confirmed)).toMatchObject({ status: 'present', party: 5, conflict: null });
		for (const gone of [undo(2, 902, 1), correction(2, 990, false, [1])])
			expect(foldAttendance([group(1, 900, 'k1', 5), gone])).not.toHaveProperty('party');
	});
	it('two kiosks that admit one pass offline make one attendance and one conflict', () => {
		expect(foldAttendance([checkIn(2, 905, 'k5'), checkIn(1, 902, 'k2')])).toMatchObject({
			status: 'present',
			since: 902,
			deviceId: 'k2',
			conflict: { kind: 'admitted-twice', entries: [entry(1), entry(2)] },
		});
	});
	it('a correction overrules what it saw', () => {
		expect(foldAttendance([checkIn(1, 902), correction(2, 950, false, [1])])).toMatchObject({
			status: 'absent',
			conflict: null,
		});
		expect(foldAttendance([correction(2, 950, true, [])])).toMatchObject({ status: 'present', since: 950 });
	});
	it('a correction that confirms check-ins leaves them here since the first of them', () => {
		const twice = [checkIn(1, 902, 'k2', ['late']), checkIn(2, 905, 'k5')];
		const confirmed = [...twice, correction(3, 990, true, [1, 2])];
		expect(foldAttendance(confirmed)).toEqual({
			...{ status: 'present', since: 902, deviceId: 'k2', late: true, leftAt: null },
			...{ away: 0, conflict: null },
		});
		const doubted = [correction(4, 950, false, [1, 2]), ...twice, correction(3, 990, true, [1, 2, 4])];
		expect(foldAttendance(doubted)).toMatchObject({ status: 'present', since: 902, conflict: null });
		expect(foldAttendance([correction(3, 990, true, [1, 2])])).toMatchObject({ since: 990 });
	});
	describe('once staff have said that somebody is here', () => {
		const group = (n: number, at: number, party: number, flags: Flag[] = []): Witnessed => {
			const one = checkIn(n, at, `k${n}`, flags);
			return { ...one, fact: { ...one.fact, party } as Witnessed['fact'] };
		};
		const settled = [group(1, 915, 10, ['late']), group(2, 916, 12), correction(3, 920, true, [1, 2])];
		const sinceThen = {
			status: 'present',
			since: 915,
			deviceId: 'k1',
			late: true,
			party: 12,
			conflict: null,
		};
		it('going out and coming back takes nothing from what was confirmed', () => {
			expect(foldAttendance(settled)).toMatchObject({ ...sinceThen, leftAt: null, away: 0 });
			const left = [...settled, checkOut(4, 1000)];
			expect(foldAttendance(left)).toMatchObject({ ...sinceThen, leftAt: 1000, away: 0 });
			const back = [...left, checkIn(5, 1030)];
			expect(foldAttendance(back)).toMatchObject({ ...sinceThen, leftAt: null, away: 30 });
			expect(foldAttendance([...back, checkIn(6, 1031, 'k2')])).toMatchObject({
				...{ since: 915, away: 30, conflict: { kind: 'admitted-twice', entries: [entry(5), entry(6)] } },
			});
		});
		it('they have left when they left, and were away in between, though staff decided later', () => {
			const stay = [
				checkIn(1, 900),
				checkIn(2, 901, 'k2'),
				checkOut(3, 940),
				correction(4, 990, true, [1, 2]),
			];
			expect(foldAttendance(stay)).toMatchObject({ since: 900, leftAt: 940, away: 0, conflict: null });
			const back = [...stay.slice(0, 3), checkIn(5, 950), checkIn(6, 951, 'k2')];
			const word = correction(7, 990, true, [1, 2, 5, 6]);
			expect(foldAttendance([...back, word])).toMatchObject({
				...{ status: 'present', since: 900, leftAt: null, away: 10, conflict: null },
			});
			expect(foldAttendance([...stay.slice(0, 3), correction(8, 990, true, [])])).toMatchObject({
				leftAt: 940,
			});
		});
		it('a further check-in does not begin the stay anew; two are a conflict of their own', () => {
			const third = [...settled, checkIn(4, 940)];
			expect(foldAttendance(third)).toMatchObject({ ...sinceThen, leftAt: null, away: 0 });
			expect(foldAttendance([...third, checkIn(5, 941)])).toMatchObject({
				...{ ...sinceThen, conflict: { kind: 'admitted-twice', entries: [entry(4), entry(5)] } },
			});
		});
		it('their word begins the stay where it names no check-in, unless one from before arrives', () => {
			const word = [correction(3, 920, true, [])];
			const back = [...word, checkOut(4, 1000), checkIn(5, 1030, 'k1', ['late'])];
			const begun = { status: 'present', since: 920, late: false, leftAt: null, away: 30 };
			expect(foldAttendance(back)).toMatchObject(begun);
			expect(foldAttendance([...back, checkIn(1, 915)])).toMatchObject({ ...begun, since: 915, away: 30 });
			const gone = [checkIn(1, 900), checkOut(2, 910), ...word];
			expect(foldAttendance(gone)).toMatchObject({ since: 900, leftAt: 910, away: 0 });
			const again = correction(6, 1100, true, [3, 4, 5]);
			expect(foldAttendance([...back, again])).toMatchObject({ since: 920, conflict: null });
		});
		it('what its visitor had taken back is not confirmed beside what they had not', () => {
			const facts = [group(1, 900, 30), undo(2, 901, 1), group(3, 910, 2), group(4, 911, 2)];
			const word = correction(5, 920, true, [1, 2, 3, 4]);
			expect(foldAttendance([...facts, word])).toMatchObject({ since: 910, party: 2 });
			const alone = [...facts.slice(0, 2), correction(5, 920, true, [1, 2])];
			expect(foldAttendance(alone)).toMatchObject({ since: 900 });
		});
	});
	it('a fact that a correction did not see is disputed, not overruled, whichever came first', () => {
		for (const late of [901, 999])
			expect(foldAttendance([correction(2, 950, false, []), checkIn(1, late)])).toMatchObject({
				status: 'disputed',
				conflict: { kind: 'correction-unseen' },
			});
	});
	it('a correction of a dispute settles it', () => {
		const facts = [correction(2, 950, false, []), checkIn(1, 902), correction(3, 990, true, [1, 2])];
		expect(foldAttendance(facts)).toMatchObject({ status: 'present', conflict: null });
	});
	it('corrections that did not see each other and disagree are disputed', () => {
		const facts = [checkIn(1, 902), correction(2, 950, false, [1]), correction(3, 951, true, [1])];
		expect(foldAttendance(facts)).toMatchObject({
			status: 'disputed',
			conflict: { kind: 'corrections-disagree' },
		});
	});
	it('an undo that arrives before what it undoes still undoes it', () => {
		expect(foldAttendance([correction(2, 950, false, [1])])).toMatchObject({ status: 'absent' });
		expect(foldAttendance([correction(2, 950, false, [1]), checkIn(1, 902)])).toMatchObject({
			status: 'absent',
			conflict: null,
		});
	});
	it('who leaves and comes back is here since the first check-in, less the time outside', () => {
		const left = [checkIn(1, 900), checkOut(2, 930)];
		expect(foldAttendance(left)).toMatchObject({ status: 'present', since: 900, leftAt: 930, away: 0 });
		const back = [...left, checkIn(3, 940, 'k2')];
		expect(foldAttendance(back)).toMatchObject({ since: 900, leftAt: null, away: 10, conflict: null });
		const gone = [...back, checkOut(4, 980), checkOut(5, 985)];
		expect(foldAttendance(gone)).toMatchObject({ since: 900, leftAt: 980, away: 10, conflict: null });
		expect(foldAttendance([...back, checkIn(6, 945)])).toMatchObject({
			conflict: { kind: 'admitted-twice', entries: [entry(3), entry(6)] },
		});
	});
	it('who is only seen to leave has not been seen to come', () => {
		expect(foldAttendance([checkOut(1, 930)])).toMatchObject({ status: 'absent', since: null, leftAt: null });
		expect(foldAttendance([checkOut(1, 930), checkIn(2, 900)])).toMatchObject({ since: 900, leftAt: 930 });
	});
	it('takes back what an undo names, whenever that arrives, and nothing else', () => {
		expect(foldAttendance([undo(2, 901, 1)])).toMatchObject({ status: 'absent', conflict: null });
		expect(foldAttendance([undo(2, 901, 1), checkIn(1, 900)])).toMatchObject({
			status: 'absent',
			since: null,
		});
		const again = [checkIn(1, 900), undo(2, 901, 1), checkIn(3, 902)];
		expect(foldAttendance(again)).toMatchObject({ status: 'present', since: 902, conflict: null });
		const stayed = [checkIn(1, 900), checkOut(2, 930), undo(3, 931, 2)];
		expect(foldAttendance(stayed)).toMatchObject({ since: 900, leftAt: null });
	});
	it('never depends on the order of arrival, nor on a fact told twice', () => {
		const fact = fc.oneof(
			fc.tuple(fc.nat(5), fc.nat(9), fc.constantFrom('k1', 'k2')).map(([n, at, d]) => checkIn(n, at, d)),
			fc
				.tuple(
					fc.integer({ min: 6, max: 9 }),
					fc.nat(9),
					fc.boolean(),
					fc.uniqueArray(fc.nat(9), { maxLength: 4 }),
				)
				.map(([n, at, present, saw]) => correction(n, at, present, saw)),
			fc.tuple(fc.integer({ min: 10, max: 12 }), fc.nat(9)).map(([n, at]) => checkOut(n, at)),
			fc.tuple(fc.integer({ min: 13, max: 15 }), fc.nat(9), fc.nat(12)).map(([n, at, of]) => undo(n, at, of)),
		);
		const facts = fc.uniqueArray(fact, { selector: (w) => w.entryId, maxLength: 8 });
		const orders = facts.chain((list) =>
			fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
		);
		fc.assert(
			fc.property(orders, ([list, shuffled]) => {
				expect(foldAttendance([...shuffled, ...list])).toEqual(foldAttendance(list));
			}),
			{ numRuns: 2000 },
		);
	});
});
