import type { EntryId } from '../../base/id.ts';
import type { DeviceSigner } from '../../sync/ports.ts';
import type { HubClock } from '../hub-clock.ts';
import type { DexieLedger } from '../ledger/dexie-ledger.ts';
import type { Paired } from '../ledger/paired.ts';

/** What the desk stands on: the running kiosk under it. */
export interface DeskGround {
	readonly ledger: Pick<DexieLedger, 'append' | 'since'>;
	readonly signer: DeviceSigner;
	readonly paired: Paired;
	readonly clock: HubClock;
	readonly origin: string;
	/** To be told of each entry that was written. */
	readonly onWritten: (entryId: EntryId) => void;
}
