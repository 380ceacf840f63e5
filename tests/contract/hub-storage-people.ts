import { describe, expect, it } from 'vitest';
import {
	asId,
	type DeviceId,
	type MemberId,
	type OfferingId,
	type StaffId,
	type VenueId,
} from '../../src/lib/base/id.ts';
import type { DeviceRow } from '../../src/lib/server/storage/access-port.ts';
import type { AuditFilter, HubStorage } from '../../src/lib/server/storage/port.ts';

/** The part of the storage contract about people, machines and staff. */

type Get = () => HubStorage;

const palace = asId<VenueId>('palace');
const station = asId<VenueId>('station');
const memberId = asId<MemberId>('00000000000000a1');
const deviceId = asId<DeviceId>('00000000000000d1');
const offeringId = asId<OfferingId>('calligraphy');
const person = { memberId, name: '王小明', number: 'SF001', phone: null, union: '总工会', barred: false };

export function peopleContract(get: Get): void {
	describe('people', () => {
		it('are found by id, number, part of the name; what is typed is no pattern', async () => {
			await get().write(null, (tx) => tx.people.put(person));
			expect(await get().read((tx) => tx.people.member(memberId))).toEqual(person);
			expect(await get().read((tx) => tx.people.byNumber('SF001'))).toEqual(person);
			for (const [query, found] of [
				['小', 1],
				['SF0', 1],
				['sf0', 1],
				['F001', 0],
				['小明', 1],
				['王 小明', 1],
				['wxm', 1],
				['WangXM', 1],
				['xiaoming', 1],
				['ming', 0],
				['001', 1],
				['1', 0],
				['', 0],
				['%', 0],
				['_', 0],
				["'", 0],
			] as const)
				expect(await get().read((tx) => tx.people.search(query, 5))).toHaveLength(found);
		});
		it('are found by how their names are read, by the ends of their numbers, the closest first', async () => {
			const named = [
				['a1', '单晓明', 'SF100', '13800005678'],
				['a2', '王小', 'SF210', null],
				['a3', '王小明', 'SF305', '13900005678'],
				['a4', '王孝敏', 'SF405', null],
			] as const;
			await get().write(null, async (tx) => {
				for (const [id, name, number, phone] of named)
					await tx.people.put({
						...person,
						memberId: asId<MemberId>(id.padStart(16, '0')),
						name,
						number,
						phone,
					});
				await tx.people.enroll(palace, offeringId, asId<MemberId>('a4'.padStart(16, '0')));
			});
			const found = async (query: string, limit = 9, among?: { venueId: VenueId; offeringId: OfferingId }) =>
				(await get().read((tx) => tx.people.search(query, limit, among))).map(({ memberId: id }) =>
					id.slice(-2),
				);
			expect(await found('sxm')).toEqual(['a1']);
			expect(await found('shan')).toEqual(['a1']);
			expect(await found('dan')).toEqual(['a1']);
			expect(await found('王小')).toEqual(['a2', 'a3']);
			expect(await found('wx')).toEqual(['a2', 'a4', 'a3']);
			expect(await found('wx', 2)).toEqual(['a2', 'a4']);
			expect(await found('5678')).toEqual(['a1', 'a3']);
			expect(await found('678')).toEqual([]);
			expect(await found('13900005678')).toEqual(['a3']);
			expect(await found('05')).toEqual(['a3', 'a4']);
			expect(await found('wx', 9, { venueId: palace, offeringId })).toEqual(['a4']);
			expect(await found('wx', 9, { venueId: station, offeringId })).toEqual([]);
		});
		it('are found under what they are called now, and again after their keys are written anew', async () => {
			await get().write(null, (tx) => tx.people.put(person));
			await get().write(null, (tx) => tx.people.put({ ...person, name: '李大山', number: 'SF009' }));
			const count = async (query: string) => (await get().read((tx) => tx.people.search(query, 9))).length;
			expect([await count('wxm'), await count('lds'), await count('SF001')]).toEqual([0, 1, 0]);
			expect(await get().write(null, (tx) => tx.people.rekey('', 9))).toBe(memberId);
			expect(await get().write(null, (tx) => tx.people.rekey(memberId, 9))).toBeNull();
			expect(await count('lds')).toBe(1);
		});
		it('are enrolled once', async () => {
			await get().write(null, async (tx) => {
				await tx.people.put(person);
				await tx.people.enroll(palace, offeringId, memberId);
				await tx.people.enroll(palace, offeringId, memberId);
			});
			const read = <T>(work: Parameters<HubStorage['read']>[0]) => get().read(work) as Promise<T>;
			expect(await read((tx) => tx.people.enrolledCount(palace, offeringId))).toBe(1);
			expect(await read((tx) => tx.people.enrolled(palace, offeringId))).toEqual([person]);
			expect(await read((tx) => tx.people.offeringsOf(palace, memberId))).toEqual([offeringId]);
			expect(await read((tx) => tx.people.offeringsOf(station, memberId))).toEqual([]);
			expect(await read((tx) => tx.people.venuesOf(memberId))).toEqual([palace]);
			expect(await read((tx) => tx.people.enrolledAnywhere(palace, '', 9))).toEqual([person]);
			expect(await read((tx) => tx.people.enrolledAnywhere(palace, memberId, 9))).toEqual([]);
		});
		it('are known to the kiosks where they are enrolled or wait, and everywhere if they are barred', async () => {
			const waits = asId<MemberId>('00000000000000a2');
			const barred = asId<MemberId>('00000000000000a3');
			const nobody = asId<MemberId>('00000000000000a4');
			await get().write(null, async (tx) => {
				for (const id of [memberId, waits, barred, nobody])
					await tx.people.put({ ...person, memberId: id, number: id, barred: id === barred });
				await tx.people.enroll(palace, offeringId, memberId);
				const signUp = { offeringId, at: 1, entryId: null } as const;
				await tx.seats.putSignUps(palace, [{ ...signUp, memberId: waits, status: 'waiting' }]);
				await tx.seats.putSignUps(palace, [{ ...signUp, memberId: nobody, status: 'withdrawn' }]);
				for (const venueId of [palace, station])
					await tx.records.put(venueId, [{ kind: 'venue', id: venueId, body: '{}' }]);
			});
			const onRoster = (venueId: VenueId, after = '', limit = 9) =>
				get().read(async (tx) =>
					(await tx.people.onRoster(venueId, after, limit)).map((row) => row.memberId),
				);
			expect(await onRoster(palace)).toEqual([memberId, waits, barred]);
			expect(await onRoster(palace, memberId, 1)).toEqual([waits]);
			expect(await onRoster(station)).toEqual([barred]);
			const venuesOf = (id: MemberId) => get().read((tx) => tx.people.rosterVenues(id));
			expect(await venuesOf(memberId)).toEqual([palace]);
			expect(await venuesOf(waits)).toEqual([palace]);
			expect(await venuesOf(barred)).toEqual([palace, station]);
			expect(await venuesOf(nobody)).toEqual([]);
		});
		it('that came as guests are told from members', async () => {
			const guest = { ...person, number: 'guest', guest: true as const };
			await get().write(null, (tx) => tx.people.put(guest));
			expect(await get().read((tx) => tx.people.member(memberId))).toEqual(guest);
			await get().write(null, (tx) => tx.people.put(person));
			expect(await get().read((tx) => tx.people.member(memberId))).toEqual(person);
		});
		it('that came as guests are forgotten after a time, with what they were found by', async () => {
			const guest = (n: number, guestSince: number) => ({
				...{
					memberId: asId<MemberId>(`00000000000000b${n}`),
					name: `赵访客${n}`,
					number: `G-${n}`,
					phone: null,
				},
				...{ union: null, barred: false, guest: true as const, guestSince },
			});
			await get().write(null, async (tx) => {
				for (const one of [guest(1, 10), guest(2, 20), guest(3, 10)]) await tx.people.put(one);
				// Somebody has given this one a code all the same.
				const claim = { codeHash: 'h', memberId: guest(3, 10).memberId, expiresAt: 99, holder: null };
				await tx.claims.put(claim);
				await tx.people.dropGuests(20);
			});
			const { first, found } = await get().read(async (tx) => ({
				first: await tx.people.member(guest(1, 10).memberId),
				found: await tx.people.search('zfk', 9),
			}));
			expect(first).toBeNull();
			expect(found).toEqual([guest(2, 20), guest(3, 10)]);
		});
		it('have phones, the one seen last first, each until its time is over or it is told', async () => {
			const phone = (phoneId: string, seenAt: number) => ({
				...{ phoneId, memberId, tokenHash: `hash ${phoneId}`, name: 'Android' },
				...{ openedAt: 1, seenAt, expiresAt: 100 },
			});
			await get().write(null, async (tx) => {
				await tx.people.put(person);
				for (const [id, seenAt] of [
					['a', 5],
					['b', 7],
					['c', 6],
				] as const)
					await tx.phones.open(phone(id, seenAt));
				await tx.phones.saw('a', 9, 200);
			});
			const ids = async () => (await get().read((tx) => tx.phones.ofMember(memberId))).map((p) => p.phoneId);
			expect(await ids()).toEqual(['a', 'b', 'c']);
			const byToken = (id: string, now: number) => get().read((tx) => tx.phones.byToken(`hash ${id}`, now));
			expect(await byToken('b', 99)).toEqual(phone('b', 7));
			expect(await byToken('b', 100)).toBeNull();
			expect(await byToken('a', 199)).toEqual({ ...phone('a', 9), expiresAt: 200 });
			const other = asId<MemberId>('00000000000000a2');
			await get().write(null, async (tx) => {
				await tx.phones.end(other, 'b');
				await tx.phones.end(memberId, 'c');
			});
			expect(await ids()).toEqual(['a', 'b']);
			await get().write(null, (tx) => tx.phones.sweep(100));
			expect(await ids()).toEqual(['a']);
			await get().write(null, (tx) => tx.phones.endAll(memberId));
			expect(await ids()).toEqual([]);
		});
		it('have one calendar address that is good at a time', async () => {
			await get().write(null, (tx) => tx.people.put(person));
			expect(await get().read((tx) => tx.phones.calendar(memberId))).toBe(0);
			for (const generation of [1, 2]) {
				await get().write(null, (tx) => tx.phones.setCalendar(memberId, generation));
				expect(await get().read((tx) => tx.phones.calendar(memberId))).toBe(generation);
			}
		});
		it('hold passes, of which the latest counts, and which die by revocation', async () => {
			const pass = (serial: number) => ({
				...{ memberId, serial, keyId: 1, secret: 'ab', firstDay: 1, lastDay: 100, issuedAt: 5 },
				revokedAt: null,
			});
			await get().write(null, async (tx) => {
				await tx.people.put(person);
				await tx.passes.issue(pass(1));
				await tx.passes.issue(pass(2));
				await tx.passes.revoke(memberId, 1, 7);
			});
			expect(await get().read((tx) => tx.passes.latest(memberId))).toEqual(pass(2));
			expect(await get().read((tx) => tx.passes.revokedSince(100))).toEqual([
				{ memberId, serial: 1, keyId: 1 },
			]);
			expect(await get().read((tx) => tx.passes.revokedSince(101))).toEqual([]);
			expect(await get().read((tx) => tx.passes.signedWith(1, 100, 9))).toEqual([{ memberId, serial: 2 }]);
			expect(await get().read((tx) => tx.passes.signedWith(2, 100, 9))).toEqual([]);
			expect(await get().read((tx) => tx.passes.countByKey(100))).toEqual(new Map([[1, 1]]));
			expect(await get().read((tx) => tx.passes.countByKey(101))).toEqual(new Map());
		});
	});
}

