import { forgetPass } from './kept-pass.ts';
import { forgetKeys } from './phone-keys.ts';

/** Keeps the pass's page for when there is no network; a browser without service workers keeps it while it is open. */
export async function keepForOffline(): Promise<void> {
	try {
		const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
		if (!workers) return;
		await workers.register('/me-worker.js', { scope: '/me' });
		const { active } = await workers.getRegistration('/me').then((found) => settledWorker(found!));
		const parts = performance
			.getEntriesByType('resource')
			.map(({ name }) => name)
			.filter((name) => name.startsWith(`${location.origin}/_app/`));
		active?.postMessage({ type: 'keep', parts });
	} catch {
		// then the page needs the network the next time
	}
}

/** `navigator.serviceWorker.ready` would wait for ever where another worker covers the page. */
const settledWorker = (registration: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> =>
	new Promise((resolve) => {
		const coming = registration.installing ?? registration.waiting;
		if (registration.active || !coming) return resolve(registration);
		coming.addEventListener('statechange', () => {
			if (coming.state === 'activated' || coming.state === 'redundant') resolve(registration);
		});
	});

/** Nothing of whoever was signed in stays on this phone. */
export async function forgetEverything(): Promise<void> {
	try {
		forgetPass(localStorage);
	} catch {
		// denied: then nothing was kept either
	}
	forgetKeys();
	if (typeof caches !== 'undefined') await caches.delete('gongzhan-me').catch(() => false);
}
