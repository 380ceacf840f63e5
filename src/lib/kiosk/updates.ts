/** A newer version of the app: fetched by the service worker at once, applied when nobody stands at the screen. */
export interface Updates {
	/** Looks for a newer version now. */
	readonly check: () => void;
	/** Lets the waiting version take over and reloads. */
	readonly apply: () => void;
}

/** Registers the service worker. `onReady`: a newer version waits. */
export async function watchUpdates(onReady: () => void): Promise<Updates | null> {
	if (!('serviceWorker' in navigator)) return null;
	const { Workbox } = await import('workbox-window');
	const workbox = new Workbox('/service-worker.js');
	let asked = false;
	workbox.addEventListener('waiting', onReady);
	workbox.addEventListener('controlling', () => {
		if (asked) location.reload();
	});
	await workbox.register();
	return {
		check: () => void workbox.update().catch(() => undefined),
		apply: () => {
			asked = true;
			workbox.messageSkipWaiting();
		},
	};
}
