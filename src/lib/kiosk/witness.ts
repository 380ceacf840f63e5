import * as v from 'valibot';
import { LostStoreSchema, type LostStore } from '../sync/wire.ts';

const FILE = 'gongzhan-witness.json';

/** Keeps in another of the browser's stores who this machine is and how far it has written. Nothing is ever rebuilt from it. */
export interface Witness {
	/** What the ledger of this machine last was; null where there never was one, as far as anybody knows. */
	readonly read: () => Promise<LostStore | null>;
	/** Nobody waits for it. */
	readonly note: (now: LostStore) => void;
}

/**
 * Browsers throw away databases that they cannot read, all of an origin at once, and then look like new. A machine whose
 * ledger is gone while its witness is there has lost its store, and says so. The witness is a file: `localStorage` is on the disk only
 * seconds later. `folder` gives the origin's private one, and may reject.
 */
export function createWitness(folder: () => Promise<FileSystemDirectoryHandle>): Witness {
	let next: LostStore | null = null;
	let writing = false;
	const write = async (): Promise<void> => {
		if (writing) return;
		writing = true;
		try {
			const file = await (await folder()).getFileHandle(FILE, { create: true });
			while (next) {
				const text = JSON.stringify(next);
				next = null;
				const stream = await file.createWritable();
				await stream.write(text);
				await stream.close();
			}
		} finally {
			writing = false;
		}
	};
	let noted = '';
	return {
		async read() {
			try {
				const file = await (await (await folder()).getFileHandle(FILE)).getFile();
				const found = v.safeParse(WitnessSchema, await file.text());
				return found.success ? found.output : null;
			} catch {
				return null;
			}
		},
		note(now) {
			const text = JSON.stringify(now);
			if (text === noted) return;
			noted = text;
			next = now;
			write().catch((error: unknown) => console.error(error));
		},
	};
}

const WitnessSchema = v.pipe(v.string(), v.parseJson(), LostStoreSchema);
