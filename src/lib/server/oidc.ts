import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { toBase64Url } from '../base/bytes.ts';
import type { MemberId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Context } from './context.ts';
import { readIdToken, type IdClaims } from './id-token.ts';
import { askProvider, discover, publicKeys, type Metadata } from './oidc-provider.ts';
import { vouch, vouched } from './token.ts';
import type { OidcConfig, UnionSignIn } from './union-sign-in.ts';

/** People type a password meanwhile, and look for their phone's second factor. */
const ATTEMPT_MS = 10 * 60_000;
const METADATA_MS = 3_600_000;

const TokensSchema = v.object({ id_token: v.string(), access_token: v.optional(v.string()) });
/** What came back. A code is never longer than a header may be. */
const CameSchema = v.object({
	code: v.pipe(v.string(), v.minLength(1), v.maxLength(4000)),
	state: v.string(),
	iss: v.optional(v.string()),
});

/** The authorization code flow with PKCE (RFC 7636), state and nonce; nothing of an attempt is kept on the hub. */
export function unionSignIn(context: Context, config: OidcConfig): UnionSignIn {
	const { clock, random, keyring } = context;
	const key = keyring.purpose('oidc');
	let known: { metadata: Metadata; until: number } | null = null;
	const metadataNow = async (): Promise<Metadata | null> => {
		if (known && known.until > clock.now()) return known.metadata;
		const metadata = await discover(config.issuer);
		known = metadata && { metadata, until: clock.now() + METADATA_MS };
		return metadata;
	};

	return {
		async begin(back) {
			const metadata = await metadataNow();
			if (!metadata) return null;
			const [state, nonce, verifier] = [random.bytes(16), random.bytes(16), random.bytes(32)].map(
				toBase64Url,
			);
			const url = new URL(metadata.authorization_endpoint);
			const asked = {
				...{ response_type: 'code', scope: 'openid profile', client_id: config.clientId, redirect_uri: back },
				...{ state: state!, nonce: nonce!, code_challenge_method: 'S256' },
				code_challenge: createHash('sha256').update(verifier!).digest('base64url'),
			};
			for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
			const kept = vouch(key, [state, nonce, verifier, clock.now() + ATTEMPT_MS].join(' '));
			return { url: url.href, kept };
		},
		async finish(came, back, kept) {
			const [state, nonce, verifier, until] = (vouched(key, kept) ?? '').split(' ');
			const answer = v.safeParse(CameSchema, Object.fromEntries(came.searchParams));
			const metadata = await metadataNow();
			if (!metadata || !answer.success || !state || answer.output.state !== state) return err('failed');
			if (!(Number(until) > clock.now()) || !isFrom(metadata, answer.output.iss)) return err('failed');
			const exchange = { code: answer.output.code, verifier: verifier!, back };
			const tokens = v.safeParse(TokensSchema, await exchangeCode(metadata, config, exchange));
			if (!tokens.success) return err('failed');
			const expected = { ...config, nonce: nonce!, now: clock.now() };
			const claims = readIdToken(tokens.output.id_token, await publicKeys(metadata), expected);
			if (!claims) return err('failed');
			return memberOf(context, await numberIn(metadata, config, claims, tokens.output.access_token));
		},
	};
}

/** RFC 9207: a provider that says who answers must be the one that was asked. */
const isFrom = (metadata: Metadata, iss: string | undefined): boolean =>
	iss === undefined ? !metadata.authorization_response_iss_parameter_supported : iss === metadata.issuer;

function exchangeCode(
	metadata: Metadata,
	{ clientId, clientSecret }: OidcConfig,
	{ code, verifier, back }: { code: string; verifier: string; back: string },
): Promise<unknown> {
	const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: back });
	body.set('code_verifier', verifier);
	const headers: Record<string, string> = {};
	const basic = metadata.token_endpoint_auth_methods_supported.includes('client_secret_basic');
	if (clientSecret && basic) {
		// Form-encoded before they are joined (RFC 6749, 2.3.1).
		const [id, secret] = [clientId, clientSecret].map((part) =>
			new URLSearchParams({ '': part }).toString().slice(1),
		);
		headers['authorization'] = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
	} else {
		body.set('client_id', clientId);
		if (clientSecret) body.set('client_secret', clientSecret);
	}
	return askProvider(metadata.token_endpoint, { method: 'POST', headers, body });
}

/** The member number, out of the token or, where that is short, of what the provider tells about the same person. */
async function numberIn(
	{ userinfo_endpoint: place }: Metadata,
	{ memberClaim }: OidcConfig,
	claims: IdClaims,
	accessToken: string | undefined,
): Promise<string | null> {
	const own = asNumber(claims[memberClaim]);
	if (own !== null || !place || !accessToken) return own;
	const told = await askProvider(place, { headers: { authorization: `Bearer ${accessToken}` } });
	const read = v.safeParse(v.looseObject({ sub: v.literal(claims.sub) }), told);
	return read.success ? asNumber(read.output[memberClaim]) : null;
}

const asNumber = (claim: unknown): string | null =>
	(typeof claim === 'string' && claim.length > 0 && claim.length <= 40) || typeof claim === 'number'
		? String(claim)
		: null;

async function memberOf(
	{ storage, clock }: Context,
	number: string | null,
): Promise<Result<MemberId, 'unknown'>> {
	const person = number === null ? null : await storage.read((tx) => tx.people.byNumber(number));
	if (!person || person.guest) return err('unknown');
	const who = `member:${person.memberId}`;
	await storage.write(null, (tx) =>
		tx.audit.append({
			...{
				at: clock.now(),
				venueId: null,
				actor: who,
				action: 'union-signed-in',
				subject: who,
				detail: null,
			},
		}),
	);
	return ok(person.memberId);
}
