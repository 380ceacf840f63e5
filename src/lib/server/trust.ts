import * as v from 'valibot';
import type { VenueId } from '../base/id.ts';
import { toHex } from '../base/bytes.ts';
import { revocationName, TrustedKeySchema, type TrustedKey } from '../domain/pass.ts';
import { signRevocations } from '../domain/revocation.ts';
import type { Text } from '../domain/text.ts';
import { parseBody } from '../sync/records.ts';
import type { Keyring } from './keyring.ts';
import { retiredKeys } from './same-keys.ts';
import type { RecordChange, Tx } from './storage/port.ts';

const REVOCATIONS = { kind: 'revocations', id: 'current' } as const;
const DAY = 86_400_000;

const TRUSTED = 'trusted keys';
const Trusted = v.array(TrustedKeySchema);

/** Public keys of other hubs whose passes are good here too. */
export async function trustedKeys(tx: Tx): Promise<TrustedKey[]> {
	const stored = await tx.meta.get(TRUSTED);
	return stored === null ? [] : v.parse(Trusted, JSON.parse(stored));
}
export const setTrustedKeys = (tx: Tx, keys: readonly TrustedKey[]): Promise<void> =>
	tx.meta.set(TRUSTED, JSON.stringify(keys));

/** A foreign hub may have given its key a number of ours. */
export const keyRecordId = ({ keyId, publicKey, foreign }: TrustedKey): string =>
	foreign ? `${keyId}-${publicKey.slice(0, 16)}` : String(keyId);

/** Every public key that is good here, as records of a venue, and what is there and no longer good. `issuer`: of our own. */
export async function keyChanges(
	tx: Tx,
	keyring: Keyring,
	venueId: VenueId,
	issuer: Text,
): Promise<RecordChange[]> {
	// A hub on another machine may still hold the file of a key that is dead.
	const dead = await retiredKeys(tx);
	const own = [...keyring.all]
		.filter(([keyId]) => !dead.includes(keyId))
		.map(([keyId, { publicKey }]): TrustedKey => {
			return { keyId, publicKey: toHex(publicKey), issuer, foreign: false };
		});
	const good = [...own, ...(await trustedKeys(tx))].map((key): RecordChange => {
		return { kind: 'key', id: keyRecordId(key), body: JSON.stringify(key) };
	});
	const there = await tx.records.ofKinds(venueId, ['key']);
	const gone = there.filter(({ id }) => !good.some((change) => change.id === id));
	return [...good, ...gone.map(({ id }): RecordChange => ({ kind: 'key', id, body: null }))];
}

/** Brings the keys to every venue. */
export async function publishKeys(tx: Tx, keyring: Keyring): Promise<void> {
	for (const venueId of await tx.records.venues()) {
		const stored = await tx.records.body(venueId, 'venue', venueId);
		const venue = stored === null ? null : parseBody('venue', JSON.parse(stored));
		if (venue) await tx.records.put(venueId, await keyChanges(tx, keyring, venueId, venue.name));
	}
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
	// Of a key that is gone, everything is dead.
	const cards = (await tx.passes.revokedSince(day)).filter((pass) => keyring.all.has(pass.keyId));
	const revoked = [...cards, ...(await tx.liveKeys.revokedSince(day))];
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
