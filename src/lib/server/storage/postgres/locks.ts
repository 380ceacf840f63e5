import { createHash } from 'node:crypto';
import type { VenueId } from '../../../base/id.ts';

/** Keys of advisory locks, which PostgreSQL knows by 64-bit numbers: of the hub as a whole, and of each venue. */
const keyOf = (name: string): string =>
	createHash('sha256').update(`gongzhan ${name}`).digest().readBigInt64BE().toString();

const HUB = keyOf('hub');

/** Who holds it is alone everywhere. */
export const HUB_LOCK = `pg_advisory_xact_lock(${HUB})`;

/**
 * A hub that hangs or a machine that is gone must not hold a venue for ever; and whoever waits for one that is held gives up
 * before its asker does.
 */
const LIMITS = `set_config('idle_in_transaction_session_timeout', '30s', true), set_config('lock_timeout', '30s', true)`;

/** A receipt is the hub's last word: no server's or user's default makes a commit less than durable. */
const DURABLE = `set_config('synchronous_commit', CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')
	THEN 'on' ELSE current_setting('synchronous_commit') END, true)`;

/**
 * Begins a write, in one round trip. The locks come before anything is read, and always in this order: the hub's, then the
 * venue's; so nobody waits for somebody who waits for them, and every statement sees what the one before has committed.
 */
export function beginWrite(venueId: VenueId | null): string {
	const locks =
		venueId === null
			? HUB_LOCK
			: `pg_advisory_xact_lock_shared(${HUB}), pg_advisory_xact_lock(${keyOf(`venue ${venueId}`)})`;
	return `BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT ${LIMITS}, ${DURABLE}; SELECT ${locks}`;
}

export const BEGIN_READ = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
