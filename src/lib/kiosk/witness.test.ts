import { expect, it } from 'vitest';
import { asId, type DeviceId, type OutboxId } from '../base/id.ts';
import { createWitness } from './witness.ts';

const deviceId = asId<DeviceId>('ab'.repeat(8));
const outboxId = asId<OutboxId>('cd'.repeat(16));
const at = (seq: number) => ({ deviceId, outboxId, seq });

/** A folder with files as the browser's private one has them; `writes` are in order. */
function folderOf(files: Map<string, string>, writes: string[] = []) {
	const fileOf = (name: string) => ({
		getFile: async () => ({ text: async () => files.get(name)! }),
		createWritable: async () => {
			let written = '';
			return {
				write: async (text: string) => void (written = text),
				close: async () => void (files.set(name, written), writes.push(written)),
			};
		},
	});
	return async () =>
		({
			async getFileHandle(name: string, options?: { create: boolean }) {
				if (!files.has(name) && !options?.create) throw new DOMException('none', 'NotFoundError');
				return fileOf(name);
			},
		}) as unknown as FileSystemDirectoryHandle;
}

it('says what the ledger last was, and nothing on a new machine', async () => {
	const files = new Map<string, string>();
	const witness = createWitness(folderOf(files));
	expect(await witness.read()).toBeNull();
	witness.note(at(7));
	await expect.poll(() => createWitness(folderOf(files)).read()).toEqual(at(7));
});

it('writes one after the other, the last for sure, and nothing twice', async () => {
	const writes: string[] = [];
	const witness = createWitness(folderOf(new Map(), writes));
	for (const seq of [1, 2, 3, 3]) witness.note(at(seq));
	await expect.poll(() => writes.at(-1)).toBe(JSON.stringify(at(3)));
	expect(writes.length).toBeLessThan(3);
	witness.note(at(3));
	witness.note(at(4));
	await expect.poll(() => writes.at(-1)).toBe(JSON.stringify(at(4)));
	expect(writes.filter((text) => text === JSON.stringify(at(3)))).toHaveLength(1);
});

it('knows nothing where its file is damaged or there is no such store', async () => {
	const damaged = new Map([['gongzhan-witness.json', '{"deviceId":']]);
	expect(await createWitness(folderOf(damaged)).read()).toBeNull();
	const none = createWitness(() => Promise.reject(new DOMException('not here', 'SecurityError')));
	expect(await none.read()).toBeNull();
	none.note(at(1));
});
