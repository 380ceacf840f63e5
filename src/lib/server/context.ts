import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Keyring } from './keyring.ts';
import type { Log } from './log.ts';
import type { HubStorage } from './storage/port.ts';

/** What every service stands on. */
export interface Context {
	readonly clock: Clock;
	readonly random: Random;
	readonly log: Log;
	readonly storage: HubStorage;
	readonly keyring: Keyring;
}
