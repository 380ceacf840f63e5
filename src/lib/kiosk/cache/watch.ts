import type { DeviceId } from '../../base/id.ts';
import type { DeviceSetting } from '../../sync/records.ts';
import { coalesced } from '../coalesce.ts';
import type { EngineNews } from '../engine-news.ts';
import { readMeta, type CacheDatabase } from './database.ts';
import { BOARD_KINDS, EXHIBITION_KINDS } from './kinds.ts';
import { readKinds, readRecord } from './records.ts';

/** Tells what is in the cache, each time that it may have changed. */
export interface CacheWatch {
	/** Records have changed. */
	readonly records: () => Promise<void>;
	/** The hub has answered: how current the cache is, and what the hub knows of this device. */
	readonly standing: () => Promise<void>;
}

/** As staff have set it on the hub. */
export const doorOf = async (cache: CacheDatabase, deviceId: DeviceId): Promise<DeviceSetting['door']> =>
	(await readRecord(cache, 'device', deviceId))?.door ?? null;

export function watchCache(cache: CacheDatabase, tell: EngineNews): CacheWatch {
	const standing = async (): Promise<void> => {
		const [cursor, self] = await Promise.all([readMeta(cache, 'cursor'), readMeta(cache, 'self')]);
		const door = self ? await doorOf(cache, self.self.deviceId) : null;
		tell.standing(cursor?.asOf ?? null, self?.self ?? null, door);
	};
	const records = async (): Promise<void> => {
		tell.board(await readKinds(cache, BOARD_KINDS));
		tell.exhibition(await readKinds(cache, EXHIBITION_KINDS));
		await standing();
	};
	return { records: coalesced(records), standing };
}
