import type { OfferingId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { leasedSeats, type Lease } from '../domain/lease.ts';
import type { Entry } from '../sync/entry.ts';
import type { LeaseAnswer } from '../sync/leases.ts';
import { readMeta, type CacheDatabase } from './cache/database.ts';
import type { DexieLedger } from './ledger/dexie-ledger.ts';

/** Seats that this machine holds. What is left of them is counted from its own entries: a crash forgets nothing [S19]. */
export interface LeaseBook {
	/** Seats of an offering that may be given away now. */
	readonly leased: (offeringId: OfferingId, now: number, uncertainty: number) => Promise<number>;
	/** The lease that this machine goes by, over or not; null where it has none. */
	readonly held: () => Promise<Lease | null>;
	/** Has any of it been given away? */
	readonly isUsed: () => Promise<boolean>;
	/** Goes by this one, unless it has come to go by another since it asked. */
	readonly adopt: (asked: number | null, lease: LeaseAnswer['lease']) => Promise<boolean>;
	/** Something was written, or leased, since it was last looked at. */
	readonly forget: () => void;
}

export interface LeaseBookDeps {
	readonly cache: CacheDatabase;
	readonly ledger: Pick<DexieLedger, 'outbox' | 'after'>;
	readonly catalogue: () => Catalogue | null;
}

interface Page {
	readonly lease: Lease | null;
	readonly used: ReadonlyMap<OfferingId, number>;
	/** Number of the last entry that is counted in `used`; null where the catalogue was not there to tell whose seats they were. */
	readonly to: number | null;
}

export function createLeaseBook({ cache, ledger, catalogue }: LeaseBookDeps): LeaseBook {
	let page: Promise<Page> | null = null;
	let isStale = false;
	const held = async (): Promise<Lease | null> => {
		const row = await readMeta(cache, 'lease');
		return row?.outboxId === ledger.outbox().outboxId ? leaseOf(row.lease) : null;
	};
	/** Goes on counting where it stopped: a kiosk that is cut off for days writes thousands of entries under one lease. */
	async function read(before: Page | null): Promise<Page> {
		const lease = await held();
		if (!lease) return { lease, used: new Map(), to: null };
		const goesOn = before !== null && before.to !== null && before.lease?.number === lease.number;
		const [counted, from] = goesOn ? [before.used, before.to] : [new Map<OfferingId, number>(), lease.from];
		const since = await ledger.after(from);
		const known = catalogue();
		return { lease, used: usedBy(since, known, counted), to: known && (since.at(-1)?.seq ?? from) };
	}
	const current = (): Promise<Page> => {
		if (page && !isStale) return page;
		isStale = false;
		const reading = (page ?? Promise.resolve(null)).then(read);
		page = reading;
		// What could not be read is read again.
		reading.catch(() => page === reading && (page = null));
		return reading;
	};
	return {
		held,
		async leased(offeringId, now, uncertainty) {
			const { lease, used } = await current();
			return leasedSeats(lease, offeringId, used.get(offeringId) ?? 0, now, uncertainty);
		},
		isUsed: async () => (await current()).used.size > 0,
		async adopt(asked, lease) {
			const { outboxId } = ledger.outbox();
			const adopted = await cache.transaction('rw', cache.meta, async () => {
				const row = await readMeta(cache, 'lease');
				const now = row?.outboxId === outboxId ? row.lease.number : null;
				if (now !== asked) return false;
				await cache.meta.put({ key: 'lease', outboxId, lease });
				return true;
			});
			page = null;
			return adopted;
		},
		forget: () => (isStale = true),
	};
}

const leaseOf = ({ number, from, expiresAt, seats }: LeaseAnswer['lease']): Lease => ({
	...{ number, from, expiresAt },
	seats: new Map(seats.map((row) => [row.offeringId, row.seats])),
});

/** How often each offering was used, those entries counted in. */
function usedBy(
	entries: readonly Entry[],
	catalogue: Catalogue | null,
	before: ReadonlyMap<OfferingId, number>,
): Map<OfferingId, number> {
	const used = new Map(before);
	for (const { fact } of entries) {
		const offeringId = leasedOf(fact, catalogue);
		if (offeringId) used.set(offeringId, (used.get(offeringId) ?? 0) + seatsTaken(fact));
	}
	return used;
}

/** Whoever comes in with one pass may have a seat already: one too many is given back with the next lease. */
const seatsTaken = (fact: Entry['fact']): number => (fact.kind === 'check-in' && fact.party) || 1;

function leasedOf(fact: Entry['fact'], catalogue: Catalogue | null): OfferingId | null {
	if (fact.kind === 'sign-up') return fact.seat === 'leased' ? fact.offeringId : null;
	if (fact.kind !== 'check-in' || !fact.flags.includes('leased')) return null;
	return catalogue?.sessions.get(fact.sessionId)?.offeringId ?? null;
}
