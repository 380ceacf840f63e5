/** So little room left is worth a word with staff, before check-ins stop. */
const LOW_BYTES = 50 * 1024 * 1024;

/** Asks the browser to keep our databases when disk space runs short. It may say no; kiosk policy makes it say yes. */
export async function askToPersist(): Promise<void> {
	if (await navigator.storage.persisted()) return;
	await navigator.storage.persist();
}

/** Is the disk space that the browser gives us nearly used up? */
export async function isStorageLow(): Promise<boolean> {
	const { quota, usage } = await navigator.storage.estimate();
	return quota !== undefined && usage !== undefined && quota - usage < LOW_BYTES;
}
