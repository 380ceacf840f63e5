import { describe, expect, it } from 'vitest';
import { asId, type SessionId } from '../base/id.ts';
import { attendedMs, totalMs, type Attended } from './hours.ts';

const MINUTE = 60_000;
/** A class from minute 0 to minute 90. */
const session = {
	id: asId<SessionId>('a-1'),
	startsAt: 0,
	endsAt: 90 * MINUTE,
	status: 'scheduled' as const,
};
const AFTER = 24 * 60 * MINUTE;
const row = (
	since: number | null,
	leftAt: number | null = null,
	away = 0,
	differs: { status?: 'present' | 'absent' | 'disputed'; session?: Partial<Attended['session']> } = {},
): Attended => ({
	session: { ...session, ...differs.session },
	attendance: {
		status: differs.status ?? 'present',
		since: since === null ? null : since * MINUTE,
		leftAt: leftAt === null ? null : leftAt * MINUTE,
		away: away * MINUTE,
	},
});
const minutes = (attended: Attended, now = AFTER) => attendedMs(attended, now) / MINUTE;

describe('hours', () => {
	it.each<[string, Attended, number]>([
		['on time', row(0), 90],
		['early: the class begins when it begins', row(-20), 90],
		['late', row(15), 75],
		['left early', row(0, 60), 60],
		['left at the end, noted later', row(0, 100), 90],
		['late and left early', row(10, 80), 70],
		['out for a while', row(0, null, 12), 78],
		['out for a while, and left', row(5, 65, 10), 50],
		['out for longer than they were in', row(80, null, 30), 0],
		['left before it began', row(-20, -5), 0],
		['came and left at once', row(30, 30), 0],
		['came as it ended: staff’s word, so all of it', row(90), 90],
		['noted a day later, from paper', row(24 * 60), 90],
		['nobody noted when', row(null), 90],
		['absent', row(null, null, 0, { status: 'absent' }), 0],
		['disputed', row(0, null, 0, { status: 'disputed' }), 0],
		['cancelled', row(0, null, 0, { session: { status: 'cancelled' } }), 0],
		['a visit', row(0, null, 0, { session: { id: asId<SessionId>('visit-2026-11-22') } }), 0],
		['a visit that ended', row(5, 50, 0, { session: { id: asId<SessionId>('visit-2026-11-22') } }), 45],
	])('%s', (_name, attended, expected) => {
		expect(minutes(attended)).toBe(expected);
	});

	it('counts what has been so far', () => {
		expect(minutes(row(10), 40 * MINUTE)).toBe(30);
		expect(minutes(row(-10), -5 * MINUTE)).toBe(0);
	});

	it('adds up', () => {
		expect(totalMs([row(0), row(15), row(null, null, 0, { status: 'absent' })], AFTER)).toBe(165 * MINUTE);
		expect(totalMs([], AFTER)).toBe(0);
	});
});
