import type { MemberId } from '../base/id.ts';
import type { Result } from '../base/result.ts';

/** Signing in with an account that the union keeps elsewhere, by OpenID Connect: whoever can, needs no claim code. */
export interface UnionSignIn {
	/**
	 * Where to send the browser, and what it keeps (in a cookie of ours) until it comes back. Null where the provider cannot
	 * be reached. `back`: the address that the provider sends it to.
	 */
	begin(back: string): Promise<{ url: string; kept: string } | null>;
	/** Who came back. `unknown`: somebody signed in whose member number is on no roster. `came`: with all its parameters. */
	finish(came: URL, back: string, kept: string): Promise<Result<MemberId, 'failed' | 'unknown'>>;
}

/** What the operator says of the provider. */
export interface OidcConfig {
	/** As in its tokens' `iss`, without a slash at the end unless it has one there. */
	readonly issuer: string;
	readonly clientId: string;
	/** May be empty: a public client. Never print it. */
	readonly clientSecret: string;
	/** The claim that holds the member number. */
	readonly memberClaim: string;
}
