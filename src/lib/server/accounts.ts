import type { VenueId } from '../base/id.ts';
import { err, ok } from '../base/result.ts';
import { mayGrant, type Role } from '../domain/roles.ts';
import { accountChanges } from './account-changes.ts';
import { noteAccount, putInvite, reachFault, reachOf } from './account-reach.ts';
import type { AccountService, OpenInvite } from './account-shapes.ts';
import type { Context } from './context.ts';
import { passwordLinks } from './password-links.ts';
import type { InviteRow } from './storage/access-port.ts';
import { newToken } from './token.ts';

export function accountService(context: Context): AccountService {
	const { storage, clock, random } = context;
	return {
		list: (by) =>
			storage.read(async (tx) => {
				const now = clock.now();
				const sessions = await tx.staff.sessions(now);
				const seen = ({ venueId }: { venueId: VenueId | null }) =>
					by.venueId === null || by.venueId === venueId;
				return {
					accounts: (await tx.staff.all()).filter(seen).map((row) => ({
						...{ id: row.staffId, login: row.login, name: row.name, role: row.role as Role },
						...{ venueId: row.venueId, createdAt: row.createdAt, offAt: row.offAt },
						sessions: sessions.get(row.staffId) ?? 0,
					})),
					invites: (await tx.staff.invites(now)).filter(seen).map(asInvite),
				};
			}),
		async invite(by, to) {
			const token = newToken(random);
			return storage.write(null, async (tx) => {
				const fault = await reachFault(tx, by, to);
				if (fault) return err(fault);
				const { role, venueId } = to;
				const name = to.name.trim();
				const meantFor = name === '' ? null : name;
				await putInvite(tx, clock.now(), token, { role, venueId, meantFor, staffId: null });
				const line = { action: 'staff-invited', venueId, subject: 'invite' };
				await noteAccount(tx, context, by, line, { role, venueId, name });
				return ok(token);
			});
		},
		dropInvite: (by, id) =>
			storage.write(null, async (tx) => {
				const row = await tx.staff.invite(id);
				if (!row || row.usedAt !== null) return err('no-such-account');
				if (!mayGrant(by, reachOf(row))) return err('not-yours');
				await tx.staff.dropInvite(id);
				const { role, venueId, meantFor } = row;
				const line = { action: 'invite-withdrawn', venueId, subject: 'invite' };
				await noteAccount(tx, context, by, line, { role, venueId, name: meantFor ?? '' });
				return ok(null);
			}),
		...accountChanges(context),
		...passwordLinks(context),
	};
}

const asInvite = ({ tokenHash: id, role, venueId, meantFor, staffId, expiresAt }: InviteRow): OpenInvite => ({
	...{ id, role: role as Role, venueId, meantFor, resets: staffId, expiresAt },
});
