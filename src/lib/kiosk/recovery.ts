const MARK = 'gongzhan-recovered-at';
const ONCE_IN_MS = 60_000;

/** How long to wait before reloading at `now`, when the last recovery was at `last`. Milliseconds. */
export const recoveryDelay = (last: number | null, now: number): number =>
	last === null || last > now ? 0 : Math.max(0, last + ONCE_IN_MS - now);

/**
 * Reloads the page after an error that nobody caught, at most once a minute: a screen in a lobby must not stay dead.
 * Refusals by the browser (a video that may not play, a request given up) are no such errors.
 */
export function recoverFromErrors(): () => void {
	let planned: ReturnType<typeof setTimeout> | undefined;
	const recover = (error: unknown): void => {
		console.error(error);
		if (planned !== undefined) return;
		const mark = Number(sessionStorage.getItem(MARK));
		planned = setTimeout(
			() => {
				sessionStorage.setItem(MARK, String(Date.now()));
				location.reload();
			},
			recoveryDelay(mark || null, Date.now()),
		);
	};
	const onError = (event: ErrorEvent): void => {
		if (event.error) recover(event.error);
	};
	const onRejection = (event: PromiseRejectionEvent): void => {
		if (!(event.reason instanceof DOMException)) recover(event.reason);
	};
	addEventListener('error', onError);
	addEventListener('unhandledrejection', onRejection);
	return () => {
		clearTimeout(planned);
		removeEventListener('error', onError);
		removeEventListener('unhandledrejection', onRejection);
	};
}
