import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { err, ok, type Result } from '../../base/result.ts';
import { wordsIn } from '../tables/read-table.ts';
import type { Web } from './gather.ts';

/**
 * Fetches what others publish, for somebody who typed its address: only from the open web. A name is looked up once, and what
 * it leads to is what is spoken to, so that it cannot mean another machine a moment later; so is every redirect.
 */

/** Addresses of this machine, of its own network, and of nobody. RFC 6890. */
const CLOSED = new BlockList();
for (const [net, bits] of [
	...([
		['0.0.0.0', 8],
		['10.0.0.0', 8],
		['100.64.0.0', 10],
		['127.0.0.0', 8],
		['169.254.0.0', 16],
	] as const),
	...([
		['172.16.0.0', 12],
		['192.0.0.0', 24],
		['192.0.2.0', 24],
		['192.88.99.0', 24],
		['192.168.0.0', 16],
	] as const),
	...([
		['198.18.0.0', 15],
		['198.51.100.0', 24],
		['203.0.113.0', 24],
		['224.0.0.0', 4],
		['240.0.0.0', 4],
	] as const),
])
	CLOSED.addSubnet(net, bits, 'ipv4');
/** Of IPv6 only what is given out to the world is open, without its tunnels and examples. */
const OPEN6 = new BlockList();
OPEN6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20],
] as const)
	CLOSED.addSubnet(net, bits, 'ipv6');

export function isOpen(address: string): boolean {
	const family = isIP(address);
	if (family === 4) return !CLOSED.check(address, 'ipv4');
	return family === 6 && OPEN6.check(address, 'ipv6') && !CLOSED.check(address, 'ipv6');
}

export interface Limits {
	readonly bytes: number;
	readonly seconds: number;
}
const DOCUMENT: Limits = { bytes: 20 * 1024 * 1024, seconds: 30 };
const MOST_REDIRECTS = 5;

/** What a name stands for. Only tests know better than the system. */
export type Resolve = (host: string) => Promise<readonly string[]>;
const resolveName: Resolve = async (host) =>
	(await lookup(host, { all: true })).map(({ address }) => address);

export interface Fetched {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly type: string;
}

/** The error is a sentence. `allowed`: says of an address whether it may be spoken to. */
export function openWeb(resolve: Resolve = resolveName, allowed: (address: string) => boolean = isOpen) {
	async function get(address: string, limits: Limits): Promise<Result<Fetched, string>> {
		const until = AbortSignal.timeout(limits.seconds * 1000);
		let next = address;
		for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
			const peer = await peerOf(next, resolve, allowed);
			if (!peer.ok) return peer;
			const answer = await ask(peer.value, limits, until);
			if (!answer.ok || !('location' in answer.value)) return answer as Result<Fetched, string>;
			if (!URL.canParse(answer.value.location, next)) return err('it leads to something that is no address');
			next = new URL(answer.value.location, next).href;
		}
		return err(`it leads on and on, more than ${MOST_REDIRECTS} times`);
	}
	return {
		get,
		async text(address) {
			const done = await get(address, DOCUMENT);
			if (!done.ok) return done;
			const text = wordsIn(done.value.bytes);
			return text === null ? err('it is no text in UTF-8 or GB18030') : ok(text);
		},
	} satisfies Web & { get: typeof get };
}

interface Peer {
	readonly url: URL;
	readonly address: string;
}

async function peerOf(
	text: string,
	resolve: Resolve,
	allowed: (address: string) => boolean,
): Promise<Result<Peer, string>> {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
		return err('only http and https addresses are fetched');
	if (url.username || url.password) return err('an address with a password in it is not fetched');
	const host = url.hostname.replace(/^\[|\]$/g, '');
	const addresses = isIP(host) ? [host] : await resolve(host).catch(() => []);
	if (addresses.length === 0) return err(`nobody knows ${host}`);
	// One closed address among several is no oversight.
	if (!addresses.every(allowed))
		return err(`${host} is on this machine or in its own network: that is never fetched`);
	return ok({ url, address: addresses[0]! });
}

function ask(
	{ url, address }: Peer,
	{ bytes: most, seconds }: Limits,
	signal: AbortSignal,
): Promise<Result<Fetched | { location: string }, string>> {
	return new Promise((done) => {
		const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
		const family = isIP(address);
		const asking = request(
			url,
			{
				...{
					signal,
					agent: false,
					headers: { accept: 'application/ld+json, application/json, */*;q=0.5', 'user-agent': 'gongzhan' },
				},
				// What was looked at is what is spoken to. With `all`, Node wants a list.
				lookup: (_host, options, answer) =>
					options.all ? answer(null, [{ address, family }]) : answer(null, address, family),
			},
			(response) => {
				const { statusCode = 0, headers } = response;
				if (statusCode >= 300 && statusCode < 400 && headers.location) {
					response.destroy();
					done(ok({ location: headers.location }));
				} else if (statusCode !== 200) {
					response.destroy();
					done(err(`${url.host} answers ${statusCode}`));
				} else done(whole(response, most));
			},
		);
		asking.on('error', (failure) =>
			done(err(signal.aborted ? `it takes longer than ${seconds} s` : `${url.host}: ${failure.message}`)),
		);
		asking.end();
	});
}

async function whole(response: IncomingMessage, most: number): Promise<Result<Fetched, string>> {
	const tooLarge = err(`it is larger than ${Math.round(most / 1024 / 1024)} MB`);
	if (Number(response.headers['content-length'] ?? 0) > most) {
		response.destroy();
		return tooLarge;
	}
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of response as AsyncIterable<Buffer>) {
			size += chunk.length;
			if (size > most) {
				response.destroy();
				return tooLarge;
			}
			chunks.push(chunk);
		}
	} catch {
		return err('it broke off, or took too long');
	}
	return ok({ bytes: new Uint8Array(Buffer.concat(chunks)), type: response.headers['content-type'] ?? '' });
}
