import type { MemberId } from '../base/id.ts';
import type { PassRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

/** UTC's day as days since 1970-01-01; a venue's local day is at most one away. */
export const utcDay = (now: number): number => Math.floor(now / 86_400_000);

/** The member's pass that works, or null where there is none, it is revoked, or its days are over. */
export async function currentPass(tx: Tx, memberId: MemberId, now: number): Promise<PassRow | null> {
	const pass = await tx.passes.latest(memberId);
	return pass && pass.revokedAt === null && pass.lastDay >= utcDay(now) ? pass : null;
}
