/** `npm run bench -- NAME`: peers and ours interleaved in one run; a table, and last one line of JSON. */
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a bench tells. `goals` is what is aimed at; everything else is for the curious. */
export interface BenchResult {
	readonly table: readonly Record<string, string | number>[];
	readonly goals: Record<string, number>;
	readonly details?: Record<string, unknown>;
}

// Whoever is told to stop takes along what it has started: each starter ends its own at `exit`.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

const here = dirname(fileURLToPath(import.meta.url));
const names = globSync('*.bench.ts', { cwd: here }).map((file) => basename(file, '.bench.ts'));
const name = process.argv[2] ?? '';

if (!names.includes(name)) {
	console.error(`Usage: npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`);
	process.exit(2);
}
const { run } = (await import(join(here, `${name}.bench.ts`))) as { run: () => Promise<BenchResult> };
const { table, goals, details } = await run();
console.table(table);
console.log(JSON.stringify({ bench: name, goals, ...details }));
