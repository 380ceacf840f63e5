import { describe, expect, it } from 'vitest';
import { asId, type EntryId, type MemberId, type SessionId } from '../base/id.ts';
import { secondThought, UNDO_WITHIN, whereabouts, type KnownMove, type Told } from './whereabouts.ts';

const move = (kind: KnownMove['kind'], at: number, undone = false): KnownMove => ({
	kind,
	entryId: asId<EntryId>(`${'0f'.repeat(16)}.${at}`),
	sessionId: asId<SessionId>('a-1'),
	memberId: asId<MemberId>('ab'.repeat(8)),
	at,
	undone,
});
const came = (at: number, undone = false) => move('check-in', at, undone);
const taken = (at: number) => ({ ...came(at), overruled: true });
const left = (at: number, undone = false) => move('check-out', at, undone);

describe('whereabouts', () => {
	const here = (since: number, movedAt = since) => ({ here: true, since, movedAt });
	const away = (since: number, movedAt: number) => ({ here: false, since, movedAt });
	it.each<[string, KnownMove[], Told | null, ReturnType<typeof whereabouts>]>([
		['nobody knows of them', [], null, null],
		['came here', [came(5)], null, here(5)],
		['came here and left', [left(9), came(5)], null, away(5, 9)],
		['left and came back', [came(5), left(9), came(12)], null, here(5, 12)],
		['took it back', [came(5, true)], null, null],
		['took it back and came again', [came(5, true), came(7)], null, here(7)],
		['took their leaving back', [came(5), left(9, true)], null, here(5)],
		['left here, having come elsewhere', [left(9)], null, away(9, 9)],
		['came, and staff took it back', [taken(5)], null, null],
		['came, staff took it back, and came again', [taken(5), came(7)], null, here(7)],
		['came, and staff said of it that they did', [taken(5)], { at: 5 }, here(5)],
		[
			'came and left, and staff took the leaving back',
			[came(5), { ...left(9), overruled: true }],
			{ at: 5 },
			here(5),
		],
		['came elsewhere', [], { at: 4 }, here(4)],
		['left elsewhere', [], { at: 4, leftAt: 8, movedAt: 8 }, away(4, 8)],
		['came back elsewhere', [], { at: 4, movedAt: 10 }, here(4, 10)],
		['came here, left elsewhere later', [came(5)], { at: 5, leftAt: 8, movedAt: 8 }, away(5, 8)],
		['left here, which the hub has not heard', [came(5), left(9)], { at: 5, movedAt: 5 }, away(5, 9)],
		['left here, came back elsewhere', [came(5), left(9)], { at: 5, movedAt: 12 }, here(5, 12)],
		[
			'came back here since it was told that they left',
			[came(12)],
			{ at: 4, leftAt: 8, movedAt: 8 },
			here(4, 12),
		],
		['both know of the earlier one', [came(7)], { at: 4 }, here(4, 7)],
		['taken back here, which the hub has not heard', [came(5, true)], { at: 5 }, null],
		['leaving taken back here, unheard', [left(9, true)], { at: 4, leftAt: 9, movedAt: 9 }, here(4)],
		['taken back here, but in elsewhere since before', [came(5, true)], { at: 4 }, here(4)],
		[
			'taken back here after coming back, unheard',
			[came(5), left(9), came(12, true)],
			{ at: 5, movedAt: 12 },
			away(5, 9),
		],
	])('%s', (_name, own, told, expected) => {
		expect(whereabouts(own, told)).toEqual(expected);
	});
});

describe('who scans again', () => {
	const think = (own: KnownMove[], told: Told | null, now: number, checkOut: 'off' | 'ask' = 'off') =>
		secondThought(own, whereabouts(own, told)!, now, checkOut);
	const now = 1_000_000;
	it('may take it back for a minute, on the device that wrote it', () => {
		const just = came(now - UNDO_WITHIN);
		expect(think([just], null, now)).toEqual({ act: 'undo', undoes: just.entryId });
		expect(think([just], null, now + 1)).toBeNull();
		expect(think([], { at: now - 1 }, now)).toBeNull();
		// The clock was set right meanwhile.
		expect(think([came(now + 5_000)], null, now)).toMatchObject({ act: 'undo' });
		expect(think([came(now + UNDO_WITHIN + 1)], null, now)).toBeNull();
	});
	it('may leave afterwards where the class asks, wherever they came in', () => {
		expect(think([came(now - UNDO_WITHIN - 1)], null, now, 'ask')).toEqual({ act: 'leave' });
		expect(think([], { at: now - UNDO_WITHIN - 1 }, now, 'ask')).toEqual({ act: 'leave' });
		expect(think([], { at: now - 1 }, now, 'ask')).toBeNull();
		expect(think([came(now - 1)], null, now, 'ask')).toMatchObject({ act: 'undo' });
	});
	it('is offered nothing while away', () => {
		expect(think([came(1), left(2)], null, now, 'ask')).toBeNull();
	});
	it('takes back the coming back, not the first coming', () => {
		const back = came(now - 10);
		expect(think([came(1), left(2), back], null, now, 'ask')).toEqual({ act: 'undo', undoes: back.entryId });
	});
});
