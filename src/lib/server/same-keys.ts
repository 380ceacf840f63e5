import * as v from 'valibot';
import { toHex } from '../base/bytes.ts';
import type { Keyring } from './keyring.ts';
import type { HubStorage, Tx } from './storage/port.ts';

/** Kept with the data: by what the keys of its hubs are known again. None of it is secret. */
const Marks = v.object({ secret: v.string(), passes: v.record(v.string(), v.string()) });
const KEY = 'keys';
const RETIRED = 'retired keys';

/**
 * Hubs that share a database must hold the same keys, or each refuses the sessions and passes of the others. The first one
 * says which; a key that is added later is noted by the first hub that has it. Null, or one line with the way out.
 */
export async function agreeOnKeys(
	storage: HubStorage,
	keyring: Keyring,
	dataDir: string,
): Promise<string | null> {
	if (storage.kind === 'sqlite') return null; // one hub, one directory
	const ours = marksOf(keyring);
	const agreed = await storage.write(null, async (tx) => {
		const stored = await tx.meta.get(KEY);
		const theirs = stored === null ? { ...ours, passes: {} } : v.parse(Marks, JSON.parse(stored));
		if (ours.secret !== theirs.secret) return false;
		const dead = (await retiredKeys(tx)).find((keyId) => String(keyId) in ours.passes);
		if (dead !== undefined) return dead;
		if (Object.entries(theirs.passes).some(([keyId, mark]) => ours.passes[keyId] !== mark)) return false;
		if (JSON.stringify(ours) !== stored) await tx.meta.set(KEY, JSON.stringify(ours));
		return true;
	});
	if (typeof agreed === 'number')
		return `key ${agreed} was retired by another hub on this database: delete ${dataDir}/keys/pass-${agreed}.json`;
	if (agreed) return null;
	return `the keys in ${dataDir}/keys are not those of the other hubs on this database: copy the folder keys out of the DATA_DIR of a hub that works`;
}

function marksOf(keyring: Keyring): v.InferOutput<typeof Marks> {
	const passes = [...keyring.all].map(([keyId, { publicKey }]) => [String(keyId), toHex(publicKey)] as const);
	return {
		secret: toHex(keyring.purpose('mark of the keys').slice(0, 8)),
		passes: Object.fromEntries(passes),
	};
}

/** Numbers of keys that are dead, and are never given again. */
export async function retiredKeys(tx: Tx): Promise<readonly number[]> {
	const stored = await tx.meta.get(RETIRED);
	return stored === null ? [] : v.parse(v.array(v.number()), JSON.parse(stored));
}

/** From now on no hub of this database may hold this key. */
export async function noteRetired(tx: Tx, keyId: number): Promise<void> {
	const retired = new Set(await retiredKeys(tx)).add(keyId);
	await tx.meta.set(RETIRED, JSON.stringify([...retired]));
	const stored = await tx.meta.get(KEY);
	if (stored === null) return;
	const marks = v.parse(Marks, JSON.parse(stored));
	const passes = Object.fromEntries(Object.entries(marks.passes).filter(([id]) => id !== String(keyId)));
	await tx.meta.set(KEY, JSON.stringify({ ...marks, passes }));
}
