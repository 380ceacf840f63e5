import type { Catalogue } from '../domain/catalogue.ts';
import { LEASE_DUE_MS, type Lease } from '../domain/lease.ts';
import type { LeaseAnswer, LeaseRequest } from '../sync/leases.ts';
import type { Answer } from '../sync/ports.ts';
import type { PairedClient } from './hub-client.ts';
import type { LeaseBook } from './lease-book.ts';
import type { DexieLedger } from './ledger/dexie-ledger.ts';
import { oneAtATime } from './one-at-a-time.ts';

export interface LeaseExchangeDeps {
	readonly book: LeaseBook;
	readonly ledger: Pick<DexieLedger, 'outbox' | 'status'>;
	readonly hub: Pick<PairedClient, 'lease'>;
	readonly catalogue: () => Catalogue | null;
	/** Corrected time. */
	readonly now: () => number;
}

/** Asks the hub about leases, one request at a time. */
export interface LeaseExchange {
	/** Asks for a lease where one is due; to be called after each exchange with the hub. */
	readonly renew: () => Promise<void>;
	/** Asks about somebody, and goes by the lease that the answer brings. */
	readonly ask: (asks: NonNullable<LeaseRequest['asks']>) => Promise<Answer<LeaseAnswer>>;
}

export function createLeaseExchange(deps: LeaseExchangeDeps): LeaseExchange {
	const inTurn = oneAtATime();
	return {
		renew: () =>
			inTurn(async () => {
				if (!(await isDue(deps))) return;
				const before = (await deps.book.held())?.number;
				await exchange(deps);
				// Says at once that it goes by the new one: then the hub may give away what only the old one held.
				if ((await deps.book.held())?.number !== before) await exchange(deps);
			}),
		ask: (asks) => inTurn(() => exchange(deps, asks)),
	};
}

async function exchange(
	{ book, ledger, hub }: LeaseExchangeDeps,
	asks?: LeaseRequest['asks'],
): Promise<Answer<LeaseAnswer>> {
	const holds = (await book.held())?.number ?? null;
	const written = (await ledger.status()).head.seq;
	const { outboxId } = ledger.outbox();
	const answer = await hub.lease({ outboxId, holds, written, ...(asks ? { asks } : {}) });
	if (answer.ok && answer.value.lease.number !== holds) await book.adopt(holds, answer.value.lease);
	return answer;
}

/** There is none, it has grown old or was used, or it holds seats for which others wait. */
async function isDue({ book, catalogue, now }: LeaseExchangeDeps): Promise<boolean> {
	const lease = await book.held();
	if (!lease || now() >= lease.expiresAt - LEASE_DUE_MS) return true;
	return (await book.isUsed()) || isWanted(lease, catalogue());
}

function isWanted({ seats }: Lease, catalogue: Catalogue | null): boolean {
	for (const { id, offeringId } of catalogue?.sessions.values() ?? [])
		if (seats.has(offeringId) && (catalogue!.tallies.get(id)?.waiting ?? 0) > 0) return true;
	return false;
}
