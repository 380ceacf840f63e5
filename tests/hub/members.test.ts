import { describe, expect, it } from 'vitest';
import { asId, type OfferingId, type StaffId, type VenueId } from '../../src/lib/base/id.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import { enrollMembers, member, openWorld, publishVenue, venueId, type World } from './world.ts';

const calligraphy = asId<OfferingId>('calligraphy');
const evening = asId<OfferingId>('evening');
const fields = (more: object = {}) => ({
	...{ name: '陈明', number: 'SF900', phone: '13900001234', union: '纺织厂工会', barred: false, ...more },
});
const manager = (at: VenueId): Staff => ({
	...{ id: asId<StaffId>('aa'.repeat(8)), login: 'm', name: '王敏', role: 'manager', venueId: at },
});
const value = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
	if (!answer.ok) throw new Error(String(answer.error));
	return answer.value;
};
const lines = ({ hub }: World, action: string) =>
	hub.storage.read(async (tx) => (await tx.audit.latest(null, 99)).filter((line) => line.action === action));

describe('members', () => {
	it('are added, found and changed; the audit says what was changed, and not to what', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		const id = value(await hub.members.add(staff, fields(), { venueId, offeringId: calligraphy }));
		expect((await hub.members.search(staff, 'chenm', 9)).map(({ memberId }) => memberId)).toEqual([id]);
		expect((await hub.members.get(staff, id))?.classes).toEqual([{ venueId, offeringId: calligraphy }]);
		value(await hub.members.change(staff, id, fields({ phone: '13900009999', union: '印染厂工会' })));
		const [line] = await lines(world, 'member-changed');
		expect(JSON.parse(line!.detail!)).toEqual({ fields: ['phone', 'union'] });
		expect(await hub.members.add(staff, fields(), null)).toEqual({ ok: false, error: 'taken-number' });
	});
	it.each([
		[{ name: ' ' }, 'bad-name'],
		[{ number: '' }, 'bad-number'],
		[{ phone: 'none' }, 'bad-phone'],
		[{ union: '会'.repeat(61) }, 'bad-union'],
	])('are not added with %j', async (more, error) => {
		const { hub, staff } = await openWorld();
		expect(await hub.members.add(staff, fields(more), null)).toEqual({ ok: false, error });
	});
	it('of another venue are nobody’s business', async () => {
		const { hub, staff } = await openWorld();
		const elsewhere = asId<VenueId>('elsewhere');
		await publishVenue(hub, elsewhere);
		const [ours, theirs] = [manager(venueId), manager(elsewhere)];
		const id = value(await hub.members.add(ours, fields(), { venueId, offeringId: calligraphy }));
		expect(await hub.members.search(theirs, '陈明', 9)).toEqual([]);
		expect(await hub.members.get(theirs, id)).toBeNull();
		expect(await hub.members.export(theirs, id)).toBeNull();
		expect(await hub.members.change(theirs, id, fields({ name: 'x' }))).toEqual({
			...{ ok: false, error: 'no-such-member' },
		});
		expect(await hub.members.search(ours, '陈明', 9)).toHaveLength(1);
		expect(await hub.members.ofUnions(theirs, ['纺织厂工会'], 9)).toEqual([]);
		const other = fields({ number: 'SF901' });
		expect(await hub.members.add(theirs, other, null)).toEqual({ ok: false, error: 'needs-class' });
		const into = { venueId, offeringId: calligraphy };
		expect(await hub.members.add(theirs, other, into)).toEqual({ ok: false, error: 'no-such-class' });
		expect(await hub.members.search(staff, '陈明', 9)).toHaveLength(1);
	});
	it('who were erased are nobody any more: facts stay, passes are dead, names are gone everywhere', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		await enrollMembers(hub, 2);
		const id = member(1);
		await hub.passes.issueMissing(venueId);
		const before = await hub.attendance.checkInByHand(staff, venueId, 'calligraphy-1' as never, id);
		expect(before.ok).toBe(true);
		const records = async () => (await hub.records.changesSince(venueId, 0)).records;
		const rosters = (await records()).filter(({ kind }) => kind === 'roster').length;
		expect(await hub.members.erase(staff, id, ' ')).toEqual({ ok: false, error: 'reason-missing' });
		value(await hub.members.erase(staff, id, '本人要求'));
		expect(await hub.members.get(staff, id)).toBeNull();
		expect((await hub.members.search(staff, '王小明', 9)).map(({ memberId }) => memberId)).toEqual([
			member(2),
		]);
		const after = await records();
		expect(after.filter(({ kind }) => kind === 'roster')).toHaveLength(rosters - 1);
		const [revoked] = after.filter(({ kind }) => kind === 'revocations');
		expect(JSON.stringify(revoked!.body)).toContain(id);
		const facts = await hub.attendance.history(venueId, 'calligraphy-1' as never, id);
		expect(facts.map(({ kind }) => kind)).toEqual(['check-in']);
		expect(await lines(world, 'member-erased')).toMatchObject([{ subject: `member:${id}` }]);
		const told = await hub.storage.read(async (tx) => JSON.stringify(await tx.audit.latest(null, 999)));
		expect(told).not.toContain('王小明');
		expect(told).not.toContain('13800000000');
		// The same person may come again, as somebody new.
		value(await hub.members.add(staff, fields({ number: 'SF1' }), null));
	});
});

