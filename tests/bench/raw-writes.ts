import { DatabaseSync, StatementSync } from 'node:sqlite';
import { PRAGMAS } from '../../src/lib/server/storage/sqlite.ts';

/** One statement that wrote, with its values. */
interface Write {
	readonly text: string;
	readonly values: readonly (string | number | null)[];
}

/** What was written between a BEGIN and its COMMIT. */
export type Transaction = readonly Write[];

/** Notes everything that is written through node:sqlite while `work` runs, transaction by transaction. */
export async function recordWrites(work: () => Promise<void>): Promise<Transaction[]> {
	const done: Transaction[] = [];
	let open: Write[] = [];
	// eslint-disable-next-line @typescript-eslint/unbound-method -- put back below, and called on each statement
	const { run, get } = StatementSync.prototype;
	const note = (text: string, values: Write['values']): void => {
		if (/^COMMIT/.test(text)) {
			if (open.length > 0) done.push(open);
			open = [];
		} else if (/^(INSERT|UPDATE|DELETE)/.test(text)) open.push({ text, values });
	};
	const noting = (original: (...values: never[]) => unknown) =>
		function (this: StatementSync, ...values: never[]) {
			const result = original.apply(this, values);
			note(this.sourceSQL, values);
			return result;
		};
	StatementSync.prototype.run = noting(run) as never;
	StatementSync.prototype.get = noting(get) as never;
	try {
		await work();
	} finally {
		Object.assign(StatementSync.prototype, { run, get });
	}
	return done;
}

/** Writes the same rows with nothing around it: prepared statements, one commit a transaction, WAL and FULL. */
export function writeRaw(file: string, transactions: readonly Transaction[]): number {
	const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5000 });
	db.exec(PRAGMAS);
	const prepared = new Map<string, StatementSync>();
	for (const { text } of transactions.flat()) if (!prepared.has(text)) prepared.set(text, db.prepare(text));
	const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
	const began = performance.now();
	for (const transaction of transactions) {
		begin.run();
		for (const { text, values } of transaction) prepared.get(text)!.run(...values);
		commit.run();
	}
	const took = performance.now() - began;
	db.close();
	return took;
}