export function accessContract(get: Get): void {
	describe('access', () => {
		const device: DeviceRow = {
			...{ deviceId, venueId: palace, kind: 'kiosk' as const, name: '1 号机', publicKey: 'K' },
			...{ pairedAt: 1, lastSeenAt: null, revokedAt: null, lostSeq: null },
		};
		it('ends a device’s sessions with time and when told, and says of each whether it is revoked', async () => {
			const by = (hash: string, now: number) => get().read((tx) => tx.devices.bySession(hash, now));
			await get().write(null, async (tx) => {
				await tx.devices.put(device);
				await tx.devices.openSession('token', deviceId, 100);
				await tx.devices.saw(deviceId, 50);
			});
			expect(await by('token', 99)).toEqual({ ...device, lastSeenAt: 50 });
			expect(await by('token', 100)).toBeNull();
			expect(await by('other', 1)).toBeNull();
			await get().write(null, (tx) => tx.devices.put({ ...device, revokedAt: 60, lostSeq: 7 }));
			expect(await by('token', 99)).toMatchObject({ revokedAt: 60, lostSeq: 7 });
			await get().write(null, (tx) => tx.devices.endSessions(deviceId));
			expect(await by('token', 99)).toBeNull();
			expect(await get().read((tx) => tx.devices.byKey(palace, 'K'))).toMatchObject({ revokedAt: 60 });
			expect(await get().read((tx) => tx.devices.byKey(station, 'K'))).toBeNull();
		});
		it('keeps requests for pairing while they wait', async () => {
			const row = {
				pairingId: 'p',
				publicKey: 'K',
				kind: 'lobby',
				code: '012345',
				lost: '{}',
				expiresAt: 100,
			} as const;
			await get().write(null, (tx) => tx.pairings.put({ ...row, deviceId: null, venueId: null }));
			const waiting = { ...row, deviceId: null, venueId: null };
			expect(await get().read((tx) => tx.pairings.waiting(99))).toEqual([waiting]);
			expect(await get().read((tx) => tx.pairings.waiting(100))).toEqual([]);
			await get().write(null, (tx) => tx.pairings.put({ ...row, deviceId, venueId: palace }));
			expect(await get().read((tx) => tx.pairings.waiting(99))).toEqual([]);
			await get().write(null, (tx) => tx.pairings.sweep(100));
			expect(await get().read((tx) => tx.pairings.get('p'))).toBeNull();
		});
		it('keeps staff, their sessions and their invitations', async () => {
			const staffId = asId<StaffId>('00000000000000b1');
			const row = { staffId, login: 'chen', name: '陈', role: 'operator', venueId: null } as const;
			const staff = { ...row, passwordHash: 'hash', createdAt: 1, offAt: null };
			expect(await get().read((tx) => tx.staff.hasOperator())).toBe(false);
			await get().write(null, async (tx) => {
				await tx.staff.add(staff);
				await tx.staff.openSession('token', staffId, 100);
				await tx.staff.putInvite({
					...{ tokenHash: 'i', role: 'operator', venueId: null },
					...{ expiresAt: 9, usedAt: null, meantFor: null, staffId: null },
				});
			});
			expect(await get().read((tx) => tx.staff.hasOperator())).toBe(true);
			expect(await get().read((tx) => tx.staff.byLogin('chen'))).toEqual(staff);
			expect(await get().read((tx) => tx.staff.bySession('token', 99))).toMatchObject({
				staff,
				expiresAt: 100,
			});
			await get().write(null, (tx) => tx.staff.prolong('token', 200));
			expect(await get().read((tx) => tx.staff.bySession('token', 100))).not.toBeNull();
			await get().write(null, (tx) => tx.staff.endSession('token'));
			expect(await get().read((tx) => tx.staff.bySession('token', 100))).toBeNull();
			await get().write(null, (tx) => tx.staff.dropOperatorInvites());
			expect(await get().read((tx) => tx.staff.invite('i'))).toBeNull();
			const pin = { staffId, salt: 'ab', cost: '{}', sealed: 'x', setAt: 5 };
			await get().write(null, (tx) => tx.staff.putPin({ ...pin, setAt: 4 }));
			await get().write(null, (tx) => tx.staff.putPin(pin));
			expect(await get().read((tx) => tx.staff.pins())).toEqual([{ staff, pin }]);
			await get().write(null, (tx) => tx.staff.dropPin(staffId));
			expect(await get().read((tx) => tx.staff.pins())).toEqual([]);
			await expect(get().write(null, (tx) => tx.staff.add(staff))).rejects.toThrow();
		});
		it('erases a person with all rows about them; their passes stay dead', async () => {
			const pass = { memberId, serial: 1, keyId: 7, secret: 'ab', firstDay: 1, lastDay: 9, issuedAt: 1 };
			await get().write(null, async (tx) => {
				await tx.people.put(person);
				await tx.people.enroll(palace, offeringId, memberId);
				await tx.passes.issue({ ...pass, revokedAt: 2 });
				await tx.liveKeys.put({
					...{ memberId, serial: 2, phoneId: 'p', publicKey: 'k', addedAt: 1, lastDay: 5, revokedAt: 2 },
				});
			});
			await get().write(null, (tx) => tx.people.erase(memberId));
			expect(await get().read((tx) => tx.people.member(memberId))).toBeNull();
			expect(await get().read((tx) => tx.people.search('王', 9))).toEqual([]);
			expect(await get().read((tx) => tx.people.enrolledCount(palace, offeringId))).toBe(0);
			expect(await get().read((tx) => tx.passes.revokedSince(9))).toEqual([
				{ memberId, serial: 1, keyId: 7 },
			]);
			expect(await get().read((tx) => tx.liveKeys.revokedSince(5))).toEqual([{ memberId, serial: 2 }]);
			expect(await get().read((tx) => tx.passes.revokedSince(10))).toEqual([]);
			expect(await get().read((tx) => tx.liveKeys.revokedSince(6))).toEqual([]);
		});
		it('keeps the tree of unions, counts who belongs to each, and renames for all', async () => {
			const district = { id: 'd', name: '城北区总工会', parentId: null };
			const mill = { id: 'm', name: '纺织厂工会', parentId: 'd' };
			await get().write(null, async (tx) => {
				await tx.unions.put(mill);
				await tx.unions.put(district);
				await tx.people.put({ ...person, union: mill.name });
			});
			expect(await get().read((tx) => tx.unions.all())).toHaveLength(2);
			await expect(get().write(null, (tx) => tx.unions.put({ ...district, id: 'x' }))).rejects.toThrow();
			await get().write(null, (tx) => tx.unions.rename(mill.name, '毛纺厂工会'));
			expect(await get().read((tx) => tx.unions.members())).toEqual(new Map([['毛纺厂工会', 1]]));
			const found = await get().read((tx) => tx.people.ofUnions(['毛纺厂工会', 'x'], 9));
			expect(found).toMatchObject([{ memberId }]);
			expect(await get().read((tx) => tx.people.ofUnions([], 9))).toEqual([]);
			const ids = [found[0]!.memberId, asId<MemberId>('00000000000000ee')];
			const named = (at: number) => get().read((tx) => tx.unions.named(ids, at));
			expect(await named(5)).toEqual(new Map([[ids[0], '毛纺厂工会']]));
			// As it was then, under the name that the union has now.
			await get().write(null, async (tx) => {
				await tx.unions.left(ids[0]!, null, 10);
				await tx.unions.left(ids[0]!, '铁路', 20);
				await tx.unions.left(ids[0]!, '矿山', 20);
				await tx.unions.rename('铁路', '铁路工会');
			});
			expect(await get().read((tx) => tx.unions.past(ids[0]!))).toEqual([
				{ union: null, until: 10 },
				{ union: '铁路工会', until: 20 },
			]);
			expect(await named(9)).toEqual(new Map());
			expect(await named(10)).toEqual(new Map([[ids[0], '铁路工会']]));
			expect(await named(20)).toEqual(new Map([[ids[0], '毛纺厂工会']]));
			await get().write(null, (tx) => tx.people.erase(ids[0]!));
			expect(await named(10)).toEqual(new Map());
			await get().write(null, (tx) => tx.unions.remove('m'));
			expect(await get().read((tx) => tx.unions.all())).toEqual([district]);
		});
		it('finds lines of the audit by venue, actor, act and time, newest first, page by page', async () => {
			const line = (at: number, more: object) => ({
				...{ at, venueId: palace, actor: 'staff:a', action: 'x', subject: 's', detail: null, ...more },
			});
			const lines = [
				line(1, {}),
				line(2, { venueId: null, actor: 'hub' }),
				line(3, { action: 'y' }),
				line(3, { action: 'z', actor: 'device:d' }),
				line(4, { action: 'y', actor: 'hub' }),
			];
			await get().write(null, async (tx) => {
				for (const one of lines) await tx.audit.append(one);
			});
			const found = async (filter: AuditFilter, limit = 9) =>
				(await get().read((tx) => tx.audit.find(filter, limit))).map(({ place: _, ...row }) =>
					lines.findIndex((one) => JSON.stringify(one) === JSON.stringify(row)),
				);
			expect(await found({})).toEqual([4, 3, 2, 1, 0]);
			expect(await found({ venueId: palace })).toEqual([4, 3, 2, 0]);
			expect(await found({ actor: 'hub' })).toEqual([4, 1]);
			expect(await found({ actions: ['y', 'z'], from: 3, until: 4 })).toEqual([3, 2]);
			expect(await found({ actions: [] })).toEqual([]);
			const [, second] = await get().read((tx) => tx.audit.find({}, 2));
			expect(await found({ before: second! })).toEqual([2, 1, 0]);
			expect(await found({ before: second!, actor: 'staff:a' }, 1)).toEqual([2]);
		});
		it('switches accounts off and on, ends their sessions, and knows open links', async () => {
			const staffId = asId<StaffId>('00000000000000b2');
			const staff = {
				...{ staffId, login: 'lin', name: '林', role: 'operator', venueId: null },
				...{ passwordHash: 'hash', createdAt: 1, offAt: null },
			};
			const invite = { role: 'desk', venueId: palace, usedAt: null, meantFor: '小周', staffId: null };
			const later = { ...invite, tokenHash: 'a', expiresAt: 30 };
			const reset = { ...invite, tokenHash: 'b', expiresAt: 20, staffId };
			await get().write(null, async (tx) => {
				await tx.staff.add(staff);
				for (const token of ['one', 'two']) await tx.staff.openSession(token, staffId, 100);
				for (const row of [later, reset, { ...later, tokenHash: 'c', expiresAt: 5 }])
					await tx.staff.putInvite(row);
				await tx.staff.putPin({ staffId, salt: 'ab', cost: '{}', sealed: 'x', setAt: 4 });
			});
			expect(await get().read((tx) => tx.staff.sessions(99))).toEqual(new Map([[staffId, 2]]));
			expect(await get().read((tx) => tx.staff.invites(10))).toEqual([reset, later]);
			const off = { ...staff, name: '林林', role: 'desk', venueId: palace, offAt: 7 };
			await get().write(null, (tx) => tx.staff.put({ ...off, login: 'other' }));
			expect(await get().read((tx) => tx.staff.all())).toEqual([off]);
			expect(await get().read((tx) => tx.staff.bySession('one', 50))).toBeNull();
			expect(await get().read((tx) => tx.staff.pins())).toEqual([]);
			await get().write(null, (tx) => tx.staff.put({ ...staff, offAt: 7 }));
			expect(await get().read((tx) => tx.staff.hasOperator())).toBe(false);
			await get().write(null, async (tx) => {
				await tx.staff.put(staff);
				await tx.staff.endSessions(staffId);
				await tx.staff.dropResets(staffId);
				await tx.staff.dropOperatorInvites();
			});
			expect(await get().read((tx) => tx.staff.sessions(99))).toEqual(new Map());
			expect(await get().read((tx) => tx.staff.invites(10))).toEqual([later]);
			await get().write(null, (tx) => tx.staff.dropInvite('a'));
			expect(await get().read((tx) => tx.staff.invites(0))).toMatchObject([{ tokenHash: 'c' }]);
		});
	});
}
