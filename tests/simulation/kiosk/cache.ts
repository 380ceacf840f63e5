import type { CacheDatabase } from '../../../src/lib/kiosk/cache/database.ts';

interface Row {
	readonly kind: string;
	readonly id: string;
	readonly body: unknown;
}

/** What the cache holds; may be replaced by an empty one at any moment. */
export interface CacheDisk {
	readonly records: Map<string, Row>;
	readonly meta: Map<string, { key: string }>;
}

export const blankCache = (): CacheDisk => ({ records: new Map(), meta: new Map() });

const keyOf = ([kind, id]: readonly [string, string]): string => `${kind} ${id}`;

/** As much of the kiosk's Dexie cache as the kiosk's own code uses, done at once in memory. */
export function cacheOn({ records, meta }: CacheDisk): CacheDatabase {
	const rows = {
		clear: async () => records.clear(),
		get: async (key: [string, string]) => records.get(keyOf(key)),
		bulkDelete: async (keys: [string, string][]) => keys.forEach((key) => records.delete(keyOf(key))),
		bulkPut: async (list: Row[]) => list.forEach((row) => records.set(keyOf([row.kind, row.id]), row)),
		// Only ever asked for all of a kind.
		where: () => ({
			between: ([kind]: [string]) => ({
				toArray: async () => [...records.values()].filter((row) => row.kind === kind),
			}),
		}),
	};
	const twin = {
		records: rows,
		meta: {
			get: async (key: string) => meta.get(key),
			put: async (row: { key: string }) => meta.set(row.key, row),
		},
		transaction: (...args: unknown[]) => (args.at(-1) as () => Promise<unknown>)(),
	};
	return twin as unknown as CacheDatabase;
}
