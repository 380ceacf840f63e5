/** Time of the simulated world. Whole milliseconds since its beginning; nothing in it waits for a real clock. */
export interface Scheduler {
	readonly now: number;
	/** Does `act` in `delay` ms; what is due at the same moment is done in the order it was planned. */
	after(delay: number, act: () => unknown): void;
	/** Does all that is due up to `until`, one event at a time. */
	run(until: number): Promise<void>;
}

interface Due {
	readonly at: number;
	readonly order: number;
	readonly act: () => unknown;
}

/** `onError`: told what an event threw or rejected with. */
export function createScheduler(onError: (error: unknown) => void): Scheduler {
	const queue: Due[] = [];
	let now = 0;
	let planned = 0;

	function insert(due: Due): void {
		let place = queue.length;
		while (place > 0 && isBefore(due, queue[place - 1]!)) place--;
		queue.splice(place, 0, due);
	}

	return {
		get now() {
			return now;
		},
		after: (delay, act) => insert({ at: now + Math.max(0, Math.round(delay)), order: planned++, act }),
		async run(until) {
			while (queue.length > 0 && queue[0]!.at <= until) {
				const due = queue.shift()!;
				now = due.at;
				try {
					Promise.resolve(due.act()).catch(onError);
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

/** Everything that waits for nothing but promises has gone as far as it can: SQLite here is synchronous. */
const allSaid = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
