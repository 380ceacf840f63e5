import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { err, ok, type Result } from '../../base/result.ts';
import { takeCensus } from './census.ts';
import { sqliteTables } from './sqlite-tables.ts';
import type { Row } from './tables.ts';

const CountSchema = v.object({ rows: v.pipe(v.number(), v.integer()), sum: v.string() });

/** What a backup says of itself. It lies in the backup, beside the rows it counts. */
const ManifestSchema = v.object({
	format: v.literal(1),
	/** When, in milliseconds since 1970 UTC, and by which version. */
	at: v.number(),
	version: v.string(),
	census: v.record(v.string(), CountSchema),
	/** The hub's key files, named by their content without telling it. */
	keys: v.record(v.string(), v.string()),
});
export type Manifest = v.InferOutput<typeof ManifestSchema>;

/** Files of DATA_DIR by path, base64: only in a backup that was asked to hold the keys. */
const KeysSchema = v.record(v.pipe(v.string(), v.regex(/^(?:keys|tls)\/[\w.-]+$/)), v.string());
export type KeyFiles = v.InferOutput<typeof KeysSchema>;

const MANIFEST = 'backup';
const KEYS = 'backup keys';
const OURS = [MANIFEST, KEYS];

/** The census of a hub's database, what makes a backup of it left out. */
export async function censusOf(database: DatabaseSync, onProgress?: (share: number) => void) {
	const reader = sqliteTables(database);
	const at = (await reader.columns('meta')).indexOf('key');
	const ours = (table: string, row: Row): boolean => table === 'meta' && OURS.includes(String(row[at]));
	return takeCensus(reader, onProgress, ours);
}

export function writeManifest(database: DatabaseSync, manifest: Manifest, keys: KeyFiles | null): void {
	const put = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
	put.run(MANIFEST, JSON.stringify(manifest));
	if (keys) put.run(KEYS, JSON.stringify(keys));
}

/** Null where the backup has none: version 0.1.0 wrote none. */
export function readManifest(database: DatabaseSync): Result<Manifest | null, string> {
	return read(database, MANIFEST, ManifestSchema);
}

export function readKeyFiles(database: DatabaseSync): Result<KeyFiles | null, string> {
	return read(database, KEYS, KeysSchema);
}

/** Makes a backup an ordinary database again. */
export function forgetManifest(database: DatabaseSync): void {
	for (const key of OURS) database.prepare('DELETE FROM meta WHERE key = ?').run(key);
}

function read<S extends v.GenericSchema>(
	database: DatabaseSync,
	key: string,
	schema: S,
): Result<v.InferOutput<S> | null, string> {
	const row = database.prepare('SELECT value FROM meta WHERE key = ?').get(key);
	if (!row) return ok(null);
	try {
		const parsed = v.safeParse(schema, JSON.parse(String(row['value'])));
		if (parsed.success) return ok(parsed.output);
	} catch {
		// no JSON: the same fault
	}
	return err(`its note “${key}” cannot be read by this version`);
}
