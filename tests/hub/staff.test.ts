import { describe, expect, it } from 'vitest';
import { MINUTE, HOUR, openWorld } from './world.ts';

const PASSWORD = 'correct horse';

describe('staff', () => {
	it('sign in with the right password only, whatever the case of the login', async () => {
		const { hub, staff } = await openWorld();
		const right = await hub.staff.signIn(' Owner', PASSWORD, 'a');
		expect(right).toMatchObject({ ok: true, value: { staff } });
		expect(await hub.staff.signIn('owner', `${PASSWORD} `, 'a')).toEqual({ ok: false, error: 'refused' });
		expect(await hub.staff.signIn('nobody', PASSWORD, 'a')).toEqual({ ok: false, error: 'refused' });
		expect(await hub.staff.signIn('owner', 'x'.repeat(100_000), 'a')).toEqual({
			ok: false,
			error: 'refused',
		});
	});
	it('may try a login five times in a quarter of an hour, all at once or not', async () => {
		const { hub, clock } = await openWorld();
		const tries = await Promise.all(
			Array.from({ length: 7 }, (_, n) => hub.staff.signIn('owner', `wrong ${n}`, `address ${n}`)),
		);
		expect(tries.filter((answer) => !answer.ok && answer.error === 'too-many')).toHaveLength(2);
		expect(await hub.staff.signIn('owner', PASSWORD, 'z')).toEqual({ ok: false, error: 'too-many' });
		clock.at += 15 * MINUTE;
		expect(await hub.staff.signIn('owner', PASSWORD, 'z')).toMatchObject({ ok: true });
	});
	it('may try from one address thirty times, whatever the logins', async () => {
		const { hub } = await openWorld();
		for (let n = 0; n < 30; n++) await hub.staff.signIn(`guess-${n}`, 'wrong password', 'one');
		expect(await hub.staff.signIn('owner', PASSWORD, 'one')).toEqual({ ok: false, error: 'too-many' });
		expect(await hub.staff.signIn('owner', PASSWORD, 'two')).toMatchObject({ ok: true });
	});
	it('stay signed in while they work, and no longer', async () => {
		const { hub, clock } = await openWorld();
		const signed = await hub.staff.signIn('owner', PASSWORD, 'a');
		if (!signed.ok) throw new Error(signed.error);
		for (let hours = 0; hours < 24; hours += 11) {
			clock.at += 11 * HOUR;
			expect(await hub.staff.bySession(signed.value.token)).not.toBeNull();
		}
		clock.at += 12 * HOUR;
		expect(await hub.staff.bySession(signed.value.token)).toBeNull();
	});
	it('sign out for good', async () => {
		const { hub } = await openWorld();
		const signed = await hub.staff.signIn('owner', PASSWORD, 'a');
		if (!signed.ok) throw new Error(signed.error);
		await hub.staff.signOut(signed.value.token);
		expect(await hub.staff.bySession(signed.value.token)).toBeNull();
	});
	it('are invited by a link that works once, for a week, and only the newest', async () => {
		const { hub, clock } = await openWorld();
		expect(await hub.staff.needsOwner()).toBe(false);
		const [older, newer] = [await hub.staff.inviteOwner(), await hub.staff.inviteOwner()];
		const account = { login: 'second', name: '李', password: 'long enough' };
		const accept = (token: string, changes = {}) => hub.staff.acceptInvite(token, { ...account, ...changes });
		expect(await accept(older)).toEqual({ ok: false, error: 'bad-link' });
		expect(await accept(newer, { password: 'too short' })).toEqual({ ok: false, error: 'weak-password' });
		expect(await accept(newer, { login: '<b>' })).toEqual({ ok: false, error: 'bad-login' });
		expect(await accept(newer, { login: 'OWNER' })).toEqual({ ok: false, error: 'login-taken' });
		const both = await Promise.all([accept(newer), accept(newer, { login: 'third' })]);
		expect(both.filter((answer) => answer.ok)).toHaveLength(1);
		const late = await hub.staff.inviteOwner();
		clock.at += 7 * 24 * HOUR;
		expect(await accept(late, { login: 'fourth' })).toEqual({ ok: false, error: 'bad-link' });
	});
});
