import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/lib/server/config.ts';
import { unionSignIn } from '../../src/lib/server/oidc.ts';
import { hmacSha256 } from '../../src/lib/base/digest.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { utf8 } from '../../src/lib/base/bytes.ts';
import type { Context } from '../../src/lib/server/context.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { PROVIDER_CLIENT, startProvider, type ProviderTwin } from './oidc-provider-twin.ts';
import { enrollMembers, member, openWorld } from './world.ts';

const BACK = 'https://hub.example/me/oidc/callback';
let provider: ProviderTwin | null = null;
afterEach(() => provider?.close());

/** A hub at a provider; its clock shows the provider's time, which is the machine's. */
async function atProvider(algorithm?: Parameters<typeof startProvider>[0], issuer?: string) {
	provider = await startProvider(algorithm);
	const { hub, clock } = await openWorld();
	await enrollMembers(hub, 1);
	clock.at = Date.now();
	const keyring = { purpose: (name: string) => hmacSha256(utf8('secret'), utf8(name)) } as Context['keyring'];
	const context: Context = {
		clock,
		random: systemRandom,
		log: makeLog('silent'),
		storage: hub.storage,
		keyring,
	};
	const signIn = unionSignIn(context, {
		...{ issuer: issuer ?? provider.issuer, clientId: PROVIDER_CLIENT.id },
		...{ clientSecret: PROVIDER_CLIENT.secret, memberClaim: 'member_number' },
	});
	/** As a browser goes there and back. */
	const visit = async () => {
		const begun = (await signIn.begin(BACK))!;
		const { headers } = await fetch(begun.url, { redirect: 'manual' });
		return { came: new URL(headers.get('location')!), kept: begun.kept };
	};
	const finish = async () => {
		const { came, kept } = await visit();
		return signIn.finish(came, BACK, kept);
	};
	return { provider, hub, clock, signIn, visit, finish };
}

