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
import { foldAttendance } from './attendance.ts';
import { explainDoubt, type Account } from './doubt.ts';

const person = { sessionId: asId<SessionId>('s'), memberId: asId<MemberId>('00'.repeat(8)) };
const staff = asId<StaffId>('11'.repeat(8));
const entry = (n: number) => asId<EntryId>(`${'ab'.repeat(16)}.${n}`);
const MINUTE = 60_000;

/** Minutes throughout. */
interface Way {
	readonly device?: string;
	readonly received?: number;
	readonly uncertainty?: number;
	readonly flags?: readonly string[];
	readonly by?: StaffId;
}

const made = (n: number, at: number, { device = 'k1', received = at, uncertainty = 0, flags = [] }: Way) => ({
	entryId: entry(n),
	deviceId: asId<DeviceId>(device),
	...{ at: at * MINUTE, receivedAt: received * MINUTE, uncertainty: uncertainty * MINUTE, flags },
});
const checkIn = (n: number, at: number, way: Way = {}): Account => ({
	...made(n, at, way),
	fact: {
		...{ kind: 'check-in', ...person, serial: 1, channel: 'camera', flags: [], staffId: way.by ?? null },
	},
});
const correction = (n: number, at: number, present: boolean, saw: number[]): Account => ({
	...made(n, at, { device: 'hub' }),
	fact: { kind: 'correction', ...person, present, saw: saw.map(entry), reason: '点名', staffId: staff },
});

describe('a doubt is told', () => {
	it('not at all where nothing is in doubt', () => {
		expect(explainDoubt([])).toBeNull();
		expect(explainDoubt([checkIn(1, 902, { received: 999 })])).toBeNull();
		expect(explainDoubt([checkIn(1, 902), checkIn(2, 905), correction(3, 950, true, [1, 2])])).toBeNull();
	});
	it('as two kiosks, both offline, the first of which counts', () => {
		const doubt = explainDoubt([
			checkIn(2, 905, { device: 'k5', received: 960 }),
			checkIn(1, 902, { device: 'k2', received: 970 }),
		]);
		expect(doubt).toMatchObject({ kind: 'twice-at-two', orderUnsure: false });
		expect(doubt!.scenes.map(({ deviceId, caveats }) => [deviceId, caveats])).toEqual([
			['k2', ['offline']],
			['k5', ['offline']],
		]);
		expect(doubt!.outcome).toMatchObject({ status: 'present', since: 902 * MINUTE });
	});
	it('as the same kiosk twice, as staff beside a kiosk', () => {
		expect(explainDoubt([checkIn(1, 902), checkIn(2, 905)])?.kind).toBe('twice-at-one');
		const beside = [checkIn(1, 902, { device: 'hub' }), checkIn(2, 905, { device: 'hub', by: staff })];
		expect(explainDoubt(beside)?.kind).toBe('twice-at-two');
	});
	it('of the check-ins in doubt alone, where somebody left and came back', () => {
		const left = (n: number, minute: number): Account => ({
			...made(n, minute, { uncertainty: 9 }),
			fact: { kind: 'check-out', ...person, serial: 1, channel: 'camera', staffId: null },
		});
		// In at k1 by a doubtful clock, out; back at k2, and there again: only the last two say the same.
		const doubt = explainDoubt([
			checkIn(1, 900, { device: 'k1', uncertainty: 9 }),
			left(2, 905),
			checkIn(3, 910, { device: 'k2' }),
			checkIn(4, 915, { device: 'k2' }),
		]);
		expect(doubt).toMatchObject({ kind: 'twice-at-one', orderUnsure: false });
		expect(doubt!.scenes).toHaveLength(4);
		expect(explainDoubt([checkIn(1, 900), left(2, 905), checkIn(3, 910)])).toBeNull();
	});
	it('as a check-in that was late, or as one made after the word of staff', () => {
		const late = explainDoubt([correction(2, 930, false, []), checkIn(1, 902, { received: 960 })]);
		expect(late).toMatchObject({ kind: 'arrived-late', outcome: { status: 'disputed' } });
		expect(explainDoubt([correction(2, 930, false, []), checkIn(1, 940)])?.kind).toBe('came-after');
	});
	it('as two corrections, with the check-in that both had seen', () => {
		const doubt = explainDoubt([
			checkIn(1, 902),
			correction(2, 930, false, [1]),
			correction(3, 931, true, [1]),
		]);
		expect(doubt?.kind).toBe('corrections-disagree');
		expect(doubt!.scenes.map((scene) => [scene.present, scene.stands])).toEqual([
			[true, false],
			[false, true],
			[true, true],
		]);
	});
	it('with what makes a fact uncertain', () => {
		const caveatsOf = (way: Way) =>
			explainDoubt([checkIn(1, 900, way), checkIn(2, 950, { device: 'k9' })])!.scenes[0]!.caveats;
		expect(caveatsOf({ received: 902 })).toEqual([]);
		expect(caveatsOf({ received: 903 })).toEqual(['offline']);
		// A kiosk whose clock may be that wrong was perhaps not offline at all.
		expect(caveatsOf({ received: 903, uncertainty: 5 })).toEqual(['clock-uncertain']);
		expect(caveatsOf({ flags: ['time-unknown'] })).toEqual(['clock-uncertain']);
		expect(caveatsOf({ flags: ['device-revoked', 'clock-skewed'] })).toEqual([
			'clock-skewed',
			'device-revoked',
		]);
		expect(caveatsOf({ received: 990, by: staff })).toEqual([]);
	});
	it('without claiming an order that the clocks do not bear out', () => {
		const unsure = (uncertainty: number) =>
			explainDoubt([checkIn(1, 902, { uncertainty }), checkIn(2, 905, { uncertainty, device: 'k2' })])!
				.orderUnsure;
		expect([unsure(1), unsure(2)]).toEqual([false, true]);
	});
});

