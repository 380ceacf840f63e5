import type { Venue } from '../domain/venue.ts';

const MB = 1_000_000;
/** Where a venue says nothing. */
export const PACK_BUDGET_MB = 2000;
/** Of the disk space that a browser gives: never a pack's, so that check-ins always find room. */
const RESERVE_BYTES = 300 * MB;
const RESERVE_SHARE = 0.25;

/** Bytes of the exhibition that a device of this venue may keep. */
export const packBudget = ({ exhibition }: Pick<Venue, 'exhibition'>): number =>
	(exhibition?.packBudgetMb ?? PACK_BUDGET_MB) * MB;

/** Bytes that a pack may still take of what the browser gives; less than none where it should give some back. */
export const roomIn = ({ quota, usage }: { quota: number; usage: number }): number =>
	quota - usage - Math.min(RESERVE_BYTES, quota * RESERVE_SHARE);