describe('unions', () => {
	it('stand below districts; their members go along with a new name, and quotas follow the tree', async () => {
		const { hub, staff } = await openWorld();
		const district = value(await hub.unions.put(staff, { id: null, name: '城北区总工会', parentId: null }));
		const mill = value(await hub.unions.put(staff, { id: null, name: '纺织厂工会', parentId: district }));
		const ids = [];
		for (const n of [1, 2, 3])
			ids.push(value(await hub.members.add(staff, fields({ number: `SF90${n}` }), null)));
		value(await hub.unions.put(staff, { id: mill, name: '纺织集团工会', parentId: district }));
		expect((await hub.unions.tree()).lines.map(({ name, members }) => [name, members])).toEqual([
			['城北区总工会', 3],
			['纺织集团工会', 3],
		]);
		const offering = (await hub.records.catalogue(venueId))!.offerings.get(evening)!;
		const signUp = { cancelUntil: 0, waitingList: 5, quotas: { 城北区总工会: 2 } };
		await hub.records.publish(venueId, [{ kind: 'offering', id: evening, body: { ...offering, signUp } }]);
		const outcomes = [];
		for (const memberId of ids) {
			const order = { venueId, offeringId: evening, memberId, channel: 'phone' as const };
			outcomes.push(value(await hub.signUps.signUp({ ...order, serial: null, by: null })).outcome);
		}
		expect(outcomes).toEqual(['seated', 'seated', 'waiting']);
		// A quota goes by the union's new name, and whoever waits moves up where the union is of another district.
		const quotas = async () => (await hub.records.catalogue(venueId))!.offerings.get(evening)!.signUp!.quotas;
		value(await hub.unions.put(staff, { id: district, name: '城中区总工会', parentId: null }));
		expect(await quotas()).toEqual({ 城中区总工会: 2 });
		const waits = async () => (await hub.signUps.ofOffering(venueId, evening))!.queue;
		expect(await waits()).toHaveLength(1);
		value(await hub.unions.put(staff, { id: mill, name: '纺织集团工会', parentId: null }));
		expect(await waits()).toHaveLength(0);
		value(await hub.unions.put(staff, { id: mill, name: '纺织集团工会', parentId: district }));
		expect(await hub.unions.remove(staff, district)).toEqual({ ok: false, error: 'has-unions-below' });
		value(await hub.unions.remove(staff, mill));
		expect((await hub.unions.tree()).loose).toEqual([{ name: '纺织集团工会', members: 3 }]);
	});
});
