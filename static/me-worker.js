/**
 * The pass's page without a network: the page as it was last seen, and the files it is made of. It stands alone, so that
 * a phone loads a few kilobytes instead of what a kiosk keeps.
 */
const CACHE = 'gongzhan-me';
const PAGE = '/me';
/** A page that takes longer is as good as none: somebody stands at the door. */
const PATIENCE_MS = 4000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
	if (event.data?.type === 'keep' && Array.isArray(event.data.parts)) event.waitUntil(keep(event.data.parts));
});

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== self.location.origin) return;
	if (request.mode === 'navigate' && url.pathname === PAGE && url.search === '')
		event.respondWith(pageFrom(event));
	else if (url.pathname.startsWith('/_app/immutable/')) event.respondWith(partFrom(request));
});

/** The page of now, kept for later; without a network, the last one. */
async function pageFrom(event) {
	const cache = await caches.open(CACHE);
	const fresh = fetch(event.request).then((response) => {
		if (response.ok && !response.redirected) event.waitUntil(cache.put(PAGE, response.clone()));
		return response;
	});
	const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
	const answer = await Promise.race([fresh.catch(() => null), late]);
	return answer ?? (await cache.match(PAGE)) ?? fresh;
}

/** Their names hold a hash of what is in them. */
async function partFrom(request) {
	const kept = await caches.match(request, { cacheName: CACHE });
	return kept ?? fetch(request);
}

/** What the open page was made of, and nothing of an older one. */
async function keep(parts) {
	const cache = await caches.open(CACHE);
	const wanted = new Set([new URL(PAGE, self.location.origin).href, ...parts]);
	for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
	const have = new Set((await cache.keys()).map((request) => request.url));
	const page = await fetch(PAGE, { credentials: 'same-origin' });
	if (page.ok && !page.redirected) await cache.put(PAGE, page);
	for (const part of parts) if (!have.has(part)) await cache.add(part).catch(() => undefined);
}
