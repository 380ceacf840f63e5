import type { OidcConfig } from './union-sign-in.ts';

type Env = Readonly<Record<string, string | undefined>>;

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Null where OIDC_ISSUER is not set. A wrong value is told to `fault`, one line each. */
export function readOidc(env: Env, fault: (line: string) => void): OidcConfig | null {
	const read = (name: string): string => env[name]?.trim() ?? '';
	const issuer = read('OIDC_ISSUER');
	const clientId = read('OIDC_CLIENT_ID');
	if (!issuer) {
		if (clientId) fault('OIDC_CLIENT_ID is set without OIDC_ISSUER: name the provider too, or unset both');
		return null;
	}
	const url = URL.canParse(issuer) ? new URL(issuer) : null;
	const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOCAL.test(url.hostname));
	if (!url || !secure || url.search || url.hash)
		fault(`OIDC_ISSUER is "${issuer}": give the provider's https address, such as https://login.example.org`);
	if (!clientId) fault('OIDC_CLIENT_ID is missing: give the client id that the provider gave this hub');
	const memberClaim = read('OIDC_MEMBER_CLAIM') || 'member_number';
	return { issuer, clientId, clientSecret: read('OIDC_CLIENT_SECRET'), memberClaim };
}
