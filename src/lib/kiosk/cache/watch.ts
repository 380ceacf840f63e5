import type { DeviceId } from '../../base/id.ts';
import { EXHIBITION_KINDS } from '../../domain/exhibition.ts';
import type { DeviceSetting } from '../../sync/records.ts';
import { coalesced } from '../coalesce.ts';
import type { EngineNews } from '../engine-news.ts';
import { readMeta, type CacheDatabase } from './database.ts';
import { BOARD_KINDS } from './kinds.ts';
import { readInParts, readKinds, readRecord } from './records.ts';

/** Tells what is in the cache, each time that it may have changed. */
export interface CacheWatch {
	/** Records have changed; the exhibition's among them, or not. */
	readonly records: (exhibition: boolean) => Promise<void>;
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
	/** Check-ins change the board all the time: ten thousand lives are not read again for each. */
	let stale = false;
	const look = coalesced(async () => {
		tell.board(await readKinds(cache, BOARD_KINDS));
		await standing();
		if (!stale) return;
		stale = false;
		tell.exhibition(await readInParts(cache, EXHIBITION_KINDS));
	});
	const records = (exhibition: boolean): Promise<void> => {
		stale ||= exhibition;
		return look();
	};
	return { records, standing };
}
