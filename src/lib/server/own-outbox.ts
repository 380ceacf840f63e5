import { toHex } from '../base/bytes.ts';
import { asId, type DeviceId, type EntryId, type OutboxId, type VenueId } from '../base/id.ts';
import type { Fact } from '../domain/fact.ts';
import { chainStart, nextEntry, type ChainHead } from '../sync/entry.ts';
import type { Context } from './context.ts';
import { recordBatch } from './ledger.ts';
import type { HubFlag } from './storage/ledger-port.ts';
import type { MetaStore, Tx } from './storage/port.ts';

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
	const outboxId = asId<OutboxId>(await lasting(tx.meta, `outbox ${venueId}`, () => toHex(random.bytes(16))));
	const identity = { venueId, outboxId };
	const head = (await tx.ledger.outbox(venueId, outboxId))?.head ?? chainStart(identity);
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

/** Under which device id the hub's own facts stand. */
export const hubDeviceId = async (tx: Tx, random: Context['random']): Promise<DeviceId> =>
	asId<DeviceId>(await lasting(tx.meta, 'hub device', () => toHex(random.bytes(8))));

/** A value made once and kept. */
async function lasting(meta: MetaStore, key: string, make: () => string): Promise<string> {
	const stored = await meta.get(key);
	if (stored !== null) return stored;
	const made = make();
	await meta.set(key, made);
	return made;
}
