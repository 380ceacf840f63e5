import * as v from 'valibot';
import { JwkSchema, type Jwk } from './id-token.ts';

/** What a provider says of itself (OpenID Connect Discovery 1.0). */
const address = v.pipe(v.string(), v.url(), v.regex(/^https?:/));
const MetadataSchema = v.object({
	issuer: v.string(),
	authorization_endpoint: address,
	token_endpoint: address,
	jwks_uri: address,
	userinfo_endpoint: v.optional(address),
	token_endpoint_auth_methods_supported: v.optional(v.array(v.string()), ['client_secret_basic']),
	authorization_response_iss_parameter_supported: v.optional(v.boolean(), false),
});
export type Metadata = v.InferOutput<typeof MetadataSchema>;
const KeySetSchema = v.object({ keys: v.array(JwkSchema) });

const PATIENCE_MS = 10_000;
const MOST_CHARACTERS = 200_000;

/** JSON from the provider; null of anything else, or where it does not answer. */
export async function askProvider(url: string, init: RequestInit = {}): Promise<unknown> {
	try {
		const headers = { accept: 'application/json', ...init.headers };
		const signal = AbortSignal.timeout(PATIENCE_MS);
		// A redirect could lead the secret elsewhere.
		const response = await fetch(url, { ...init, headers, signal, redirect: 'error' });
		const text = await response.text();
		return response.ok && text.length <= MOST_CHARACTERS ? JSON.parse(text) : null;
	} catch {
		return null;
	}
}

/** Null where it cannot be reached, or speaks for another issuer. */
export async function discover(issuer: string): Promise<Metadata | null> {
	const place = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
	const read = v.safeParse(MetadataSchema, await askProvider(place));
	return read.success && read.output.issuer === issuer ? read.output : null;
}

export async function publicKeys({ jwks_uri }: Metadata): Promise<Jwk[]> {
	const read = v.safeParse(KeySetSchema, await askProvider(jwks_uri));
	return read.success ? read.output.keys : [];
}
