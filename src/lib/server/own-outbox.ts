import { toHex } from '../base/bytes.ts';
import type { EntryId, VenueId } from '../base/id.ts';
import type { Fact } from '../domain/fact.ts';
import { nextEntry, type ChainHead } from '../sync/entry.ts';
import type { Context } from './context.ts';
import { recordBatch } from './ledger.ts';
import { hubDeviceId, ownOutbox } from './own-identity.ts';
import type { HubFlag } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

/**
 * Appends a fact that was made on the hub: by hand, by phone, a correction. It goes through an outbox of the hub's own,
 * one a venue, so that there is one ledger, one chain rule and one fold. `happened`: where it tells of something earlier.
 */
export async function appendOwn(
	tx: Tx,
	{ clock, random }: Context,
	venueId: VenueId,
	fact: Fact,
	flags: readonly HubFlag[] = [],
	happened?: { readonly at: number; readonly uncertainty: number },
): Promise<{ factId: EntryId; head: ChainHead }> {
	const deviceId = await hubDeviceId(tx, random);
	const { identity, head } = await ownOutbox(tx, venueId, toHex(random.bytes(16)));
	const now = clock.now();
	const mono = Math.max(0, Math.floor(clock.monotonic()));
	const timing = { wall: happened?.at ?? now, mono, offset: 0, uncertainty: happened?.uncertainty ?? 0 };
	const entry = nextEntry(identity, head, fact, timing);
	const { head: after } = await recordBatch(tx, {
		identity,
		deviceId,
		flags,
		entries: [entry],
		said: null,
		now,
	});
	return { factId: entry.entryId, head: after };
}
