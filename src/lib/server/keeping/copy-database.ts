import { once } from 'node:events';
import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';

const LOOK_EVERY_MS = 200;

/**
 * One consistent moment of the database, in a new file of its owner's alone, on disk when it resolves. Writers go on
 * meanwhile. Throws where the target is there already, or the disk is full.
 */
export async function copyDatabase(
	source: string,
	target: string,
	onProgress: (share: number) => void,
): Promise<void> {
	// Empty first, so that nobody else can ever read it.
	closeSync(openSync(target, 'wx', 0o600));
	const size = sizeOf(source);
	const worker = new Worker(new URL('./copy-worker.ts', import.meta.url), { workerData: { source, target } });
	const timer = setInterval(() => onProgress(Math.min(0.99, statSync(target).size / size)), LOOK_EVERY_MS);
	try {
		await once(worker, 'exit');
	} finally {
		clearInterval(timer);
	}
	onProgress(1);
	flush(target);
}

function sizeOf(source: string): number {
	const database = new DatabaseSync(source, { readOnly: true, timeout: 10_000 });
	try {
		const { pages } = database
			.prepare(
				'SELECT (page_count - freelist_count) * page_size AS pages FROM pragma_page_count, pragma_freelist_count, pragma_page_size',
			)
			.get() as { pages: number };
		return Math.max(1, pages);
	} finally {
		database.close();
	}
}

/** A file as it is, into a new one of its owner's alone. */
export async function copyFile(
	source: string,
	target: string,
	onProgress: (share: number) => void,
): Promise<void> {
	const from = createReadStream(source, { highWaterMark: 1 << 20 });
	let done = 0;
	from.on('data', (chunk) => onProgress((done += chunk.length) / Math.max(1, statSync(source).size)));
	await pipeline(from, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
	onProgress(1);
}

/** To the disk: a file, or a folder's names. */
export function flush(path: string): void {
	const handle = openSync(path, 'r');
	try {
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
}
