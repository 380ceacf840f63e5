import type { Drainer } from './drainer.ts';

/** Asks the service worker, with a port for the answer. */
async function ask(asked: object): Promise<number> {
	await navigator.serviceWorker.register('/workbox-worker.js');
	const { active } = await navigator.serviceWorker.ready;
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = (event: MessageEvent<number>) => resolve(event.data);
		active!.postMessage(asked, [port2]);
	});
}

const drainer: Drainer = {
	fill: async (count) => void (await ask({ do: 'fill', count })),
	drain: () => ask({ do: 'drain' }),
	left: () => ask({ do: 'left' }),
};
Object.assign(globalThis, { drainer });