describe('signing in with a union’s account', () => {
	it.each(['RS256', 'ES256', 'EdDSA'] as const)(
		'finds the member by a claim of a token signed with %s',
		async (algorithm) => {
			const { provider, finish } = await atProvider(algorithm);
			provider.claims = { member_number: 'SF1' };
			expect(await finish()).toEqual({ ok: true, value: member(1) });
		},
	);
	it('asks the provider about the person where the token is short', async () => {
		const { provider, finish } = await atProvider();
		provider.told = { member_number: 'SF1' };
		expect(await finish()).toEqual({ ok: true, value: member(1) });
		provider.told = { member_number: 'SF1', sub: 'somebody-else' };
		expect(await finish()).toEqual({ ok: false, error: 'unknown' });
	});
	it('of somebody on no roster says so', async () => {
		const { provider, finish } = await atProvider();
		for (const number of ['SF99', '', null, ['SF1'], { SF1: 1 }]) {
			provider.claims = { member_number: number };
			expect(await finish()).toEqual({ ok: false, error: 'unknown' });
		}
	});
	it.each(['with-another-key', 'not-at-all', 'with-its-public-key'] as const)(
		'refuses a token signed %s',
		async (signs) => {
			const { provider, finish } = await atProvider();
			provider.claims = { member_number: 'SF1' };
			provider.signs = signs;
			expect(await finish()).toEqual({ ok: false, error: 'failed' });
			expect(provider.exchanged).toBe(1);
		},
	);
	it.each([
		['for another client', { aud: 'other' }],
		['for several, and not for us first', { aud: ['gongzhan', 'other'] }],
		['for several, in another’s name', { aud: ['gongzhan', 'other'], azp: 'other' }],
		['of another issuer', { iss: 'https://evil.example' }],
		['of another attempt', { nonce: 'other' }],
		['without a nonce', { nonce: undefined }],
		['that is over', { exp: Math.floor(Date.now() / 1000) - 600 }],
		['of the future', { iat: Math.floor(Date.now() / 1000) + 600 }],
		['about nobody', { sub: '' }],
	])('refuses a token %s', async (_, claims) => {
		const { provider, finish } = await atProvider();
		provider.claims = { member_number: 'SF1', ...claims };
		expect(await finish()).toEqual({ ok: false, error: 'failed' });
	});
	it('takes a token for several where it is ours', async () => {
		const { provider, finish } = await atProvider();
		provider.claims = { member_number: 'SF1', aud: ['gongzhan', 'other'], azp: 'gongzhan' };
		expect(await finish()).toMatchObject({ ok: true });
	});
	it('refuses an answer that this browser did not ask for', async () => {
		const { provider, signIn, visit, clock } = await atProvider();
		provider.claims = { member_number: 'SF1' };
		const [mine, other] = [await visit(), await visit()];
		const bent = (change: (url: URL) => void): URL => {
			const url = new URL(mine.came);
			change(url);
			return url;
		};
		const refused = [
			[mine.came, other.kept],
			[mine.came, ''],
			[mine.came, `${mine.kept}A`],
			[bent((url) => url.searchParams.delete('state')), mine.kept],
			[bent((url) => url.searchParams.delete('code')), mine.kept],
			[bent((url) => url.searchParams.delete('iss')), mine.kept],
			[bent((url) => url.searchParams.set('iss', 'https://evil.example')), mine.kept],
		] as const;
		for (const [came, kept] of refused)
			expect(await signIn.finish(came, BACK, kept)).toEqual({ ok: false, error: 'failed' });
		expect(provider.exchanged).toBe(0);
		// A code with another attempt's verifier, and one that was used.
		const crossed = bent((url) => url.searchParams.set('code', other.came.searchParams.get('code')!));
		expect(await signIn.finish(crossed, BACK, mine.kept)).toMatchObject({ ok: false });
		expect(await signIn.finish(mine.came, BACK, mine.kept)).toMatchObject({ ok: true });
		expect(await signIn.finish(mine.came, BACK, mine.kept)).toMatchObject({ ok: false });
		clock.at += 11 * 60_000;
		const late = await visit();
		clock.at += 11 * 60_000;
		expect(await signIn.finish(late.came, BACK, late.kept)).toEqual({ ok: false, error: 'failed' });
	});
	it('does not begin at a provider that is away, or that speaks for another', async () => {
		const { signIn } = await atProvider('ES256', 'http://127.0.0.1:9');
		expect(await signIn.begin(BACK)).toBeNull();
		const { issuer } = provider!;
		await provider!.close();
		const slashed = await atProvider('ES256', `${issuer}/`);
		expect(await slashed.signIn.begin(BACK)).toBeNull();
	});
});

describe('what the operator says of the provider', () => {
	const good = { OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'gongzhan' };
	it('is read, or absent', () => {
		expect(readConfig({})).toMatchObject({ ok: true });
		expect(readConfig({}).ok && 'oidc' in (readConfig({}) as { value: object }).value).toBe(false);
		expect(readConfig({ ...good, OIDC_MEMBER_CLAIM: 'card' })).toMatchObject({
			value: {
				oidc: { issuer: good.OIDC_ISSUER, clientId: 'gongzhan', clientSecret: '', memberClaim: 'card' },
			},
		});
		expect(readConfig({ ...good, OIDC_ISSUER: 'http://localhost:9000' })).toMatchObject({ ok: true });
	});
	it.each([
		[{ OIDC_CLIENT_ID: 'gongzhan' }, 'OIDC_CLIENT_ID is set without OIDC_ISSUER'],
		[{ OIDC_ISSUER: good.OIDC_ISSUER }, 'OIDC_CLIENT_ID is missing'],
		[{ ...good, OIDC_ISSUER: 'http://login.example.org' }, 'OIDC_ISSUER is "http://login.example.org"'],
		[{ ...good, OIDC_ISSUER: 'login' }, 'OIDC_ISSUER is "login"'],
		[{ ...good, OIDC_ISSUER: 'https://a.example/?b' }, 'OIDC_ISSUER is'],
	])('is named where it will not do: %j', (env, words) => {
		const read = readConfig(env);
		expect(read.ok ? [] : read.error).toEqual([expect.stringContaining(words)]);
	});
});
