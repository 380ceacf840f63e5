import { describe, expect, it } from 'vitest';
import { asId, type DeviceId, type OfferingId, type SessionId, type VenueId } from '../base/id.ts';
import { fromBase64Url, toBase64Url } from '../base/bytes.ts';
import { openRoster, rosterLookup, sealRoster, type RosterEntry } from './roster.ts';
import { dayKey, judgeSessionCode, sessionCodePath, stepAt, stepDate, STEP_MS } from './session-code.ts';

describe('sealed roster', () => {
	const venue = asId<VenueId>('venue');
	const secret = new Uint8Array(16).fill(9);
	const entry: RosterEntry = {
		name: '王*明',
		offerings: [asId<OfferingId>('a')],
		barred: false,
		waiting: [],
	};
	const record = sealRoster(entry, secret, venue);

	it('opens with the secret of the pass, at its venue, and in no other way', () => {
		expect(openRoster(record, secret, venue)).toEqual(entry);
		expect(openRoster(record, new Uint8Array(16), venue)).toBeNull();
		expect(openRoster(record, secret, asId<VenueId>('elsewhere'))).toBeNull();
		const bytes = fromBase64Url(record.sealed)!;
		bytes[40]! ^= 1;
		expect(openRoster({ sealed: toBase64Url(bytes) }, secret, venue)).toBeNull();
		expect(openRoster({ sealed: 'A'.repeat(32) }, secret, venue)).toBeNull();
	});
	it('is the same again for the same record, so that nothing has to be sent', () => {
		expect(sealRoster({ ...entry }, secret, venue)).toEqual(record);
	});
	it('tells neither name nor number of classes by its length', () => {
		const offerings = ['a', 'b', 'c'].map((id) => asId<OfferingId>(id));
		expect(sealRoster({ ...entry, name: '欧阳**', offerings }, secret, venue).sealed.length).toBe(
			record.sealed.length,
		);
	});
	it('lies under an id that differs by venue', () => {
		expect(rosterLookup(secret, venue)).toMatch(/^[0-9a-f]{32}$/);
		expect(rosterLookup(secret, venue)).not.toBe(rosterLookup(secret, asId<VenueId>('elsewhere')));
	});
});

describe('session code', () => {
	const root = new Uint8Array(32).fill(5);
	const now = Date.UTC(2026, 10, 20, 10, 0, 3);
	const code = {
		sessionId: asId<SessionId>('a-1'),
		deviceId: asId<DeviceId>('00'.repeat(8)),
		step: stepAt(now),
	};
	const key = dayKey(root, stepDate(code.step));
	const mac = new URL(sessionCodePath(code, key), 'https://hub.example').searchParams.get('c')!;
	const judge = (later: number, tolerance = 0) => judgeSessionCode(code, mac, key, now + later, tolerance);

	it('is good in its own step and the next, and stale from 20 s on', () => {
		expect([0, STEP_MS, 2 * STEP_MS, 25_000, -STEP_MS].map((later) => judge(later))).toEqual([
			'good',
			'good',
			'stale',
			'stale',
			'stale',
		]);
	});
	it('is judged wider where the screen’s clock may be off', () => {
		expect(judge(25_000, 15_000)).toBe('good');
	});
	it('is forged when anything in it changes', () => {
		expect(judgeSessionCode({ ...code, sessionId: asId('b-1') }, mac, key, now, 0)).toBe('forged');
		expect(judgeSessionCode({ ...code, step: code.step + 1 }, mac, key, now, 0)).toBe('forged');
		expect(judgeSessionCode(code, mac, dayKey(root, '2026-11-21'), now, 0)).toBe('forged');
		for (const other of ['', 'x', mac.slice(1), '中文', mac + 'A'])
			expect(judgeSessionCode(code, other, key, now, 0)).toBe('forged');
	});
});
