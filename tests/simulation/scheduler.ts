/** Time of the simulated world. Whole milliseconds since its beginning; nothing in it waits for a real clock. */
export interface Scheduler {
	readonly now: number;
	/** Does `act` in `delay` ms; what is due at the same moment is done in the order it was planned. Returns the way to stop it. */
	after(delay: number, act: () => unknown): () => void;
	/** Does all that is due up to `until`, one event at a time. */
	run(until: number): Promise<void>;
}

interface Due {
	readonly at: number;
	readonly order: number;
	/** Null: no longer wanted. */
	act: (() => unknown) | null;
}

/** `onError`: told what an event threw or rejected with. */
export function createScheduler(onError: (error: unknown) => void): Scheduler {
	/** A binary heap: each is due before the two below it. */
	const heap: Due[] = [];
	let now = 0;
	let planned = 0;

	function add(due: Due): void {
		let at = heap.push(due) - 1;
		while (at > 0) {
			const above = (at - 1) >> 1;
			if (!isBefore(due, heap[above]!)) break;
			heap[at] = heap[above]!;
			at = above;
		}
		heap[at] = due;
	}

	function takeFirst(): Due {
		const first = heap[0]!;
		const last = heap.pop()!;
		if (heap.length === 0) return first;
		let at = 0;
		for (;;) {
			let below = 2 * at + 1;
			if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below++;
			if (below >= heap.length || !isBefore(heap[below]!, last)) break;
			heap[at] = heap[below]!;
			at = below;
		}
		heap[at] = last;
		return first;
	}

	return {
		get now() {
			return now;
		},
		after(delay, act) {
			const due: Due = { at: now + Math.max(0, Math.round(delay)), order: planned++, act };
			add(due);
			return () => void (due.act = null);
		},
		async run(until) {
			while (heap.length > 0 && heap[0]!.at <= until) {
				const due = takeFirst();
				if (!due.act) continue;
				now = due.at;
				try {
					const done: unknown = due.act();
					if (done instanceof Promise) done.catch(onError);
				} catch (error) {
					onError(error);
				}
				await allSaid();
			}
			now = Math.max(now, until);
		},
	};
}

const isBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Everything that waits for nothing but promises has gone as far as it can: stores and routes wait for nothing else. */
const allSaid = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
