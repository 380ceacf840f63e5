import { generateKeyPairSync, sign as signNode, webcrypto } from 'node:crypto';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { hubKey, pass, strangersKey as stranger, trusted as keys } from '../../../tests/fixtures/passes.ts';
import { decodeBase45, encodeBase45 } from '../base/base45.ts';
import { toHex } from '../base/bytes.ts';
import { p256Point } from '../base/p256.ts';
import {
	certifiedPass,
	certifyPhone,
	lastingPart,
	LIVE_PREFIX,
	liveMessage,
	liveStep,
	writeLivePass,
} from './live-pass.ts';
import { readPass } from './pass.ts';
import type { Live } from './pass-body.ts';

/** A phone whose key is signed with as a browser does: either half of s. */
function phone() {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
	const { x, y } = publicKey.export({ format: 'jwk' });
	const point = p256Point(
		Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]),
	)!;
	const signed = (certificate: Uint8Array, step: number): Uint8Array =>
		signNode('sha256', liveMessage(certificate, step), { key: privateKey, dsaEncoding: 'ieee-p1363' });
	return {
		point,
		show: (certificate: Uint8Array, step: number) =>
			writeLivePass(certificate, step, signed(certificate, step)),
	};
}

const mine = phone();
const certificate = certifyPhone(pass, mine.point, hubKey);
/** The beginning of a step. */
const T = 1_800_000_000_000;
const code = mine.show(certificate, liveStep(T));
const at = (after: number, uncertainty = 100) => ({ now: T + after, uncertainty });

describe('live pass', () => {
	it('says who it is, and is made just now', () => {
		expect(readPass(code, keys, at(4_000))).toEqual({ ok: true, pass, live: 'yes', foreign: false });
		expect(certifiedPass(certificate)).toEqual(pass);
	});
	it('fits QR version 10 at level M in alphanumeric mode', () => {
		const drawn = QRCode.create([{ data: code, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
		expect(drawn.version).toBe(10);
	});
	it('is made by WebCrypto’s key that cannot be taken out, whichever s it signs with', async () => {
		const { subtle } = webcrypto;
		const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
		const point = p256Point(new Uint8Array(await subtle.exportKey('raw', pair.publicKey)))!;
		const own = certifyPhone(pass, point, hubKey);
		for (let step = liveStep(T); step < liveStep(T) + 12; step++) {
			const message = liveMessage(own, step);
			const signature = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, message);
			const text = writeLivePass(own, step, new Uint8Array(signature));
			expect(readPass(text, keys, { now: step * 10_000 + 500, uncertainty: 0 })).toMatchObject({
				...{ ok: true, live: 'yes' },
			});
		}
	});

	/** Milliseconds after its step began, the clock's uncertainty, the answer. */
	const moments: [number, number, Live][] = [
		[0, 0, 'yes'],
		[19_999, 0, 'yes'],
		[20_000, 0, 'stale'],
		[25_000, 100, 'stale'],
		[19_950, 100, 'unknown'],
		[20_050, 100, 'unknown'],
		[20_100, 100, 'stale'],
		[-1_999, 0, 'yes'],
		[-2_001, 0, 'stale'],
		[-60_000, 100, 'stale'],
		[25_000, 6_000, 'unknown'],
		[25_000, 10_001, 'unknown'],
		[86_400_000, 10_001, 'unknown'],
		[86_400_000, 10_000, 'stale'],
	];
	it.each(moments)('%i ms after its step, ± %i ms: %s', (after, uncertainty, live) => {
		expect(readPass(code, keys, at(after, uncertainty))).toMatchObject({ ok: true, live });
	});
	it('cannot be judged without a time', () => {
		expect(readPass(code, keys)).toMatchObject({ ok: true, live: 'unknown' });
	});

	it('of another phone, another hub or another step is forged', () => {
		const thief = phone();
		const step = liveStep(T);
		const read = (text: string) => readPass(text, keys, at(4_000));
		expect(read(thief.show(certificate, step))).toEqual({ ok: false, fault: 'forged' });
		const selfMade = certifyPhone(pass, thief.point, stranger);
		expect(read(thief.show(selfMade, step))).toEqual({ ok: false, fault: 'forged' });
		expect(readPass(code, [], at(0))).toEqual({ ok: false, fault: 'unknown-issuer' });
		const later = mine.show(certificate, step + 1);
		expect(read(later.slice(0, 208) + code.slice(208))).toEqual({ ok: false, fault: 'forged' });
	});
	it('has one text for one step: the other half of s is forged', () => {
		const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
		const bytes = decodeBase45(code.slice(4))!;
		const s = BigInt(`0x${toHex(bytes.subarray(166))}`);
		bytes.set(Buffer.from((n - s).toString(16).padStart(64, '0'), 'hex'), 166);
		expect(readPass(LIVE_PREFIX + encodeBase45(bytes), keys, at(0))).toEqual({ ok: false, fault: 'forged' });
	});
	it('is one visitor’s as long as it is held up', () => {
		const next = mine.show(certificate, liveStep(T) + 1);
		expect(next).not.toBe(code);
		expect(lastingPart(next)).toBe(lastingPart(code));
		expect(lastingPart('GZ1:ABC')).toBe('GZ1:ABC');
	});
});
