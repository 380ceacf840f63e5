import { err, ok } from '../base/result.ts';
import type { AccountService } from './account-shapes.ts';
import type { Context } from './context.ts';
import { hashPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password.ts';
import type { InviteRow } from './storage/access-port.ts';
import { tokenHash } from './token.ts';

/** What somebody does who has been given a link for their password. */
export function passwordLinks({
	storage,
	clock,
	random,
}: Context): Pick<AccountService, 'link' | 'resetPassword'> {
	const isGood = (row: InviteRow | null): row is InviteRow =>
		row !== null && row.usedAt === null && row.expiresAt > clock.now();
	return {
		link: (token) =>
			storage.read(async (tx) => {
				const row = await tx.staff.invite(tokenHash(token));
				if (!isGood(row)) return null;
				const account = row.staffId === null ? null : await tx.staff.get(row.staffId);
				return { login: account?.login ?? null };
			}),
		async resetPassword(token, password) {
			if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD)
				return err('weak-password');
			// Before the costly hash, so that only who holds a link can make the hub work.
			const asked = await storage.read((tx) => tx.staff.invite(tokenHash(token)));
			if (!isGood(asked)) return err('bad-link');
			const passwordHash = await hashPassword(password, random);
			return storage.write(null, async (tx) => {
				const row = await tx.staff.invite(tokenHash(token));
				const account = isGood(row) && row.staffId !== null ? await tx.staff.get(row.staffId) : null;
				if (!account || account.offAt !== null) return err('bad-link');
				const { staffId, venueId, login } = account;
				await tx.staff.put({ ...account, passwordHash });
				await tx.staff.putInvite({ ...row!, usedAt: clock.now() });
				await tx.staff.endSessions(staffId);
				const who = `staff:${staffId}`;
				await tx.audit.append({
					...{ at: clock.now(), venueId, actor: who, action: 'password-reset', subject: who, detail: null },
				});
				return ok(login);
			});
		},
	};
}
