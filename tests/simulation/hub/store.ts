import type { HubStorage } from '../../../src/lib/server/storage/port.ts';
import type { Conduct } from '../../contract/memory-storage/storage.ts';

/** What all hub processes share and what survives them. */
export interface Store {
	/** How many processes may share it. */
	readonly mostProcesses: number;
	connect(conduct: Conduct): Connection;
	/** The power of the database's machine is cut. Every connection has died before. */
	losePower(): void;
	/** Copies what is committed; the copy is put in its place whenever it is called. Every connection has died before. */
	backUp(): () => void;
	close(): Promise<void>;
}

/** One process's way to the store. */
export interface Connection {
	readonly storage: HubStorage;
	/** kill -9: what is committed stays, what is under way is undone, nothing is answered any more. */
	die(): void;
}
