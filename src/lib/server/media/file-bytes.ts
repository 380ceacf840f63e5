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
