import type { CameraFault } from './camera-open.ts';

/**
 * Resolves when it is worth trying the camera again: a device came, permission changed, or `retryAfter` ms have passed.
 * After a refusal time alone changes nothing, and asking again and again would pester; a touch may ask again.
 */
export async function waitForChange(
	fault: CameraFault,
	retryAfter: number,
	signal: AbortSignal,
): Promise<void> {
	const permission = await cameraPermission();
	if (signal.aborted) return;
	await new Promise<void>((resolve) => {
		const done = new AbortController();
		const wake = () => {
			done.abort();
			clearTimeout(timer);
			resolve();
		};
		const timer = fault === 'denied' ? undefined : setTimeout(wake, retryAfter);
		const until = { signal: done.signal };
		signal.addEventListener('abort', wake, until);
		permission?.addEventListener('change', wake, until);
		if ('mediaDevices' in navigator) {
			navigator.mediaDevices.addEventListener('devicechange', wake, until);
			if (fault === 'denied') window.addEventListener('pointerdown', wake, until);
		}
	});
}

/** Null where the browser keeps no such permission. */
async function cameraPermission(): Promise<PermissionStatus | null> {
	try {
		return await navigator.permissions.query({ name: 'camera' });
	} catch {
		return null;
	}
}
