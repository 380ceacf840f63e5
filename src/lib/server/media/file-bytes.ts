import { open, type FileHandle } from 'node:fs/promises';

/** Some bytes of a file, at a place. Shorter where it ends. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

/** Reads here and there in a file, however large, and closes it. */
export async function withFile<T>(
	path: string,
	work: (read: ReadAt, size: number, file: FileHandle) => Promise<T>,
	flags = 'r',
): Promise<T> {
	const file = await open(path, flags);
	try {
		const { size } = await file.stat();
		const read: ReadAt = async (position, length) => {
			const wanted = Math.max(0, Math.min(length, size - position));
			const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, position);
			return buffer.subarray(0, bytesRead);
		};
		return await work(read, size, file);
	} finally {
		await file.close();
	}
}

const WINDOW = 65_536;

/** Reads on through a file by larger pieces: for whoever wants a few bytes here and a few bytes a little further on. */
export function windowed(read: ReadAt): ReadAt {
	let from = 0;
	let held: Buffer = Buffer.alloc(0);
	return async (position, length) => {
		if (position < from || position + length > from + held.length) {
			held = await read(position, Math.max(length, WINDOW));
			from = position;
		}
		return held.subarray(position - from, position - from + length);
	};
}
