import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from './base45.ts';
import { concatBytes, equalBytes, fromBase64Url, fromHex, toBase64Url, toHex, utf8 } from './bytes.ts';
import { canonicalJson, type Json } from './canonical.ts';
import { sign, signingKey, verifySignature } from './signature.ts';

const bytes = fc.uint8Array({ maxLength: 200 });

describe('base45 (RFC 9285)', () => {
	it.each([
		['AB', 'BB8'],
		['Hello!!', '%69 VD92EX0'],
		['base-45', 'UJCLQE7W581'],
		['ietf!', 'QED8WEX0'],
	])('writes %s as the RFC does', (plain, coded) => {
		expect(encodeBase45(utf8(plain))).toBe(coded);
		expect(decodeBase45(coded)).toEqual(utf8(plain));
	});
	it('reads back whatever it wrote', () => {
		fc.assert(fc.property(bytes, (b) => toHex(decodeBase45(encodeBase45(b))!) === toHex(b)));
	});
	it.each(['GGW', ':::', 'A', 'ABCD', 'ab', 'AB\n', '😀A', '::'])('refuses %j', (text) => {
		expect(decodeBase45(text)).toBeNull();
	});
});

describe('hex and base64url', () => {
	it('read back whatever they wrote', () => {
		fc.assert(
			fc.property(bytes, (b) => {
				expect(fromHex(toHex(b))).toEqual(b);
				expect(fromBase64Url(toBase64Url(b))).toEqual(b);
			}),
		);
	});
	it('refuse what they never write', () => {
		for (const text of ['0', 'AB', 'zz', ' 00']) expect(fromHex(text)).toBeNull();
		for (const text of ['a', 'a+b/', 'ab=', '你好', 'AB', 'AAB']) expect(fromBase64Url(text)).toBeNull();
	});
});

it('equalBytes is equality', () => {
	fc.assert(fc.property(bytes, bytes, (a, b) => equalBytes(a, b) === (toHex(a) === toHex(b))));
	expect(equalBytes(concatBytes(utf8('a'), utf8('b')), utf8('ab'))).toBe(true);
});

describe('canonical JSON', () => {
	it('does not depend on the order in which members were written', () => {
		expect(canonicalJson({ b: 1, a: [true, null, { d: '二', c: 'x' }] })).toBe(
			'{"a":[true,null,{"c":"x","d":"二"}],"b":1}',
		);
	});
	it('leaves out undefined as JSON does', () => {
		expect(canonicalJson({ a: undefined, b: 0 })).toBe('{"b":0}');
	});
	it('is the same again after it was parsed', () => {
		const json = fc.letrec((tie) => ({
			value: fc.oneof(
				fc.constant(null),
				fc.boolean(),
				fc.maxSafeInteger(),
				fc.string(),
				fc.array(tie('value')),
				fc.dictionary(fc.string(), tie('value')),
			),
		})).value as fc.Arbitrary<Json>;
		fc.assert(
			fc.property(
				json,
				(value) => canonicalJson(JSON.parse(canonicalJson(value)) as Json) === canonicalJson(value),
			),
		);
	});
	it('refuses numbers that platforms may write differently', () => {
		for (const n of [0.1, NaN, Infinity, 2 ** 53]) expect(() => canonicalJson(n)).toThrow(/safe integer/);
	});
});

describe('Ed25519', () => {
	const key = signingKey(new Uint8Array(32).fill(7));
	const message = utf8('工人文化宫');
	const signature = sign(message, key);
	it('verifies its own signature and no other', () => {
		expect(verifySignature(signature, message, key.publicKey)).toBe(true);
		expect(verifySignature(signature, utf8('工人文化馆'), key.publicKey)).toBe(false);
		expect(
			verifySignature(
				signature.map((b, i) => (i === 3 ? b ^ 1 : b)),
				message,
				key.publicKey,
			),
		).toBe(false);
	});
	it('takes anything for a signature or key without throwing', () => {
		fc.assert(fc.property(bytes, bytes, bytes, (s, m, k) => !verifySignature(s, m, k)));
		fc.assert(
			fc.property(
				fc.uint8Array({ minLength: 64, maxLength: 64 }),
				(s) => !verifySignature(s, message, key.publicKey),
			),
			{ numRuns: 40 },
		);
	});
});
