const FOLDER = 'gongzhan-packs';
/** Stands beside a file that is whole. */
export const WHOLE = '.whole';

export const packFolder = async (): Promise<FileSystemDirectoryHandle> =>
	(await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });

/** A file that is whole, named by its SHA-256; null where it is not here. */
export async function wholeFile(folder: FileSystemDirectoryHandle, sha256: string): Promise<File | null> {
	try {
		await folder.getFileHandle(sha256 + WHOLE);
		return await (await folder.getFileHandle(sha256)).getFile();
	} catch {
		return null;
	}
}
