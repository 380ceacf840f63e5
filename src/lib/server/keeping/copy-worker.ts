import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

/** Copies one committed moment of a database into an empty file, while others go on writing. For `copyDatabase`. */
const { source, target } = workerData as { source: string; target: string };
const from = new DatabaseSync(source, { readOnly: true, timeout: 10_000 });
try {
	from.prepare('VACUUM INTO ?').run(target);
} finally {
	from.close();
}
