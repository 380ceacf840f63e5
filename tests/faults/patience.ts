import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `is` says so, or `withinMs` are over: then false. */
export async function until(is: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
	for (const end = performance.now() + withinMs; ; await sleep(50)) {
		if (await is()) return true;
		if (performance.now() > end) return false;
	}
}
