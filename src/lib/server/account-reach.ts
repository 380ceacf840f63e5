import type { VenueId } from '../base/id.ts';
import { mayGrant, type Reach, type Role } from '../domain/roles.ts';
import type { AccountFault } from '../domain/account-fault.ts';
import type { AccountChange } from './account-shapes.ts';
import type { Context } from './context.ts';
import type { InviteRow } from './storage/access-port.ts';
import type { Tx } from './storage/port.ts';
import { tokenHash } from './token.ts';
import type { Staff } from './who.ts';

/** How far an account reaches, and who may say so. */

const LINK_MS = 7 * 86_400_000;
/** Who may look after every venue. */
const EVERYWHERE: readonly Role[] = ['operator', 'auditor'];

export const reachOf = ({ role, venueId }: { role: string; venueId: VenueId | null }): Reach => ({
	role: role as Role,
	venueId,
});

/** Why `by` cannot give an account this reach. */
export async function reachFault(
	tx: Tx,
	by: Staff,
	{ role, venueId }: AccountChange,
): Promise<AccountFault | null> {
	if (!mayGrant(by, { role, venueId })) return 'not-yours';
	if (role === 'operator' && venueId !== null) return 'operator-everywhere';
	if (venueId === null) return EVERYWHERE.includes(role) ? null : 'needs-venue';
	return (await tx.records.venues()).includes(venueId) ? null : 'no-such-venue';
}

/** Keeps a link, good for a week. */
export const putInvite = (
	tx: Tx,
	now: number,
	token: string,
	what: Pick<InviteRow, 'role' | 'venueId' | 'meantFor' | 'staffId'>,
): Promise<void> =>
	tx.staff.putInvite({ ...what, tokenHash: tokenHash(token), expiresAt: now + LINK_MS, usedAt: null });

export const noteAccount = (
	tx: Tx,
	{ clock }: Pick<Context, 'clock'>,
	by: Staff,
	line: { readonly action: string; readonly venueId: VenueId | null; readonly subject: string },
	detail: object,
): Promise<void> =>
	tx.audit.append({ ...line, at: clock.now(), actor: `staff:${by.id}`, detail: JSON.stringify(detail) });
