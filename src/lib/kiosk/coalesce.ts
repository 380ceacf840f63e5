/** Runs `work` at each call, but never twice at once: what comes meanwhile is served by one more run. */
export function coalesced(work: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> | null = null;
	let again = false;
	return () => {
		again = true;
		running ??= (async () => {
			while (again) {
				again = false;
				await work();
			}
		})().finally(() => (running = null));
		return running;
	};
}
