import { generateKeyPairSync, sign as signNode } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from '../base/base45.ts';
import { toHex, toBase64Url } from '../base/bytes.ts';
import { asId, type DeviceId, type MemberId, type SessionId } from '../base/id.ts';
import { p256Point } from '../base/p256.ts';
import { signingKey } from '../base/signature.ts';
import { certifyPhone, liveMessage, liveStep, writeLivePass } from './live-pass.ts';
import { readPass, writePass, type Pass, type TrustedKey } from './pass.ts';
import { codeMac, dayKey, judgeSessionCode, stepAt, stepDate } from './session-code.ts';

// Codes that were bent in every way that we could think of: not one is let in. `MUTATED` says how many are
// tried, `SEED` which.

const MUTATED = Number(process.env['MUTATED'] ?? 4000);
const NOW = 1_800_000_000_000;
const PATIENCE = 60_000 + MUTATED * 40;

/** Seeded, so that a code that was let in can be found again. */
function dice(seed: number) {
	let state = seed;
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
	const below = (end: number): number => Math.floor(next() * end);
	return { below, pick: <T>(from: ArrayLike<T>): T => from[below(from.length)]! };
}
const { below, pick } = dice(Number(process.env['SEED'] ?? 1));

const hubKey = signingKey(new Uint8Array(32).fill(1));
const keys: TrustedKey[] = [3, 4].map((keyId) => ({
	...{ keyId, publicKey: toHex(hubKey.publicKey), issuer: { zh: '市总工会' }, foreign: false },
}));
const passOf = (n: number): Pass => ({
	keyId: 3,
	memberId: asId<MemberId>(n.toString(16).padStart(16, '0')),
	serial: n,
	firstDay: 20_000,
	lastDay: 22_000,
	secret: new Uint8Array(16).fill(n),
});
const members = [1, 2, 3].map(passOf);

