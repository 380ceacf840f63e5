import type { Answer } from '../sync/ports.ts';
import { applyChanges } from './cache/changes.ts';
import { readMeta, type CacheDatabase } from './cache/database.ts';
import type { PairedClient } from './hub-client.ts';

/** The keys of session codes last a few days, the device's name longer. */
const SELF_FRESH_FOR = 60 * 60_000;

export interface DownstreamDeps {
	readonly cache: CacheDatabase;
	readonly hub: Pick<PairedClient, 'changesSince' | 'self'>;
	/** Told once all that has changed is in the cache. */
	readonly onRecords: () => void;
	readonly onSelf: () => void;
	/** Told each time the cache is known to be current. */
	readonly onCurrent: (asOf: number) => void;
}

/** Fetches what has changed since the cache's cursor, page by page, then what the hub knows of this device. */
export async function pullDown(deps: DownstreamDeps): Promise<Answer<null>> {
	const { cache, hub } = deps;
	let changed = false;
	for (;;) {
		const cursor = (await readMeta(cache, 'cursor'))?.cursor ?? 0;
		const answer = await hub.changesSince(cursor);
		if (!answer.ok) return answer;
		await applyChanges(cache, answer.value);
		changed ||= answer.value.reset || answer.value.records.length > 0;
		if (answer.value.more) continue;
		if (changed) deps.onRecords();
		deps.onCurrent(answer.value.hubTime);
		return refreshSelf(deps, answer.value.hubTime);
	}
}

async function refreshSelf({ cache, hub, onSelf }: DownstreamDeps, now: number): Promise<Answer<null>> {
	const known = await readMeta(cache, 'self');
	const day = (at: number) => new Date(at).toISOString().slice(0, 10);
	if (known && now - known.at < SELF_FRESH_FOR && day(known.at) === day(now))
		return { ok: true, value: null };
	const answer = await hub.self();
	if (!answer.ok) return answer;
	await cache.meta.put({ key: 'self', self: answer.value, at: now });
	onSelf();
	return { ok: true, value: null };
}
