import type { StaffId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import { mayGrant } from '../domain/roles.ts';
import { noteAccount, putInvite, reachFault, reachOf } from './account-reach.ts';
import type { AccountFault } from '../domain/account-fault.ts';
import type { AccountService } from './account-shapes.ts';
import type { Context } from './context.ts';
import type { StaffRow } from './storage/access-port.ts';
import type { Tx } from './storage/port.ts';
import { newToken } from './token.ts';
import type { Staff } from './who.ts';

const LONGEST_NAME = 60;

type Changes = Pick<AccountService, 'change' | 'switchOff' | 'switchOn' | 'signOut' | 'resetLink'>;

/** What is done to an account that is there. */
export function accountChanges(context: Context): Changes {
	const { storage, clock, random } = context;
	/** Work on an account that `by` may look after. */
	const about = <T>(
		by: Staff,
		id: StaffId,
		work: (tx: Tx, row: StaffRow) => Promise<Result<T, AccountFault>>,
	): Promise<Result<T, AccountFault>> =>
		storage.write(null, async (tx) => {
			const row = await tx.staff.get(id);
			if (!row) return err('no-such-account');
			return mayGrant(by, reachOf(row)) ? work(tx, row) : err('not-yours');
		});
	const note = (tx: Tx, by: Staff, { staffId, venueId, name }: StaffRow, action: string, detail = {}) =>
		noteAccount(tx, context, by, { action, venueId, subject: `staff:${staffId}` }, { name, ...detail });
	return {
		change: (by, id, to) =>
			about(by, id, async (tx, row) => {
				const name = to.name.trim();
				if (!name || name.length > LONGEST_NAME) return err('bad-name');
				const { role, venueId } = to;
				if (row.staffId === by.id && (row.role !== role || row.venueId !== venueId)) return err('yourself');
				if (role !== 'operator' && (await isLastOperator(tx, row))) return err('last-operator');
				const fault = await reachFault(tx, by, to);
				if (fault) return err(fault);
				await tx.staff.put({ ...row, name, role, venueId });
				const from = { name: row.name, role: row.role, venueId: row.venueId };
				await note(tx, by, row, 'account-changed', { from, to: { name, role, venueId } });
				return ok(null);
			}),
		switchOff: (by, id) =>
			about(by, id, async (tx, row) => {
				if (await isLastOperator(tx, row)) return err('last-operator');
				if (row.staffId === by.id) return err('yourself');
				await tx.staff.put({ ...row, offAt: row.offAt ?? clock.now() });
				await tx.staff.endSessions(row.staffId);
				await tx.staff.dropResets(row.staffId);
				await note(tx, by, row, 'account-off');
				return ok(null);
			}),
		switchOn: (by, id) =>
			about(by, id, async (tx, row) => {
				await tx.staff.put({ ...row, offAt: null });
				await note(tx, by, row, 'account-on');
				return ok(null);
			}),
		signOut: (by, id) =>
			about(by, id, async (tx, row) => {
				await tx.staff.endSessions(row.staffId);
				await note(tx, by, row, 'account-signed-out');
				return ok(null);
			}),
		resetLink(by, id) {
			const token = newToken(random);
			return about(by, id, async (tx, row) => {
				await tx.staff.dropResets(row.staffId);
				const { role, venueId, staffId, name } = row;
				await putInvite(tx, clock.now(), token, { role, venueId, meantFor: name, staffId });
				await note(tx, by, row, 'password-link-made');
				return ok(token);
			});
		},
	};
}

const isLastOperator = async (tx: Tx, { staffId, role, offAt }: StaffRow): Promise<boolean> =>
	role === 'operator' &&
	offAt === null &&
	!(await tx.staff.all()).some(
		(other) => other.role === 'operator' && other.offAt === null && other.staffId !== staffId,
	);