describe('for any facts', () => {
	const saw = fc.uniqueArray(fc.nat(9), { maxLength: 4 });
	const way = fc.record({
		device: fc.constantFrom('k1', 'k2', 'k3'),
		received: fc.integer({ min: 900, max: 999 }),
		uncertainty: fc.nat(9),
		flags: fc.subarray(['clock-skewed', 'device-revoked', 'late']),
	});
	const account = fc.oneof(
		fc.tuple(fc.nat(5), fc.integer({ min: 900, max: 909 }), way).map((made) => checkIn(...made)),
		fc
			.tuple(fc.integer({ min: 6, max: 9 }), fc.integer({ min: 900, max: 909 }), fc.boolean(), saw)
			.map((made) => correction(...made)),
	);
	const accounts = fc.uniqueArray(account, { selector: (one) => one.entryId, maxLength: 8 });

	it('the story is the same in whatever order they came, and told twice', () => {
		const orders = accounts.chain((list) =>
			fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
		);
		fc.assert(
			fc.property(orders, ([list, shuffled]) => {
				expect(explainDoubt([...shuffled, ...list])).toEqual(explainDoubt(list));
			}),
			{ numRuns: 1000 },
		);
	});
	it('there is a story where there is a conflict, and it holds every fact in conflict as one that stands', () => {
		fc.assert(
			fc.property(accounts, (list) => {
				const folded = foldAttendance(list);
				const doubt = explainDoubt(list);
				expect(doubt?.outcome.conflict ?? null).toEqual(folded.conflict);
				const standing = new Set(doubt?.scenes.flatMap((s) => (s.stands ? [s.entryId] : [])));
				expect((folded.conflict?.entries ?? []).filter((id) => !standing.has(id))).toEqual([]);
				expect(doubt?.scenes.length ?? list.length).toBe(list.length);
			}),
			{ numRuns: 1000 },
		);
	});
	it('a correction that has seen every fact leaves no doubt', () => {
		fc.assert(
			fc.property(accounts, fc.boolean(), (list, present) => {
				const all = Array.from({ length: 10 }, (_, n) => n);
				expect(explainDoubt([...list, correction(10, 920, present, all)])).toBeNull();
			}),
			{ numRuns: 500 },
		);
	});
});
