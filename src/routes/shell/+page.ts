// The one page that the service worker keeps for every address of the client-only areas: no content of its own, and the
// router draws what the address asks for.
export const prerender = true;
export const ssr = false;
