import type { Seen } from './origin.ts';

/** Headers of every answer, files and prerendered pages included, for which the app's own hooks do not run. */
const ALWAYS = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'x-frame-options': 'DENY',
} as const;

/** A page brings its own, stricter policy, which replaces this one; an API answer is never to be shown at all. */
const PAGE_CSP = "frame-ancestors 'none'";
const API_CSP = "default-src 'none'; frame-ancestors 'none'";

/** What editors look at beside what they have written, in a frame of the console's. */
export const FRAMED = /^\/preview\//;

/** Where visitors may record a story: kiosks, which without a network get the shell. */
const LISTENS = /^\/(?:kiosk|shell)(?:[/?]|$)/;

/** `seen`: what the visitor's address bar says, of us or of the proxy before us. */
export const securityHeaders = (path: string, { protocol, host }: Seen): Record<string, string> => ({
	...ALWAYS,
	'permissions-policy': `camera=(self), microphone=(${LISTENS.test(path) ? 'self' : ''}), geolocation=()`,
	...(FRAMED.test(path) ? { 'x-frame-options': 'SAMEORIGIN' } : {}),
	'content-security-policy': path.startsWith('/api/') ? API_CSP : PAGE_CSP,
	// Not for localhost: browsers would ask every other program there for HTTPS too.
	...(protocol === 'https' && !/^localhost(?::|$)/.test(host)
		? { 'strict-transport-security': 'max-age=31536000' }
		: {}),
});
