import type { Account } from '../domain/doubt.ts';
import type { PresenceRow } from './storage/ledger-port.ts';

/** A fact with what the hub knows of its way here. */
export const accountOf = ({
	entryId,
	deviceId,
	at,
	receivedAt,
	fact,
	timing,
	flags,
}: PresenceRow): Account => ({
	...{ entryId, deviceId, at, receivedAt, fact, uncertainty: timing.uncertainty },
	flags: fact.kind === 'check-in' ? [...fact.flags, ...flags] : flags,
});
