import { WHOLE } from './pack-folder.ts';
import { NoRoom, type OpenPart, type PackStore, type StoredFile } from './pack-store.ts';

/** Beside the file itself: what its part came with. */
const PART = '.part';
const NOTE = 'note.json';

/** As workers have it; pages have not. */
interface SyncAccess {
	getSize(): number;
	read(into: Uint8Array, options: { at: number }): number;
	write(bytes: Uint8Array, options: { at: number }): number;
	truncate(size: number): void;
	flush(): void;
	close(): void;
}

/** In the origin's private file system. For a dedicated worker, and one at a time: files are locked while they are written. */
export function opfsStore(folder: FileSystemDirectoryHandle): PackStore {
	const access = async (name: string): Promise<SyncAccess> =>
		(await folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
	const textOf = async (name: string): Promise<string | null> => {
		try {
			return await (await (await folder.getFileHandle(name)).getFile()).text();
		} catch {
			return null;
		}
	};
	const put = (name: string, text: string): Promise<void> =>
		orNoRoom(async () => {
			const file = await access(name);
			try {
				file.truncate(0);
				file.write(new TextEncoder().encode(text), { at: 0 });
				file.flush();
			} finally {
				file.close();
			}
		});
	const remove = (name: string): Promise<void> =>
		folder.removeEntry(name).catch((error: unknown) => {
			if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
		});

	return {
		list: () => listOf(folder),
		open: (sha256) =>
			orNoRoom(async () =>
				partOf(await access(sha256), await textOf(sha256 + PART), (etag) => put(sha256 + PART, etag)),
			),
		async seal(sha256) {
			await put(sha256 + WHOLE, '');
			await remove(sha256 + PART);
		},
		async drop(sha256) {
			// The mark first: what is left without it is a part.
			for (const name of [sha256 + WHOLE, sha256, sha256 + PART]) await remove(name);
		},
		note: () => textOf(NOTE),
		putNote: (text) => put(NOTE, text),
	};
}

async function listOf(folder: FileSystemDirectoryHandle): Promise<StoredFile[]> {
	const files: StoredFile[] = [];
	const names = new Set<string>();
	for await (const name of folder.keys()) names.add(name);
	for (const name of names) {
		if (name === NOTE || name.endsWith(PART) || name.endsWith(WHOLE)) continue;
		const { size } = await (await folder.getFileHandle(name)).getFile();
		files.push({ sha256: name, bytes: size, whole: names.has(name + WHOLE) });
	}
	return files;
}

function partOf(file: SyncAccess, tag: string | null, keep: (etag: string) => Promise<void>): OpenPart {
	let size = file.getSize();
	let etag = tag || null;
	let open = true;
	return {
		get size() {
			return size;
		},
		get etag() {
			return etag;
		},
		async begin(next) {
			file.truncate(0);
			size = 0;
			etag = next;
			await keep(next ?? '');
		},
		write(bytes) {
			try {
				for (let done = 0; done < bytes.length;) {
					const written = file.write(bytes.subarray(done), { at: size });
					if (written === 0) throw new NoRoom('the disk takes no more');
					done += written;
					size += written;
				}
			} catch (error) {
				throw asNoRoom(error);
			}
		},
		read(at, length) {
			const into = new Uint8Array(length);
			return into.subarray(0, file.read(into, { at }));
		},
		close() {
			if (!open) return;
			open = false;
			try {
				file.flush();
			} finally {
				file.close();
			}
		},
	};
}

async function orNoRoom<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw asNoRoom(error);
	}
}

const asNoRoom = (error: unknown): unknown =>
	error instanceof DOMException && error.name === 'QuotaExceededError' ? new NoRoom(error.message) : error;
