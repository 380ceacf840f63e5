import type { TrustedKey } from '../domain/pass.ts';
import { verifyRevocations } from '../domain/revocation.ts';
import type { CacheDatabase } from './cache/database.ts';
import { readKinds, readRecord } from './cache/records.ts';

/** Whose passes are accepted here, and which are dead. */
export interface Trust {
	readonly keys: readonly TrustedKey[];
	/** Null where there is no list, or one that no trusted key has signed. */
	readonly revoked: ReadonlySet<string> | null;
}

export interface TrustKeeper {
	/** Rejects where the cache cannot be read. */
	readonly current: () => Promise<Trust>;
	/** The records have changed: read them again when next asked. */
	readonly forget: () => void;
}

/** Keeps keys and list in memory: a list may be long, and verifying it takes longer than a visitor should wait. */
export function createTrustKeeper(cache: CacheDatabase): TrustKeeper {
	let kept: Promise<Trust> | null = null;
	return {
		current: async () => {
			kept ??= readTrust(cache);
			try {
				return await kept;
			} catch (error) {
				kept = null;
				throw error;
			}
		},
		forget: () => void (kept = null),
	};
}

async function readTrust(cache: CacheDatabase): Promise<Trust> {
	const keys = (await readKinds(cache, ['key'])).map((row) => row.body as TrustedKey);
	const list = await readRecord(cache, 'revocations', 'current');
	return { keys, revoked: list && verifyRevocations(list, keys) ? new Set(list.passes) : null };
}
