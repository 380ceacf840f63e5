import type { Page } from 'playwright';

/** What a kiosk's own stores hold, seen from its page, past the app. */

/** Files of the pack that are whole, and parts: by name, with their sizes. */
export const packOnDisk = (page: Page): Promise<Record<string, number>> =>
	page.evaluate(async () => {
		const root = await navigator.storage.getDirectory();
		const folder = await root.getDirectoryHandle('gongzhan-packs', { create: true });
		const files: Record<string, number> = {};
		for await (const [name, handle] of folder.entries())
			if (handle instanceof FileSystemFileHandle) {
				// A part that has become whole while one looks has another name by now.
				const file = await handle.getFile().catch(() => null);
				if (file) files[name] = file.size;
			}
		return files;
	});

/** Places in IndexedDB, Cache Storage and the private file system where any of these texts or bytes are found. */
export const searchStores = (
	page: Page,
	texts: readonly string[],
	marks: readonly string[],
): Promise<string[]> =>
	page.evaluate(
		async ({ texts, marks }) => {
			const found: string[] = [];
			const latin = (bytes: ArrayBuffer): string => new TextDecoder('latin1').decode(bytes);
			const look = (where: string, text: string, raw = ''): void => {
				for (const one of texts) if (text.includes(one)) found.push(`${where}: ${one}`);
				for (const mark of marks) if (raw.includes(mark)) found.push(`${where}: bytes`);
			};
			const answer = <T>(request: IDBRequest<T>): Promise<T> =>
				new Promise((resolve, reject) => {
					request.onsuccess = () => resolve(request.result);
					request.onerror = () => reject(request.error ?? new Error('no reason given'));
				});
			for (const { name } of await indexedDB.databases()) {
				const database = await answer(indexedDB.open(name!));
				for (const store of database.objectStoreNames)
					for (const row of await answer(database.transaction(store).objectStore(store).getAll()))
						look(`${name}/${store}`, JSON.stringify(row));
				database.close();
			}
			for (const name of await caches.keys()) {
				const cache = await caches.open(name);
				for (const request of await cache.keys()) {
					const body = await (await cache.match(request))!.arrayBuffer();
					look(`cache ${name} ${request.url}`, request.url + new TextDecoder().decode(body), latin(body));
				}
			}
			const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
				for await (const [name, handle] of folder.entries()) {
					if (handle instanceof FileSystemDirectoryHandle) await walk(handle, `${path}/${name}`);
					else {
						const body = await (await handle.getFile()).arrayBuffer();
						look(`file ${path}/${name}`, `${name} ${new TextDecoder().decode(body)}`, latin(body));
					}
				}
			};
			await walk(await navigator.storage.getDirectory(), '');
			return found;
		},
		{ texts, marks },
	);
