/** Work waiting for the one connection it needs; `settle` says how it ended. */
interface Waiting {
	run(): Promise<void>;
	settle(failure: unknown): void;
}

/** How the adapter brackets a group of works. */
export interface Brackets {
	begin(): void | Promise<void>;
	/** Runs between the works of a group of several, so that one which fails undoes only itself. */
	mark(): void | Promise<void>;
	undo(): void | Promise<void>;
	keep(): void | Promise<void>;
	commit(): void | Promise<void>;
	rollback(): void | Promise<void>;
	/**
	 * Is it the transaction that failed, through no fault of a work? Then all of the group is run again from its beginning;
	 * `turn` counts from 1. What comes after a commit whose end nobody knows must not be.
	 */
	again?(failure: unknown, turn: number): boolean;
}

/** Most works that share a commit: bounds how long the first of them waits. */
const GROUP = 64;

export interface WorkQueue {
	/** Resolves after the commit that holds the work; throws what the work or the commit threw. */
	add<T>(work: () => Promise<T>): Promise<T>;
	/** Resolves when nothing is left. Nothing may be added afterwards. */
	drained(): Promise<void>;
}

/**
 * Runs works one after another; those that wait already share one commit, and so one wait for the disk.
 * Without this, transactions with awaits in them would interleave on the one connection.
 */
export function workQueue(brackets: Brackets): WorkQueue {
	const waiting: Waiting[] = [];
	let running: Promise<void> | null = null;

	async function runAll(): Promise<void> {
		while (waiting.length > 0) await runGroup(brackets, waiting.splice(0, GROUP));
		running = null;
	}

	return {
		add: (work) =>
			new Promise((resolve, reject) => {
				let result: { value: Awaited<ReturnType<typeof work>> };
				waiting.push({
					run: async () => void (result = { value: await work() }),
					settle: (failure) => (failure === null ? resolve(result.value) : reject(asError(failure))),
				});
				// Not at once: what else this turn of the event loop brings joins the same commit.
				running ??= Promise.resolve().then(runAll);
			}),
		drained: async () => {
			while (running) await running;
		},
	};
}

async function runGroup(brackets: Brackets, group: readonly Waiting[]): Promise<void> {
	/** Those not settled yet: one that fails by its own fault is not run again with the others. */
	const open = new Set(group);
	for (let turn = 1; ; turn++) {
		try {
			await brackets.begin();
			if (group.length === 1) await group[0]!.run();
			else for (const work of open) if (!(await runOne(brackets, work, turn))) open.delete(work);
			await brackets.commit();
			break;
		} catch (failure) {
			await brackets.rollback();
			if (brackets.again?.(failure, turn)) continue;
			for (const work of open) work.settle(failure ?? new Error('transaction failed'));
			return;
		}
	}
	for (const work of open) work.settle(null);
}

/** False where the work failed: it is settled already and has left no trace. */
async function runOne(brackets: Brackets, work: Waiting, turn: number): Promise<boolean> {
	await brackets.mark();
	try {
		await work.run();
	} catch (failure) {
		if (brackets.again?.(failure, turn)) throw failure;
		await brackets.undo();
		work.settle(failure);
		return false;
	}
	await brackets.keep();
	return true;
}

const asError = (failure: unknown): Error =>
	failure instanceof Error ? failure : new Error(String(failure));
