import type { Cookies } from '@sveltejs/kit';

/** Session of a paired machine, and of someone on the staff. Neither opens the other's doors. */
export const DEVICE_COOKIE = 'gz_device';
export const STAFF_COOKIE = 'gz_staff';
export type SessionCookie = typeof DEVICE_COOKIE | typeof STAFF_COOKIE;

/** A kiosk signs in again by its key whenever it likes; people sign in once a working day. */
const MAX_AGE_S: Record<SessionCookie, number> = {
	[DEVICE_COOKIE]: 30 * 86_400,
	[STAFF_COOKIE]: 12 * 3600,
};

/** What setting a cookie needs of a SvelteKit event. */
export interface CookieEvent {
	readonly cookies: Cookies;
	readonly url: URL;
}

/** `token`: what the hub's `openSession`, `signIn` or `acceptInvite` gave. */
export function setSession({ cookies, url }: CookieEvent, name: SessionCookie, token: string): void {
	cookies.set(name, token, { ...scope(url), maxAge: MAX_AGE_S[name] });
}

export function clearSession({ cookies, url }: CookieEvent, name: SessionCookie): void {
	cookies.delete(name, scope(url));
}

const scope = (url: URL) =>
	({ path: '/', httpOnly: true, sameSite: 'strict', secure: url.protocol === 'https:' }) as const;
