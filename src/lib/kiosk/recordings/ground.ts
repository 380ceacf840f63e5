import type { Random } from '../../base/random.ts';
import type { CacheDatabase } from '../cache/database.ts';
import type { HubClock } from '../hub-clock.ts';
import type { Paired } from '../ledger/paired.ts';

/** What recordings stand on: the running kiosk under them. */
export interface RecordingGround {
	readonly cache: CacheDatabase;
	readonly paired: Paired;
	readonly clock: HubClock;
	readonly origin: string;
	readonly random: Random;
}
