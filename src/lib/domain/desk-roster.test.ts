import { describe, expect, it } from 'vitest';
import {
	asId,
	type DeviceId,
	type MemberId,
	type OfferingId,
	type SessionId,
	type StaffId,
	type VenueId,
} from '../base/id.ts';
import type { Witnessed } from './attendance.ts';
import { isGoodPin, MOST_WRONG, waitAfter } from './desk-pin.ts';
import { deskLines, found, isMissing, isPresent, matches, type DeskRoster } from './desk-roster.ts';
import { lockKey, openDeskRoster, sealDeskRoster, unlockKey, type DeskPlace } from './desk-roster-seal.ts';
import type { PresenceFact } from './fact.ts';

const member = (n: number): MemberId => asId<MemberId>(n.toString(16).padStart(16, '0'));
const id = (n: number) => `${'ab'.repeat(16)}.${n}` as Witnessed['entryId'];
const deviceId = asId<DeviceId>('00000000000000d1');
const staffId = asId<StaffId>('00000000000000e1');
const place: DeskPlace = { venueId: asId<VenueId>('palace'), deviceId };
const session = { id: asId<SessionId>('s1'), offeringId: asId<OfferingId>('calligraphy') };
const bytes = (fill: number, length = 32) => new Uint8Array(length).fill(fill);

const person = (n: number, name: string, initials: string, offerings: string[] = ['calligraphy']) => ({
	...{ memberId: member(n), name, number: `SF00${n}`, barred: false },
	keys: [name, initials, `sf00${n}`, `<${n}00`],
	offerings: offerings.map((offering) => asId<OfferingId>(offering)),
});
const about = { sessionId: session.id, staffId, channel: 'desk' } as const;
const seen = (n: number, fact: PresenceFact): Witnessed => ({ entryId: id(n), deviceId, at: 1000 * n, fact });
const came = (n: number, who: MemberId): Witnessed =>
	seen(n, { ...about, kind: 'check-in', memberId: who, serial: null, flags: [] });

const roster: DeskRoster = {
	...{ venueId: place.venueId, at: 5, staff: [{ id: staffId, name: '张主任' }], facts: [came(1, member(2))] },
	people: [person(2, '欧阳小明', 'oyxm'), person(1, '王小明', 'wxm'), person(3, '李四', 'ls', ['evening'])],
};

describe('a sealed desk roster', () => {
	const sealed = sealDeskRoster(roster, bytes(1), bytes(2, 24), place);
	it('opens with its key, in its place', () => {
		expect(openDeskRoster(sealed, bytes(1), place)).toEqual(roster);
	});
	it('stays shut for another key, venue or tablet, and where a letter was changed', () => {
		expect(openDeskRoster(sealed, bytes(3), place)).toBeNull();
		const elsewhere = { ...place, venueId: asId<VenueId>('station') };
		expect(openDeskRoster(sealed, bytes(1), elsewhere)).toBeNull();
		const other = { ...place, deviceId: asId<DeviceId>('00000000000000d2') };
		expect(openDeskRoster(sealed, bytes(1), other)).toBeNull();
		for (const at of [0, 40, sealed.length - 2]) {
			const letter = sealed[at] === 'A' ? 'B' : 'A';
			expect(openDeskRoster(sealed.slice(0, at) + letter + sealed.slice(at + 1), bytes(1), place)).toBeNull();
		}
		expect(openDeskRoster('', bytes(1), place)).toBeNull();
		expect(openDeskRoster('no base64', bytes(1), place)).toBeNull();
	});
	it('holds no name that could be read', () => {
		expect(Buffer.from(sealed, 'base64url').includes(Buffer.from('王小明'))).toBe(false);
	});
});

describe('the lock of its key', () => {
	const parts = { stretched: bytes(7), agreed: bytes(8), staffId };
	const locked = lockKey(bytes(1), parts, bytes(9, 24), place);
	it('opens by the right PIN on the right tablet for the right person, and in no other way', () => {
		expect(unlockKey(locked, parts, place)).toEqual(bytes(1));
		expect(unlockKey(locked, { ...parts, stretched: bytes(6) }, place)).toBeNull();
		expect(unlockKey(locked, { ...parts, agreed: bytes(6) }, place)).toBeNull();
		expect(unlockKey(locked, { ...parts, staffId: asId('00000000000000e2') }, place)).toBeNull();
		expect(unlockKey(locked, parts, { ...place, deviceId: asId('00000000000000d2') })).toBeNull();
		expect(unlockKey(locked.slice(0, -4) + 'AAAA', parts, place)).toBeNull();
	});
});

