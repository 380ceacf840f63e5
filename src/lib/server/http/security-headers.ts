/** Headers of every answer, files and prerendered pages included, for which the app's own hooks do not run. */
const ALWAYS = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'x-frame-options': 'DENY',
} as const;

/** A page brings its own, stricter policy, which replaces this one; an API answer is never to be shown at all. */
const PAGE_CSP = "frame-ancestors 'none'";
const API_CSP = "default-src 'none'; frame-ancestors 'none'";

/** `secure`: the visitor's browser came over TLS, here or at a proxy before us. */
export const securityHeaders = (path: string, secure: boolean): Record<string, string> => ({
	...ALWAYS,
	'content-security-policy': path.startsWith('/api/') ? API_CSP : PAGE_CSP,
	...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
});
