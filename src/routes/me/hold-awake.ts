/** Keeps the screen lit while the page is in front; a browser that cannot just does not. Returns the way to stop it. */
export function holdAwake(): () => void {
	let lock: WakeLockSentinel | undefined;
	let over = false;
	const hold = (): void => {
		if (document.visibilityState !== 'visible') return;
		void navigator.wakeLock?.request('screen').then(
			(held) => (over ? void held.release() : (lock = held)),
			() => undefined,
		);
	};
	hold();
	document.addEventListener('visibilitychange', hold);
	return () => {
		over = true;
		document.removeEventListener('visibilitychange', hold);
		void lock?.release();
	};
}