describe('PINs', () => {
	it('are six to twelve digits and nothing that everybody tries', () => {
		for (const pin of ['482915', '19730518', '100200']) expect(isGoodPin(pin), pin).toBe(true);
		for (const pin of [
			'48291',
			'4829150000000',
			'48291a',
			'111111',
			'123456',
			'654321',
			'890123',
			'121212',
			'123123',
		])
			expect(isGoodPin(pin), pin).toBe(false);
	});
	it('that are wrong make the next try wait, longer each time', () => {
		expect([0, 1, 2].map(waitAfter)).toEqual([0, 0, 0]);
		expect([3, 4, 9].map(waitAfter)).toEqual([5000, 10_000, 320_000]);
		expect(waitAfter(1000)).toBe(waitAfter(MOST_WRONG));
	});
});

describe('the lines of a session', () => {
	it('are who is enrolled and who came, what the hub and this tablet know put together once', () => {
		const lines = deskLines(roster, [came(1, member(2)), came(2, member(3))], session);
		expect(lines.map((line) => [line.person?.name, line.enrolled, isPresent(line), isMissing(line)])).toEqual(
			[
				['王小明', true, false, true],
				['欧阳小明', true, true, false],
				['李四', false, true, false],
			],
		);
		expect(lines[1]!.attendance?.conflict).toBeNull();
		expect(lines[1]!.standing.map(({ entryId }) => entryId)).toEqual([id(1)]);
	});
	it('end with guests, and an undo takes somebody out again', () => {
		const undo = seen(3, { ...about, kind: 'undo', memberId: member(2), undoes: id(1) });
		const lines = deskLines(roster, [came(4, member(77)), undo], session);
		expect(lines.map((line) => [line.person?.name ?? null, isPresent(line)])).toEqual([
			['王小明', false],
			['欧阳小明', false],
			[null, true],
		]);
	});
	it('leave out what happened at another session', () => {
		const other = { id: asId<SessionId>('s2'), offeringId: asId<OfferingId>('evening') };
		expect(deskLines(roster, [], other).map((line) => [line.person?.name, isPresent(line)])).toEqual([
			['李四', false],
		]);
	});
	it('that were asked for begin with family names, and with whose class is open', () => {
		const person = (name: string, keys: string[], offering: string) => ({
			...{ memberId: member(keys.length), name, number: name, barred: false, keys },
			offerings: [asId<OfferingId>(offering)],
		});
		const people = [
			person('文静', ['文静', 'wenjing', 'wenj', 'wjing', 'wj'], 'tomorrow'),
			person('王文武', ['王文武', '文武', 'wangwenwu', 'wangww', 'wwenwu', 'www', 'wenwu', 'ww'], 'open'),
			person('文明', ['文明', 'wenming', 'wenm', 'wming', 'wm'], 'open'),
			person('文华', ['文华', 'wenhua', 'wenh', 'whua', 'wh'], 'due'),
		];
		const sets = {
			open: new Set([asId<OfferingId>('open')]),
			due: new Set(['open', 'due'].map(asId<OfferingId>)),
		};
		const names = (typed: string) => found(people, typed, sets).map(({ name }) => name);
		for (const typed of ['wen', '文']) expect(names(typed)).toEqual(['文明', '文华', '文静', '王文武']);
		expect(names('w')).toEqual(['王文武', '文明', '文华', '文静']);
		expect(names('ww')).toEqual(['王文武']);
		expect(names(' ')).toEqual([]);
	});
	it('are found by name, initials and number', () => {
		const find = (typed: string) =>
			roster.people.filter((one) => matches(one, typed)).map(({ name }) => name);
		expect(find('王小')).toEqual(['王小明']);
		expect(find('WX')).toEqual(['王小明']);
		expect(find('xm')).toEqual([]);
		expect(find(' oy ')).toEqual(['欧阳小明']);
		expect(find('03')).toEqual(['李四']);
		expect(find('')).toHaveLength(3);
	});
});
