import { plainCheckIn, type Drainer } from './drainer.ts';

/** PouchDB's own build comes with the page. Replicates at its defaults; started again, as its guide says, where it fails. */

interface Pouch {
	bulkDocs(docs: object[]): Promise<unknown>;
	info(): Promise<{ doc_count: number }>;
	replicate: { to(remote: string): Promise<{ ok: boolean; docs_written: number }> };
}
declare const PouchDB: new (name: string) => Pouch;

let database: Pouch;
let name = '';
let left = 0;

const drainer: Drainer = {
	async fill(count) {
		name = `p${crypto.randomUUID().slice(0, 8)}`;
		database = new PouchDB(name);
		const docs = Array.from({ length: count }, (_, n) => {
			const { id, ...rest } = plainCheckIn(n);
			return { _id: id, ...rest };
		});
		await database.bulkDocs(docs);
		left = count;
	},
	async drain() {
		const started = performance.now();
		for (;;) {
			try {
				const { docs_written } = await database.replicate.to(`${location.origin}/couch/${name}`);
				left -= docs_written;
				return performance.now() - started;
			} catch {
				await new Promise((resolve) => setTimeout(resolve, 1000));
			}
		}
	},
	left: async () => left,
};
Object.assign(globalThis, { drainer });
