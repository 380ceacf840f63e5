import { constants, createPublicKey, verify, type KeyObject, type webcrypto } from 'node:crypto';
import * as v from 'valibot';
import { fromBase64Url, utf8 } from '../base/bytes.ts';

/** ID tokens (OpenID Connect Core 3.1.3.7) as signed JWTs (RFC 7515). */

/** Signatures by public keys only: with `none` or a shared secret anybody could write one. */
const ALGORITHMS = {
	RS256: { type: 'rsa', hash: 'sha256' },
	RS384: { type: 'rsa', hash: 'sha384' },
	RS512: { type: 'rsa', hash: 'sha512' },
	PS256: { type: 'rsa', hash: 'sha256', padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
	PS384: { type: 'rsa', hash: 'sha384', padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 },
	ES256: { type: 'ec', hash: 'sha256', curve: 'prime256v1' },
	ES384: { type: 'ec', hash: 'sha384', curve: 'secp384r1' },
	EdDSA: { type: 'ed25519', hash: null },
} as const;
type Algorithm = keyof typeof ALGORITHMS;

const HeaderSchema = v.object({
	alg: v.picklist(Object.keys(ALGORITHMS) as Algorithm[]),
	kid: v.optional(v.string()),
	/** Extensions that must be understood: none is. */
	crit: v.optional(v.never()),
});
const ClaimsSchema = v.looseObject({
	iss: v.string(),
	sub: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
	aud: v.union([v.string(), v.array(v.string())]),
	azp: v.optional(v.string()),
	exp: v.number(),
	iat: v.number(),
	nonce: v.optional(v.string()),
});
export type IdClaims = v.InferOutput<typeof ClaimsSchema>;

/** A provider's public key, as its JWKS has it. */
export const JwkSchema = v.looseObject({
	kty: v.string(),
	kid: v.optional(v.string()),
	use: v.optional(v.string()),
	alg: v.optional(v.string()),
});
export type Jwk = v.InferOutput<typeof JwkSchema>;

export interface Expected {
	readonly issuer: string;
	readonly clientId: string;
	readonly nonce: string;
	/** Milliseconds. */
	readonly now: number;
}

/** Clocks differ by so much, in seconds. */
const SKEW_S = 120;

/** The claims of a token that this provider wrote for us, now, for this attempt; null of any other. */
export function readIdToken(token: string, keys: readonly Jwk[], expected: Expected): IdClaims | null {
	const [head, body, signature, ...more] = token.split('.');
	if (!head || !body || !signature || more.length > 0) return null;
	const header = v.safeParse(HeaderSchema, decoded(head));
	const claims = v.safeParse(ClaimsSchema, decoded(body));
	const mac = fromBase64Url(signature);
	if (!header.success || !claims.success || !mac) return null;
	const signed = keys
		.filter((key) => isCandidate(key, header.output))
		.some((key) => isSignature(header.output.alg, key, utf8(`${head}.${body}`), mac));
	return signed && isMeant(claims.output, expected) ? claims.output : null;
}

function decoded(part: string): unknown {
	const bytes = fromBase64Url(part);
	try {
		return bytes && JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
	} catch {
		return null;
	}
}

const isCandidate = (key: Jwk, { kid, alg }: { kid?: string | undefined; alg: Algorithm }): boolean =>
	(kid === undefined || key.kid === undefined || key.kid === kid) &&
	(key.use ?? 'sig') === 'sig' &&
	(key.alg ?? alg) === alg;

function isSignature(alg: Algorithm, jwk: Jwk, signed: Uint8Array, signature: Uint8Array): boolean {
	const { type, hash, ...how } = ALGORITHMS[alg];
	try {
		const key: KeyObject = createPublicKey({ key: jwk as webcrypto.JsonWebKey, format: 'jwk' });
		if (key.asymmetricKeyType !== type) return false;
		if ('curve' in how && key.asymmetricKeyDetails?.namedCurve !== how.curve) return false;
		const options = type === 'ec' ? { key, dsaEncoding: 'ieee-p1363' as const } : { key, ...how };
		return verify(hash, signed, options, signature);
	} catch {
		return false; // a key of a kind that we do not know
	}
}

function isMeant({ iss, aud, azp, exp, iat, nonce }: IdClaims, expected: Expected): boolean {
	const audience = [aud].flat();
	const now = expected.now / 1000;
	return (
		iss === expected.issuer &&
		audience.includes(expected.clientId) &&
		(azp === undefined ? audience.length === 1 : azp === expected.clientId) &&
		exp > now - SKEW_S &&
		iat < now + SKEW_S &&
		nonce === expected.nonce
	);
}
