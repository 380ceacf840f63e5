import type { ToldEmergency } from '../domain/emergency.ts';
import type { SyncState } from '../sync/machine.ts';
import type { OutboxStatus } from '../sync/ports.ts';
import type { DeviceSetting } from '../sync/records.ts';
import type { DeviceSelf } from '../sync/wire.ts';
import type { RecordRow } from './cache/database.ts';

/** What the app learns from its engine. */
export interface EngineNews {
	/** All records of the board, after a change; then, where it has changed too, all of the exhibition. */
	readonly board: (rows: readonly RecordRow[]) => void;
	readonly exhibition: (rows: readonly RecordRow[]) => void;
	/** Hub time at which the records were last current, what the hub knows of this device, and whose door it stands at. */
	readonly standing: (asOf: number | null, self: DeviceSelf | null, door: DeviceSetting['door']) => void;
	/** What was raised or ended on this machine of late: the hub may not know of it. */
	readonly emergencies: (own: readonly ToldEmergency[]) => void;
	readonly sync: (state: SyncState) => void;
	/** The hub has answered, or has not. */
	readonly link: (succeeded: boolean) => void;
	readonly outbox: (status: OutboxStatus) => void;
	readonly trouble: (error: unknown) => void;
}
