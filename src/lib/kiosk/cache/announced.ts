import type { Emergency } from '../../domain/emergency.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Screen } from '../../domain/screen.ts';
import { shelved, type ReadRecord } from './shelves.ts';

/** What staff tell everybody, and how its displays are set: all that there is of a venue, whenever it counts. */
export interface Announced {
	readonly notices: ReadonlyMap<string, Notice>;
	readonly emergencies: ReadonlyMap<string, Emergency>;
	/** By device. */
	readonly screens: ReadonlyMap<string, Screen>;
}

const SHELF = { notice: 'notices', emergency: 'emergencies', screen: 'screens' } as const;

export const announcedFrom = (records: readonly ReadRecord[]): Announced =>
	shelved(SHELF, records) as unknown as Announced;
