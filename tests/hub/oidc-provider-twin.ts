import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small OpenID provider with real keys and signatures, that knows one person and asks for no password. */
export interface ProviderTwin {
	readonly issuer: string;
	/** What it puts into the next tokens beside what belongs there. */
	claims: Record<string, unknown>;
	/** What it tells at its userinfo endpoint beside `sub`. */
	told: Record<string, unknown>;
	/** How it signs: with the key that it publishes, another one, or not at all. */
	signs: 'well' | 'with-another-key' | 'not-at-all' | 'with-its-public-key';
	/** How often a code was exchanged. */
	exchanged: number;
	close(): Promise<void>;
}

const CLIENT = { id: 'gongzhan', secret: 'a secret: with %, + and 字' };
export const PROVIDER_CLIENT = CLIENT;

const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
	let text = '';
	for await (const part of request) text += String(part);
	return new URLSearchParams(text);
}

export async function startProvider(algorithm: 'RS256' | 'ES256' | 'EdDSA' = 'ES256'): Promise<ProviderTwin> {
	const [own, other] = [keyPair(algorithm), keyPair(algorithm)];
	const attempts = new Map<string, Record<string, string>>();
	const token = (payload: object): string => {
		const head =
			twin.signs === 'not-at-all' ? 'none' : twin.signs === 'with-its-public-key' ? 'HS256' : algorithm;
		const text = `${b64({ alg: head, kid: 'one' })}.${b64(payload)}`;
		if (twin.signs === 'not-at-all') return `${text}.`;
		const key = twin.signs === 'well' ? own.privateKey : other.privateKey;
		return `${text}.${signed(algorithm, key, text)}`;
	};
	const authorize = (url: URL): string => {
		const asked = Object.fromEntries(url.searchParams);
		const code = randomBytes(16).toString('base64url');
		attempts.set(code, asked);
		const back = new URL(asked['redirect_uri']!);
		for (const [name, value] of [
			['code', code],
			['state', asked['state']!],
			['iss', twin.issuer],
		] as const)
			back.searchParams.set(name, value);
		return back.href;
	};
	const exchange = (body: URLSearchParams, authorization: string | undefined): object | null => {
		const attempt = attempts.get(body.get('code') ?? '');
		attempts.delete(body.get('code') ?? '');
		const challenge = createHash('sha256')
			.update(body.get('code_verifier') ?? '')
			.digest('base64url');
		const right =
			attempt?.['code_challenge'] === challenge &&
			attempt['redirect_uri'] === body.get('redirect_uri') &&
			authorization === basicAuthorization();
		if (!right) return null;
		twin.exchanged++;
		const now = Math.floor(Date.now() / 1000);
		const claims = {
			...{ iss: twin.issuer, sub: 'person-1', aud: CLIENT.id, iat: now, exp: now + 300 },
			...{ nonce: attempt['nonce'], ...twin.claims },
		};
		return { access_token: 'access', token_type: 'Bearer', expires_in: 300, id_token: token(claims) };
	};
	const server = createServer((request, response) => {
		void (async () => {
			const url = new URL(request.url!, twin.issuer);
			const json = (value: unknown, status = 200): void =>
				void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
			if (url.pathname === '/.well-known/openid-configuration') return json(metadata(twin.issuer));
			if (url.pathname === '/keys')
				return json({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig' }] });
			if (url.pathname === '/authorize')
				return void response.writeHead(302, { location: authorize(url) }).end();
			if (url.pathname === '/token') {
				const tokens = exchange(await bodyOf(request), request.headers.authorization);
				return tokens ? json(tokens) : json({ error: 'invalid_grant' }, 400);
			}
			if (url.pathname === '/userinfo' && request.headers.authorization === 'Bearer access')
				return json({ sub: 'person-1', ...twin.told });
			return json({}, 404);
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const twin: ProviderTwin = {
		issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		...{ claims: {}, told: {}, signs: 'well', exchanged: 0 },
		close: () => new Promise((resolve) => server.close(() => resolve())),
	};
	return twin;
}

const metadata = (issuer: string) => ({
	...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
	...{ jwks_uri: `${issuer}/keys`, userinfo_endpoint: `${issuer}/userinfo` },
	authorization_response_iss_parameter_supported: true,
});

function keyPair(algorithm: string): { publicKey: KeyObject; privateKey: KeyObject } {
	if (algorithm === 'RS256') return generateKeyPairSync('rsa', { modulusLength: 2048 });
	if (algorithm === 'EdDSA') return generateKeyPairSync('ed25519');
	return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

const signed = (algorithm: string, key: KeyObject, text: string): string =>
	sign(algorithm === 'EdDSA' ? null : 'sha256', Buffer.from(text), {
		key,
		dsaEncoding: 'ieee-p1363',
	}).toString('base64url');

/** RFC 6749, 2.3.1: both parts form-encoded. */
const formEncoded = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');
const basicAuthorization = (): string =>
	`Basic ${Buffer.from(`${formEncoded(CLIENT.id)}:${formEncoded(CLIENT.secret)}`).toString('base64')}`;
