import { describe, expect, it } from 'vitest';
import { isOurHost, machineNames, seenBy } from './origin.ts';

const rules = { origin: 'https://palace.example.org', names: machineNames('Desk.lobby') };

describe('which host is ours', () => {
	it.each([
		'127.0.0.1:4180',
		'192.168.1.20:4180',
		'[::1]:4180',
		'localhost:4180',
		'desk:4180',
		'desk.local',
		'DESK.LOBBY',
		'palace.example.org',
	])('%s is', (host) => expect(isOurHost(host, rules)).toBe(true));

	it.each([
		undefined,
		'',
		'evil.example',
		'palace.example.org.evil.example',
		'127.0.0.1.evil.example',
		'a b',
		'user@127.0.0.1',
		'127.0.0.1/x',
		'[::1',
		'[zz]',
		'999.1.1.1',
		'127.0.0.1:999999',
	])('%s is not', (host) => expect(isOurHost(host, rules)).toBe(false));
});

describe('what the app is told of a request', () => {
	const arrival = { host: '127.0.0.1:4180', tls: false, peer: '127.0.0.1', forwardedFor: '203.0.113.9' };

	it('is what the socket says, without ORIGIN', () =>
		expect(seenBy(arrival, null)).toEqual({
			protocol: 'http',
			host: '127.0.0.1:4180',
			address: '127.0.0.1',
		}));
	it('is ORIGIN, and the last address that a proxy of this machine names', () =>
		expect(seenBy({ ...arrival, forwardedFor: '6.6.6.6, 203.0.113.9' }, rules.origin)).toEqual({
			protocol: 'https',
			host: 'palace.example.org',
			address: '203.0.113.9',
		}));
	it('is never what a stranger says of itself', () =>
		expect(seenBy({ ...arrival, peer: '198.51.100.1' }, rules.origin).address).toBe('198.51.100.1'));
	it('is the peer where the proxy says nonsense', () =>
		expect(seenBy({ ...arrival, forwardedFor: 'unknown' }, rules.origin).address).toBe('127.0.0.1'));
});
