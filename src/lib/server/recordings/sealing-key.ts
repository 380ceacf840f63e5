import { toHex } from '../../base/bytes.ts';
import type { VenueId } from '../../base/id.ts';
import { sealingKeyOf } from '../../domain/sealed-recording.ts';
import type { Venue } from '../../domain/venue.ts';
import type { Keyring } from '../keyring.ts';
import type { RecordChange, Tx } from '../storage/port.ts';

/** Opens what visitors told: made of the hub's secret, so that hubs of one database share it, and no backup holds it unasked. */
export const sealingSecret = (keyring: Keyring): Uint8Array => keyring.purpose('recordings of visitors');

const SEALING = { kind: 'sealing', id: 'current' } as const;

/** The key that a venue's kiosks seal to, where visitors may record there; else it is taken back. */
export async function sealingChanges(
	tx: Tx,
	keyring: Keyring,
	venueId: VenueId,
	{ exhibition }: Venue,
): Promise<RecordChange[]> {
	if (exhibition?.recordings) {
		const publicKey = toHex(sealingKeyOf(sealingSecret(keyring)));
		return [{ ...SEALING, body: JSON.stringify({ publicKey }) }];
	}
	const there = await tx.records.body(venueId, SEALING.kind, SEALING.id);
	return there === null ? [] : [{ ...SEALING, body: null }];
}
