import { Worker } from 'node:worker_threads';
import type { Mutation } from './mutations/list.ts';

/** One world to be played. */
export interface Task {
	readonly seed: number;
	readonly mutation: Mutation | null;
}

export interface Played {
	readonly seed: number;
	readonly ticks: number;
	/** The first broken rule, and a screenful about it; null where none was broken. */
	readonly broken: { readonly said: string; readonly report: string } | null;
}

/** Worker threads that play worlds side by side. */
export interface Pool {
	/**
	 * Plays worlds until there are none left or `on` says that it has seen enough. `on` is called in the order of the tasks,
	 * however fast each was, so that the same seeds always print the same.
	 */
	play(tasks: readonly Task[], on: (played: Played) => boolean, onProgress?: () => void): Promise<void>;
	close(): Promise<void>;
}

export function openPool(jobs: number): Pool {
	const workers = Array.from({ length: jobs }, () => new Worker(new URL('worker.ts', import.meta.url)));
	return {
		async play(tasks, on, onProgress = () => undefined) {
			const done = new Map<number, Played>();
			let next = 0;
			let told = 0;
			let isEnough = false;
			const work = async (worker: Worker): Promise<void> => {
				while (next < tasks.length && !isEnough) {
					const index = next++;
					done.set(index, await ask(worker, tasks[index]!));
					onProgress();
					for (let played; (played = done.get(told)) && !isEnough; told++) {
						done.delete(told);
						isEnough = !on(played);
					}
				}
			};
			await Promise.all(workers.map(work));
		},
		async close() {
			for (const worker of workers) worker.postMessage(null);
			await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve))));
		},
	};
}

function ask(worker: Worker, task: Task): Promise<Played> {
	return new Promise((resolve, reject) => {
		const onMessage = (played: Played): void => {
			worker.off('error', reject);
			resolve(played);
		};
		worker.once('message', onMessage);
		worker.once('error', reject);
		worker.postMessage(task);
	});
}