function liveTexts(pass: Pass): string[] {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
	const { x, y } = publicKey.export({ format: 'jwk' });
	const raw = [Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')];
	const certificate = certifyPhone(pass, p256Point(Buffer.concat(raw))!, hubKey);
	return [0, 1, 2].map((later) => {
		const step = liveStep(NOW) + later;
		const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
		return writeLivePass(certificate, step, signNode('sha256', liveMessage(certificate, step), key));
	});
}

const ALPHABET = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:', 'a', 'ß', '０', '\0', '\u{1f600}'];
const cut = (text: string, at: number, gone: number, put: string): string =>
	text.slice(0, at) + put + text.slice(at + gone);

/** What may happen to a text, given another genuine one of its kind. */
const BENT: ((text: string, other: string) => string)[] = [
	(text) => cut(text, below(text.length), 1, pick(ALPHABET)),
	(text) => cut(text, below(text.length), 0, pick(ALPHABET)),
	(text) => cut(text, below(text.length), 1 + below(4), ''),
	(text) => text.slice(0, below(text.length)),
	(text) => text + pick(ALPHABET).repeat(1 + below(6)),
	(text) => cut(text, 4 + below(text.length - 4), 1, pick(ALPHABET).repeat(1 + below(3))),
	(text, other) => {
		const at = below(text.length);
		return text.slice(0, at) + other.slice(at);
	},
	(text, other) => {
		const [from, size] = [below(text.length), 1 + below(120)];
		return cut(text, from, size, other.slice(from, from + size));
	},
	(text, other) => pick(['GZ1:', 'GZ2:', 'GZ3:', 'gz1:', ' GZ1:', 'https://']) + pick([text, other]).slice(4),
];

/** The same among its bytes: every field, every signature. */
const BENT_BYTES: ((bytes: Uint8Array, other: Uint8Array) => void)[] = [
	(bytes) => void (bytes[below(bytes.length)]! ^= 1 << below(8)),
	(bytes) => void (bytes[below(bytes.length)] = below(256)),
	(bytes) => void (bytes[below(33)] = below(256)),
	(bytes) => bytes.fill(pick([0, 255]), below(bytes.length)),
	(bytes) => bytes.reverse(),
	(bytes) => bytes.subarray(-64).fill(0),
	(bytes, other) => bytes.set(other.subarray(0, 33), 0),
	(bytes, other) => bytes.set(other.subarray(-64), bytes.length - 64),
	(bytes, other) => {
		const from = below(bytes.length);
		bytes.set(other.subarray(from, from + 1 + below(66)), from);
	},
];

function bend(text: string, other: string): string {
	if (below(2) === 0) return pick(BENT)(text, other);
	const [bytes, others] = [text, other].map((genuine) => decodeBase45(genuine.slice(4))!);
	pick(BENT_BYTES)(bytes!, others!);
	return text.slice(0, 4) + encodeBase45(bytes!);
}

/** Tries until `count` texts that are not genuine have been looked at; those that were let in. */
function letIn(genuine: readonly string[], count: number): string[] {
	const known = new Set(genuine);
	for (const text of genuine) expect(readPass(text, keys, { now: NOW, uncertainty: 0 }).ok).toBe(true);
	const through: string[] = [];
	for (let tried = 0; tried < count;) {
		const text = bend(pick(genuine), pick(genuine));
		if (known.has(text)) continue;
		tried++;
		if (readPass(text, keys, { now: NOW, uncertainty: 0 }).ok) through.push(text);
	}
	return through;
}

describe(`of ${MUTATED.toLocaleString('en')} bent codes not one is let in:`, () => {
	it(
		'passes',
		() => {
			const genuine = members.map((pass) => writePass(pass, hubKey));
			expect(letIn(genuine, MUTATED * 0.35)).toEqual([]);
		},
		PATIENCE,
	);
	it('live passes', () => expect(letIn(members.flatMap(liveTexts), MUTATED * 0.25)).toEqual([]), PATIENCE);
	it(
		'session codes',
		() => {
			const sessions = ['calligraphy-1', 'dance-2', 'tea-3'];
			const devices = ['aa'.repeat(8), 'bb'.repeat(8)];
			const keyOf = (device: string, step: number): Uint8Array =>
				dayKey(new Uint8Array(32).fill(devices.indexOf(device) + 1), stepDate(step));
			const codeOf = (s: string, d: string, step: number) => ({
				...{ sessionId: asId<SessionId>(s), deviceId: asId<DeviceId>(d), step },
			});
			const shown = sessions.flatMap((s) =>
				devices.flatMap((d) =>
					[-1, 0].map((age) => {
						const step = stepAt(NOW) + age;
						return { s, d, t: step, c: toBase64Url(codeMac(codeOf(s, d, step), keyOf(d, step))) };
					}),
				),
			);
			const judge = ({ s, d, t, c }: (typeof shown)[number]) =>
				judgeSessionCode(codeOf(s, d, t), c, keyOf(d, t), NOW, 0);
			for (const code of shown) expect(judge(code)).toBe('good');
			const known = new Set(shown.map((code) => JSON.stringify(code)));
			const through: unknown[] = [];
			for (let tried = 0; tried < MUTATED * 0.4;) {
				const [code, other] = [{ ...pick(shown) }, pick(shown)];
				const change = below(5);
				if (change === 0) code.s = other.s;
				else if (change === 1) code.d = other.d;
				else if (change === 2) code.t += 1 + below(1000) - 500;
				else if (change === 3) code.c = other.c;
				else code.c = pick(BENT)(code.c, other.c);
				if (below(3) === 0) code.c = cut(code.c, below(code.c.length), 1, pick(ALPHABET));
				if (known.has(JSON.stringify(code))) continue;
				tried++;
				if (judge(code) === 'good') through.push(code);
			}
			expect(through).toEqual([]);
		},
		PATIENCE,
	);
});
