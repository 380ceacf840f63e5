/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />
import { build, files, prerendered, version } from '$service-worker';
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { isPacked, servePacked } from './lib/kiosk/packs/serve.ts';

declare const self: ServiceWorkerGlobalScope;

/** The areas that the browser draws alone; everything else, the API above all, always goes to the hub. */
const clientOnly = /^\/(kiosk|lobby|desk)(\/|$)/;

const shell = '/shell';

/** Pictures of the app itself: for whoever installs it, not for a device's storage. */
const pictures = /^\/screenshots\//;

precacheAndRoute([
	// Names made by the build hold a hash; the others need the version to be told apart.
	...build.map((url) => ({ url, revision: null })),
	...[...files, ...prerendered]
		.filter((url) => !pictures.test(url))
		.map((url) => ({ url, revision: version })),
]);
registerRoute(new NavigationRoute(createHandlerBoundToURL(shell), { allowlist: [clientOnly] }));
registerRoute(
	({ url, sameOrigin }) => sameOrigin && isPacked(url),
	({ request }) => servePacked(request),
);
cleanupOutdatedCaches();
clientsClaim();

// A new version waits until the page says that nobody stands at the screen.
self.addEventListener('message', (event) => {
	const message: unknown = event.data;
	if (
		typeof message === 'object' &&
		message !== null &&
		'type' in message &&
		message.type === 'SKIP_WAITING'
	) {
		void self.skipWaiting();
	}
});
