/** Work waiting for the one connection it needs; `settle` says how it ended. */
interface Waiting {
	run(): Promise<void>;
	settle(failure: unknown): void;
}

/** How the adapter brackets a group of works. */
export interface Brackets {
	begin(): void | Promise<void>;
	/** Runs between the works of a group, so that one which fails undoes only itself. */
	mark(): void | Promise<void>;
	undo(): void | Promise<void>;
	keep(): void | Promise<void>;
	commit(): void | Promise<void>;
	rollback(): void | Promise<void>;
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

	async function runGroup(group: Waiting[]): Promise<void> {
		const done: Waiting[] = [];
		try {
			await brackets.begin();
			for (const work of group) if (await runOne(brackets, work)) done.push(work);
			await brackets.commit();
		} catch (failure) {
			await brackets.rollback();
			for (const work of group) work.settle(failure ?? new Error('transaction failed'));
			return;
		}
		for (const work of done) work.settle(null);
	}

	async function runAll(): Promise<void> {
		while (waiting.length > 0) await runGroup(waiting.splice(0, GROUP));
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

/** False where the work failed: it is settled already and has left no trace. */
async function runOne(brackets: Brackets, work: Waiting): Promise<boolean> {
	await brackets.mark();
	try {
		await work.run();
	} catch (failure) {
		await brackets.undo();
		work.settle(failure);
		return false;
	}
	await brackets.keep();
	return true;
}

const asError = (failure: unknown): Error =>
	failure instanceof Error ? failure : new Error(String(failure));
