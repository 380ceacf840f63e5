import { toHex } from '../base/bytes.ts';
import { asId, type StaffId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import { attempts } from './attempts.ts';
import type { Context } from './context.ts';
import type { Role, Staff, StaffService } from './hub.ts';
import { hashPassword, isPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password.ts';
import type { InviteRow, StaffRow } from './storage/access-port.ts';
import type { Tx } from './storage/port.ts';
import { newToken, tokenHash } from './token.ts';

const SESSION_MS = 12 * 3_600_000;
/** A session slides on at most this often. */
const PROLONG_EVERY = 5 * 60_000;
const INVITE_MS = 7 * 86_400_000;
const WINDOW_MS = 15 * 60_000;
const LOGIN = /^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/;

export function staffService(context: Context): StaffService {
	const { clock, random, storage } = context;
	const byLogin = attempts(clock, 5, WINDOW_MS);
	const byAddress = attempts(clock, 30, WINDOW_MS);
	// What an unknown login's password is checked against, so that the answer takes as long. Made when first needed.
	let nobody: Promise<string> | null = null;

	return {
		async signIn(given, password, address) {
			const login = given.trim().toLowerCase();
			if (!byAddress.take(address) || !byLogin.take(login)) return err('too-many');
			const row = await storage.read((tx) => tx.staff.byLogin(login));
			const decoy = await (nobody ??= hashPassword(toHex(random.bytes(16)), random));
			const right = await isPassword(password.slice(0, LONGEST_PASSWORD), row?.passwordHash ?? decoy);
			if (!row || !right) return err('refused');
			if (row.offAt !== null) return err('switched-off');
			byLogin.clear(login);
			const token = await storage.write(null, (tx) => openSession(tx, context, row, 'signed-in'));
			return ok({ token, staff: asStaff(row) });
		},
		async bySession(token) {
			const now = clock.now();
			const hash = tokenHash(token);
			const session = await storage.read((tx) => tx.staff.bySession(hash, now));
			if (!session) return null;
			if (session.expiresAt < now + SESSION_MS - PROLONG_EVERY)
				await storage.write(null, (tx) => tx.staff.prolong(hash, now + SESSION_MS));
			return asStaff(session.staff);
		},
		async signOut(token) {
			await storage.write(null, (tx) => tx.staff.endSession(tokenHash(token)));
		},
		needsOwner: async () => !(await storage.read((tx) => tx.staff.hasOperator())),
		async inviteOwner() {
			const token = newToken(random);
			await storage.write(null, async (tx) => {
				await tx.staff.dropOperatorInvites();
				await tx.staff.putInvite({
					tokenHash: tokenHash(token),
					role: 'operator',
					venueId: null,
					expiresAt: clock.now() + INVITE_MS,
					...{ usedAt: null, meantFor: null, staffId: null },
				});
			});
			return token;
		},
		async acceptInvite(token, account) {
			const login = account.login.trim().toLowerCase();
			const name = account.name.trim();
			if (!LOGIN.test(login) || name.length === 0 || name.length > 60) return err('bad-login');
			const { length } = account.password;
			if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) return err('weak-password');
			// Before the costly hash, so that only who holds a link can make the hub work.
			const invited = await storage.read((tx) => tx.staff.invite(tokenHash(token)));
			if (!isOpen(invited, clock.now())) return err('bad-link');
			const passwordHash = await hashPassword(account.password, random);
			return storage.write(null, (tx) => accept(tx, context, token, { login, name, passwordHash }));
		},
	};
}

/** Does this link make an account now? */
const isOpen = (invite: InviteRow | null, now: number): invite is InviteRow =>
	invite !== null && invite.usedAt === null && invite.expiresAt > now && invite.staffId === null;

const asStaff = ({ staffId, login, name, role, venueId }: StaffRow): Staff => ({
	id: staffId,
	login,
	name,
	role: role as Role,
	venueId,
});

async function openSession(
	tx: Tx,
	{ clock, random }: Context,
	row: StaffRow,
	action: string,
): Promise<string> {
	const token = newToken(random);
	const at = clock.now();
	await tx.staff.openSession(tokenHash(token), row.staffId, at + SESSION_MS);
	const who = `staff:${row.staffId}`;
	await tx.audit.append({ at, venueId: row.venueId, actor: who, action, subject: who, detail: null });
	return token;
}

async function accept(
	tx: Tx,
	context: Context,
	token: string,
	account: { login: string; name: string; passwordHash: string },
): Promise<Result<{ token: string; staff: Staff }, 'bad-link' | 'login-taken'>> {
	const now = context.clock.now();
	const invite = await tx.staff.invite(tokenHash(token));
	// Again, inside the transaction: of two that use one link at once, one wins.
	if (!isOpen(invite, now)) return err('bad-link');
	if (await tx.staff.byLogin(account.login)) return err('login-taken');
	const staffId = asId<StaffId>(toHex(context.random.bytes(8)));
	const { role, venueId } = invite;
	const row: StaffRow = { ...account, staffId, role, venueId, createdAt: now, offAt: null };
	await tx.staff.add(row);
	await tx.staff.putInvite({ ...invite, usedAt: now });
	return ok({ token: await openSession(tx, context, row, 'account-made'), staff: asStaff(row) });
}
