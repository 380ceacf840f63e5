import { assert } from '../base/assert.ts';
import { toHex } from '../base/bytes.ts';
import { hashText } from '../base/digest.ts';
import { asId, type DeviceId, type OutboxId, type VenueId } from '../base/id.ts';
import type { Random } from '../base/random.ts';
import { chainStart, type ChainHead, type OutboxIdentity } from '../sync/entry.ts';
import type { MetaStore, Tx } from './storage/port.ts';

/** Under which device id the hub's own facts stand. Made at its first start. */
export const hubDeviceId = async (tx: Tx, random: Random): Promise<DeviceId> =>
	asId<DeviceId>(await lasting(tx.meta, 'hub device', () => toHex(random.bytes(8))));

/** The same once the hub has started. */
export async function knownHubDevice({ meta }: Tx): Promise<DeviceId> {
	const known = await meta.get('hub device');
	assert(known !== null, 'a hub that has started has a device id');
	return asId<DeviceId>(known);
}

/** The hub's own outbox at a venue, begun where there is none: `seed` is what nobody has begun one with. */
export async function ownOutbox(
	tx: Tx,
	venueId: VenueId,
	seed: string,
): Promise<{ identity: OutboxIdentity; head: ChainHead }> {
	const fresh = () => hashText(`gongzhan own outbox ${venueId} ${seed}`).slice(0, 32);
	const outboxId = asId<OutboxId>(await lasting(tx.meta, `outbox ${venueId}`, fresh));
	const identity = { venueId, outboxId };
	return { identity, head: (await tx.ledger.outbox(venueId, outboxId))?.head ?? chainStart(identity) };
}

/** A value made once and kept. */
async function lasting(meta: MetaStore, key: string, make: () => string): Promise<string> {
	const stored = await meta.get(key);
	if (stored !== null) return stored;
	const made = make();
	await meta.set(key, made);
	return made;
}
