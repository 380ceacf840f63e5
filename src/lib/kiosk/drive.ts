import { followLive } from './live.ts';
import type { SyncLoop } from './sync-loop.ts';

const POLL_MS = 30_000;
const TICK_MS = 1000;

/** Keeps the loop going by everything that may mean news. `navigator.onLine` is no more than a hint. */
export function drive(loop: SyncLoop, origin: string): () => void {
	const tick = setInterval(() => void loop.tick(), TICK_MS);
	const poll = setInterval(() => void loop.nudge(), POLL_MS);
	const hurry = (): void => void loop.hurry();
	const seen = (): void => {
		if (document.visibilityState === 'visible') hurry();
	};
	addEventListener('online', hurry);
	document.addEventListener('visibilitychange', seen);
	let unfollow: (() => void) | null = null;
	let ended = false;
	// After the first exchange, which has made sure of the session that the stream asks for.
	void loop.nudge().then(() => {
		if (ended) return;
		unfollow = followLive(`${origin}/api/v1/live`, { onOpen: hurry, onChange: () => void loop.nudge() });
	});
	return () => {
		ended = true;
		clearInterval(tick);
		clearInterval(poll);
		removeEventListener('online', hurry);
		document.removeEventListener('visibilitychange', seen);
		unfollow?.();
	};
}
