import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import {
	hubKey as key,
	pass,
	strangersKey as stranger,
	trusted as keys,
} from '../../../tests/fixtures/passes.ts';
import { decodeBase45, encodeBase45 } from '../base/base45.ts';
import { PASS_PREFIX, readPass, writePass } from './pass.ts';
import { signRevocations, verifyRevocations } from './revocation.ts';

const text = writePass(pass, key);

describe('pass', () => {
	it('is read back as it was written', () => {
		expect(readPass(text, keys)).toEqual({ ok: true, pass, live: 'no', foreign: false });
	});
	it('fits QR version 6 at level M in alphanumeric mode', () => {
		const code = QRCode.create([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
		expect(code.version).toBe(6);
	});
	it('tells an untrusted issuer from a forgery, and an unknown version from garbage', () => {
		expect(readPass(text, [])).toEqual({ ok: false, fault: 'unknown-issuer' });
		expect(readPass(writePass(pass, stranger), keys)).toEqual({ ok: false, fault: 'forged' });
		const bytes = decodeBase45(text.slice(PASS_PREFIX.length))!;
		bytes[0] = 2;
		expect(readPass(PASS_PREFIX + encodeBase45(bytes), keys)).toEqual({
			ok: false,
			fault: 'unsupported-version',
		});
		for (const garbage of [
			'',
			'GZ1:',
			'gz1:' + text.slice(4),
			'https://example.org',
			text + '00',
			text.slice(0, -3),
		])
			expect(readPass(garbage, keys)).toEqual({ ok: false, fault: 'unreadable' });
	});
	it('with any one bit turned is no pass', () => {
		const bytes = decodeBase45(text.slice(PASS_PREFIX.length))!;
		for (let bit = 0; bit < bytes.length * 8; bit += 5) {
			const turned = bytes.slice();
			turned[bit >> 3]! ^= 1 << (bit & 7);
			expect(readPass(PASS_PREFIX + encodeBase45(turned), keys).ok).toBe(false);
		}
	});
});

describe('revocations', () => {
	const list = signRevocations(['00ff12ab34cd56ef.513', '00aa12ab34cd56ef.1'], 1_800_000_000_000, 3, key);
	it('are sorted and verified', () => {
		expect(list.passes[0]).toBe('00aa12ab34cd56ef.1');
		expect(verifyRevocations(list, keys)).toBe(true);
	});
	it('cannot lose a line, change date or key', () => {
		expect(verifyRevocations({ ...list, passes: list.passes.slice(1) }, keys)).toBe(false);
		expect(verifyRevocations({ ...list, issuedAt: list.issuedAt + 1 }, keys)).toBe(false);
		expect(verifyRevocations({ ...list, keyId: 4 }, keys)).toBe(false);
		expect(verifyRevocations(signRevocations(list.passes, list.issuedAt, 3, stranger), keys)).toBe(false);
	});
});
