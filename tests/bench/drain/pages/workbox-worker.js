// JavaScript, since the types of what benches compare with are installed with it, and not before.
import { Queue } from 'workbox-background-sync';
import { plainCheckIn } from './drainer.ts';

/** Workbox's Queue lives in a service worker. The page says when, so that no browser's own schedule is measured. */
const queue = new Queue('check-ins', { onSync: async () => undefined });

async function answer(asked) {
	if (asked.do === 'left') return queue.size();
	if (asked.do === 'fill') {
		for (let n = 0; n < asked.count; n++) {
			const body = JSON.stringify(plainCheckIn(n));
			await queue.pushRequest({ request: new Request('/workbox', { method: 'POST', body }) });
		}
		return asked.count;
	}
	const started = performance.now();
	await queue.replayRequests();
	return performance.now() - started;
}

globalThis.addEventListener('install', () => void globalThis.skipWaiting());
globalThis.addEventListener('activate', (event) => event.waitUntil(globalThis.clients.claim()));
globalThis.addEventListener('message', (event) =>
	event.waitUntil(answer(event.data).then((value) => event.ports[0].postMessage(value))),
);
