import * as v from 'valibot';
import { toHex } from '../base/bytes.ts';
import type { Keyring } from './keyring.ts';
import type { HubStorage } from './storage/port.ts';

/** Kept with the data: by what the keys of its hubs are known again. None of it is secret. */
const Marks = v.object({ secret: v.string(), passes: v.record(v.string(), v.string()) });
const KEY = 'keys';

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
		if (Object.entries(theirs.passes).some(([keyId, mark]) => ours.passes[keyId] !== mark)) return false;
		if (JSON.stringify(ours) !== stored) await tx.meta.set(KEY, JSON.stringify(ours));
		return true;
	});
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
