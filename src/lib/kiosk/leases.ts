import type { Catalogue } from '../domain/catalogue.ts';
import type { DeviceSigner } from '../sync/ports.ts';
import type { CacheDatabase } from './cache/database.ts';
import { createHubClient } from './hub-client.ts';
import type { HubClock } from './hub-clock.ts';
import { createLeaseBook, type LeaseBook } from './lease-book.ts';
import { createLeaseExchange, type LeaseExchange } from './lease-exchange.ts';
import type { DexieLedger } from './ledger/dexie-ledger.ts';

/** Somebody stands there and waits for the hub's word. */
const ASKING_MS = 4000;

export interface LeasesDeps {
	readonly cache: CacheDatabase;
	readonly clock: HubClock;
	readonly origin: string;
	readonly catalogue: () => Catalogue | null;
}

/** The seats that this machine may give away, and how it comes by them. */
export function openLeases(
	{ cache, clock, origin, catalogue }: LeasesDeps,
	ledger: DexieLedger,
	signer: DeviceSigner,
): LeaseExchange & { readonly book: LeaseBook } {
	const book = createLeaseBook({ cache, ledger, catalogue });
	const shared = { book, ledger, catalogue, now: () => clock.corrected().now };
	const renewing = createLeaseExchange({ ...shared, hub: createHubClient({ origin, clock }, signer) });
	const patience = ASKING_MS;
	const asking = createLeaseExchange({
		...shared,
		hub: createHubClient({ origin, clock, patience }, signer),
	});
	return { book, renew: renewing.renew, ask: asking.ask };
}
