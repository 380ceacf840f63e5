import { describe, expect, it } from 'vitest';
import { asId, type StaffId, type VenueId } from '../../src/lib/base/id.ts';
import type { Role, Staff } from '../../src/lib/server/hub.ts';
import { openWorld, publishVenue, venueId, type World } from './world.ts';

const PASSWORD = 'correct horse';
const value = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
	if (!answer.ok) throw new Error(String(answer.error));
	return answer.value;
};

/** An account of this reach, made by link. */
async function join({ hub, staff }: World, login: string, role: Role, at: VenueId | null): Promise<Staff> {
	const token = value(await hub.accounts.invite(staff, { name: login, role, venueId: at }));
	return value(await hub.staff.acceptInvite(token, { login, name: login, password: PASSWORD })).staff;
}
const codes = async ({ hub }: World): Promise<string[]> =>
	(await hub.storage.read((tx) => tx.audit.latest(null, 99))).map(({ action }) => action);

describe('accounts', () => {
	it('are made by a link that works once, changed, and told in the audit', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		const desk = await join(world, 'desk', 'desk', venueId);
		expect(desk).toMatchObject({ role: 'desk', venueId });
		expect((await hub.accounts.list(staff)).invites).toEqual([]);
		const to = { name: '小周', role: 'manager', venueId } as const;
		value(await hub.accounts.change(staff, desk.id, to));
		const listed = (await hub.accounts.list(staff)).accounts;
		expect(listed.find(({ id }) => id === desk.id)).toMatchObject({ ...to, sessions: 1, offAt: null });
		expect(await codes(world)).toEqual(expect.arrayContaining(['staff-invited', 'account-changed']));
	});
	it('that are switched off are signed out and stay out, until they are on again', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		const { id } = await join(world, 'desk', 'desk', venueId);
		const { token } = value(await hub.staff.signIn('desk', PASSWORD, 'a'));
		const reset = value(await hub.accounts.resetLink(staff, id));
		value(await hub.accounts.switchOff(staff, id));
		expect(await hub.staff.bySession(token)).toBeNull();
		expect(await hub.staff.signIn('desk', PASSWORD, 'a')).toEqual({ ok: false, error: 'switched-off' });
		expect(await hub.accounts.resetPassword(reset, PASSWORD)).toEqual({ ok: false, error: 'bad-link' });
		value(await hub.accounts.switchOn(staff, id));
		value(await hub.staff.signIn('desk', PASSWORD, 'a'));
	});
	it('are signed out everywhere, by staff and by a new password; its link works once', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		const { id } = await join(world, 'desk', 'desk', venueId);
		const first = value(await hub.staff.signIn('desk', PASSWORD, 'a')).token;
		value(await hub.accounts.signOut(staff, id));
		expect(await hub.staff.bySession(first)).toBeNull();
		const dead = value(await hub.accounts.resetLink(staff, id));
		const link = value(await hub.accounts.resetLink(staff, id));
		expect(await hub.accounts.link(dead)).toBeNull();
		expect(await hub.accounts.link(link)).toEqual({ login: 'desk' });
		const made = { login: 'second', name: 'x', password: PASSWORD };
		expect(await hub.staff.acceptInvite(link, made)).toEqual({ ok: false, error: 'bad-link' });
		const second = value(await hub.staff.signIn('desk', PASSWORD, 'a')).token;
		expect(value(await hub.accounts.resetPassword(link, 'another horse'))).toBe('desk');
		expect(await hub.staff.bySession(second)).toBeNull();
		expect(await hub.accounts.resetPassword(link, PASSWORD)).toEqual({ ok: false, error: 'bad-link' });
		expect(await hub.staff.signIn('desk', PASSWORD, 'b')).toEqual({ ok: false, error: 'refused' });
		value(await hub.staff.signIn('desk', 'another horse', 'b'));
	});
	it('never leave the hub without an operator', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		const off = await hub.accounts.switchOff(staff, staff.id);
		expect(off).toEqual({ ok: false, error: 'last-operator' });
		const other = await join(world, 'other', 'operator', null);
		expect(await hub.accounts.switchOff(staff, staff.id)).toEqual({ ok: false, error: 'yourself' });
		value(await hub.accounts.switchOff(other, staff.id));
		const last = await hub.accounts.change(other, other.id, { name: 'x', role: 'auditor', venueId: null });
		expect(last.ok).toBe(false);
		expect(await hub.staff.needsOwner()).toBe(false);
	});
	it('are given by managers at their own venue only, and never an operator’s', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		const elsewhere = asId<VenueId>('elsewhere');
		await publishVenue(hub, elsewhere);
		const manager = await join(world, 'manager', 'manager', venueId);
		const far = await join(world, 'far', 'desk', elsewhere);
		const refused = async (role: Role, at: VenueId | null) =>
			hub.accounts.invite(manager, { name: '', role, venueId: at });
		for (const [role, at] of [
			['operator', null],
			['operator', venueId],
			['auditor', null],
			['desk', elsewhere],
		] as const)
			expect(await refused(role, at)).toEqual({ ok: false, error: 'not-yours' });
		expect(await hub.accounts.switchOff(manager, far.id)).toEqual({ ok: false, error: 'not-yours' });
		expect(await hub.accounts.resetLink(manager, staff.id)).toEqual({ ok: false, error: 'not-yours' });
		expect((await hub.accounts.list(manager)).accounts.map(({ login }) => login)).toEqual(['manager']);
		value(await hub.accounts.invite(manager, { name: '', role: 'desk', venueId }));
	});
	it.each([
		[{ role: 'operator', venueId }, 'operator-everywhere'],
		[{ role: 'desk', venueId: null }, 'needs-venue'],
		[{ role: 'desk', venueId: asId<VenueId>('nowhere') }, 'no-such-venue'],
	] as const)('do not reach as far as %j', async (to, error) => {
		const { hub, staff } = await openWorld();
		expect(await hub.accounts.invite(staff, { name: '', ...to })).toEqual({ ok: false, error });
		const id = asId<StaffId>('none');
		expect(await hub.accounts.switchOff(staff, id)).toEqual({ ok: false, error: 'no-such-account' });
	});
});
