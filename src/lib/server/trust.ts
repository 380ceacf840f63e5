import type { VenueId } from '../base/id.ts';
import { toHex } from '../base/bytes.ts';
import { revocationName, type TrustedKey } from '../domain/pass.ts';
import { signRevocations } from '../domain/revocation.ts';
import type { Text } from '../domain/text.ts';
import { parseBody } from '../sync/records.ts';
import type { Keyring } from './keyring.ts';
import type { RecordChange, Tx } from './storage/port.ts';

const REVOCATIONS = { kind: 'revocations', id: 'current' } as const;
const DAY = 86_400_000;

/** The hub's public keys as records of a venue; `issuer` is what a kiosk says of them. */
export function keyChanges(keyring: Keyring, issuer: Text): RecordChange[] {
	return [...keyring.all].map(([keyId, { publicKey }]) => {
		const body: TrustedKey = { keyId, publicKey: toHex(publicKey), issuer, foreign: false };
		return { kind: 'key', id: String(keyId), body: JSON.stringify(body) };
	});
}

/** The signed list of dead passes as a record of a venue; none where the list there says the same already. */
export async function revocationChanges(
	tx: Tx,
	keyring: Keyring,
	venueId: VenueId,
	now: number,
): Promise<RecordChange[]> {
	// A pass past its last day is refused anyway; a day more, since local days differ from UTC's.
	const day = Math.floor(now / DAY) - 1;
	const revoked = [...(await tx.passes.revokedSince(day)), ...(await tx.liveKeys.revokedSince(day))];
	const passes = revoked.map(revocationName).sort();
	const { keyId, key } = keyring.current;
	const stored = await tx.records.body(venueId, REVOCATIONS.kind, REVOCATIONS.id);
	const old = stored === null ? null : parseBody('revocations', JSON.parse(stored));
	if (old && old.keyId === keyId && old.passes.join() === passes.join()) return [];
	return [{ ...REVOCATIONS, body: JSON.stringify(signRevocations(passes, now, keyId, key)) }];
}

/** Brings the list to every venue: a pass is valid wherever the hub's key is trusted. */
export async function publishRevocations(tx: Tx, keyring: Keyring, now: number): Promise<void> {
	for (const venueId of await tx.records.venues())
		await tx.records.put(venueId, await revocationChanges(tx, keyring, venueId, now));
}
