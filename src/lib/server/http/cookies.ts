import type { Cookies } from '@sveltejs/kit';

/** Session of a paired machine, of someone on the staff, and of a member's phone. None opens another's doors. */
export const DEVICE_COOKIE = 'gz_device';
export const STAFF_COOKIE = 'gz_staff';
export const PHONE_COOKIE = 'gz_me';
export type SessionCookie = typeof DEVICE_COOKIE | typeof STAFF_COOKIE | typeof PHONE_COOKIE;

/** A kiosk signs in again by its key whenever it likes; staff sign in once a working day; a member's phone stays signed in. */
const MAX_AGE_S: Record<SessionCookie, number> = {
	[DEVICE_COOKIE]: 30 * 86_400,
	[STAFF_COOKIE]: 12 * 3600,
	[PHONE_COOKIE]: 180 * 86_400,
};

/** What setting a cookie needs of a SvelteKit event. */
export interface CookieEvent {
	readonly cookies: Cookies;
	readonly url: URL;
}

/** `token`: what the hub's `openSession`, `signIn` or `acceptInvite` gave. */
export function setSession({ cookies, url }: CookieEvent, name: SessionCookie, token: string): void {
	cookies.set(name, token, { ...scope(url, name), maxAge: MAX_AGE_S[name] });
}

export function clearSession({ cookies, url }: CookieEvent, name: SessionCookie): void {
	cookies.delete(name, scope(url, name));
}

/** A phone comes by links: out of a chat, from a code that it scanned. What it may change, it changes by forms, which need this site. */
const scope = (url: URL, name: SessionCookie) =>
	({
		...{ path: '/', httpOnly: true, secure: url.protocol === 'https:' },
		sameSite: name === PHONE_COOKIE ? 'lax' : 'strict',
	}) as const;
