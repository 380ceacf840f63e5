/**
 * Calls `lead` once this tab is the only one that drains the outbox [S13], and what it returned when `signal` aborts.
 * The lock goes to the next tab when this one closes. Where a browser has no Web Locks every tab drains: the protocol
 * makes that wasteful, never wrong [S4].
 */
export function drainAlone(lead: () => () => void, signal: AbortSignal): void {
	const leadUntilAborted = (): Promise<void> =>
		new Promise((resolve) => {
			if (signal.aborted) return resolve();
			const end = lead();
			signal.addEventListener('abort', () => {
				end();
				resolve();
			});
		});
	if (!('locks' in navigator)) {
		void leadUntilAborted();
		return;
	}
	navigator.locks.request('gongzhan-drainer', { signal }, leadUntilAborted).catch(() => {
		// aborted while waiting: another tab drains
	});
}
