import type { Answer } from '../sync/ports.ts';
import { applyChanges } from './cache/changes.ts';
import { readMeta, type CacheDatabase } from './cache/database.ts';
import { EXHIBITION_KINDS } from '../domain/exhibition.ts';
import type { PairedClient } from './hub-client.ts';
import type { HubClock } from './hub-clock.ts';

/** The keys of session codes last a few days, the device's name longer. */
const SELF_FRESH_FOR = 60 * 60_000;
const EXHIBITED: ReadonlySet<string> = new Set(EXHIBITION_KINDS);

export interface DownstreamDeps {
	readonly cache: CacheDatabase;
	readonly hub: Pick<PairedClient, 'changesSince' | 'self'>;
	readonly clock: Pick<HubClock, 'estimate'>;
	/** Told once all that has changed is in the cache; whether the exhibition has. */
	readonly onRecords: (exhibition: boolean) => void;
}

/** Fetches what has changed since the cache's cursor, page by page, then what the hub knows of this device. */
export async function pullDown(deps: DownstreamDeps): Promise<Answer<null>> {
	const { cache, hub } = deps;
	let changed = false;
	let exhibition = false;
	for (;;) {
		const cursor = (await readMeta(cache, 'cursor'))?.cursor ?? 0;
		const answer = await hub.changesSince(cursor);
		if (!answer.ok) return answer;
		await applyChanges(cache, answer.value);
		const { reset, records } = answer.value;
		changed ||= reset || records.length > 0;
		exhibition ||= reset || records.some(({ kind }) => EXHIBITED.has(kind));
		if (answer.value.more) continue;
		if (changed) deps.onRecords(exhibition);
		const estimate = deps.clock.estimate();
		if (estimate) await cache.meta.put({ key: 'time', estimate });
		return refreshSelf(deps, answer.value.hubTime);
	}
}

async function refreshSelf({ cache, hub }: DownstreamDeps, now: number): Promise<Answer<null>> {
	const known = await readMeta(cache, 'self');
	const day = (at: number) => new Date(at).toISOString().slice(0, 10);
	if (known && now - known.at < SELF_FRESH_FOR && day(known.at) === day(now))
		return { ok: true, value: null };
	const answer = await hub.self();
	if (!answer.ok) return answer;
	await cache.meta.put({ key: 'self', self: answer.value, at: now });
	return { ok: true, value: null };
}
