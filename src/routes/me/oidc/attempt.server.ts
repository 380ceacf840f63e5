import type { RequestEvent } from '@sveltejs/kit';

/** Holds one attempt to sign in, on the phone that makes it. */
export const ATTEMPT_COOKIE = 'gz_oidc';
export const attemptScope = ({ url }: RequestEvent) =>
	({ path: '/me/oidc', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' }) as const;

/** Where the provider sends the browser back to: the address that is registered there. */
export const backAddress = ({ locals, url }: RequestEvent): string =>
	`${locals.edge.publicOrigin ?? url.origin}/me/oidc/callback`;
