/** Keeps the screen on while the page is shown. Browsers take the lock away with each hiding: it is asked for again. */
export function keepAwake(): () => void {
	let lock: WakeLockSentinel | null = null;
	const ask = async (): Promise<void> => {
		if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
		try {
			lock = await navigator.wakeLock.request('screen');
		} catch {
			// Not now (battery, policy): the machine's own power settings decide.
		}
	};
	const onVisibility = (): void => void ask();
	document.addEventListener('visibilitychange', onVisibility);
	void ask();
	return () => {
		document.removeEventListener('visibilitychange', onVisibility);
		void lock?.release();
	};
}
