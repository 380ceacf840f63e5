import { NoRoom, type OpenPart, type PackStore } from '../../src/lib/kiosk/packs/pack-store.ts';

interface Kept {
	bytes: Uint8Array;
	etag: string | null;
	whole: boolean;
}

/** A disk for packs in memory. What is written is there at once; it may have an end. */
export interface MemoryPackStore extends PackStore {
	readonly kept: Map<string, Kept>;
	/** Bytes that fit. */
	size: number;
}

export function createMemoryPackStore(): MemoryPackStore {
	const kept = new Map<string, Kept>();
	let note: string | null = null;
	const used = (): number => [...kept.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
	const store: MemoryPackStore = {
		...{ kept, size: Infinity },
		list: () =>
			Promise.resolve(
				[...kept].map(([sha256, { bytes, whole }]) => ({ sha256, bytes: bytes.length, whole })),
			),
		open(sha256) {
			const file = kept.get(sha256) ?? { bytes: new Uint8Array(), etag: null, whole: false };
			kept.set(sha256, file);
			return Promise.resolve(partOf(file, (more) => used() + more <= store.size));
		},
		seal(sha256) {
			kept.get(sha256)!.whole = true;
			return Promise.resolve();
		},
		drop: (sha256) => Promise.resolve(void kept.delete(sha256)),
		note: () => Promise.resolve(note),
		putNote: (text) => Promise.resolve(void (note = text)),
	};
	return store;
}

const partOf = (file: Kept, fits: (more: number) => boolean): OpenPart => ({
	get size() {
		return file.bytes.length;
	},
	get etag() {
		return file.etag;
	},
	begin(etag) {
		Object.assign(file, { bytes: new Uint8Array(), etag });
		return Promise.resolve();
	},
	write(bytes) {
		if (!fits(bytes.length)) throw new NoRoom('the twin’s disk is full');
		file.bytes = Buffer.concat([file.bytes, bytes]);
	},
	read: (at, length) => file.bytes.subarray(at, at + length),
	close: () => undefined,
});
