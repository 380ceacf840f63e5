import { concatBytes, utf8 } from '../base/bytes.ts';
import { decodeBase45, encodeBase45 } from '../base/base45.ts';
import { lowerS, verifyP256 } from '../base/p256.ts';
import { sign, type SigningKey } from '../base/signature.ts';
import {
	BODY_BYTES,
	issuerOf,
	packBody,
	SIGNATURE_BYTES,
	unpackBody,
	type Pass,
	type Live,
	type PassFault,
	type PassReading,
	type TrustedKey,
} from './pass-body.ts';
import { STEP_MS } from './session-code.ts';

/**
 * Live pass: a code that a phone makes anew every 10 s, `GZ2:` + base45 of 198 bytes (QR version 10 at level M).
 *
 *   0–32    as in every pass, version 2
 *   33–65   the phone's P-256 key, a compressed point
 *   66–129  the hub's Ed25519 signature over bytes 0–65: up to here it is a certificate, days long
 *   130–133 the step: hub time in whole steps of 10 s
 *   134–197 the phone's ECDSA signature (r‖s, lower s) over “gongzhan live” and bytes 0–133
 *
 * On the phone: the hub gives the certificate for the public key, exported `raw`, and says its time. Each step, WebCrypto
 * signs `liveMessage(certificate, step)` with `{ name: 'ECDSA', hash: 'SHA-256' }`, and `writeLivePass` takes what it gives.
 */
export const LIVE_PREFIX = 'GZ2:';
const VERSION = 2;
const POINT = BODY_BYTES;
const CERTIFIED = POINT + 33;
export const CERTIFICATE_BYTES = CERTIFIED + SIGNATURE_BYTES;
const STATED = CERTIFICATE_BYTES + 4;
const LENGTH = STATED + SIGNATURE_BYTES;
const TEXT_LENGTH = LIVE_PREFIX.length + (LENGTH * 3) / 2;
const CERTIFICATE_TEXT = LIVE_PREFIX.length + (CERTIFICATE_BYTES * 3) / 2;
const USE = utf8('gongzhan live');

/** Corrected time, milliseconds, right within ± uncertainty. */
export interface Moment {
	readonly now: number;
	readonly uncertainty: number;
}

/** A clock that is less sure than one step judges no code by it. */
const MOST_UNCERTAIN = STEP_MS;
/** A phone knows the hub's time as well as its last answer told it. */
const PHONE_ERROR = 2_000;

/** The hub's word that this phone's key (a compressed point) shows this pass. */
export function certifyPhone(pass: Pass, point: Uint8Array, key: SigningKey): Uint8Array {
	const signed = concatBytes(packBody(VERSION, pass), point);
	return concatBytes(signed, sign(signed, key));
}

/** What a certificate says; whoever asks has it from the hub, so it is not verified. */
export const certifiedPass = (certificate: Uint8Array): Pass => unpackBody(certificate);

export const liveStep = (hubTime: number): number => Math.floor(hubTime / STEP_MS);

function state(certificate: Uint8Array, step: number): Uint8Array {
	const bytes = concatBytes(certificate, new Uint8Array(4));
	new DataView(bytes.buffer).setUint32(CERTIFICATE_BYTES, step);
	return bytes;
}

/** What the phone signs. */
export const liveMessage = (certificate: Uint8Array, step: number): Uint8Array<ArrayBuffer> =>
	new Uint8Array(concatBytes(USE, state(certificate, step)));

/** The text of the QR code. `signature`: r‖s as WebCrypto gives it. */
export function writeLivePass(certificate: Uint8Array, step: number, signature: Uint8Array): string {
	return LIVE_PREFIX + encodeBase45(concatBytes(state(certificate, step), lowerS(signature) ?? signature));
}

const fault = (fault: PassFault): PassReading => ({ ok: false, fault });

/** Reads and verifies offline; `moment` null where there is no time to judge by. */
export function readLivePass(text: string, keys: readonly TrustedKey[], moment: Moment | null): PassReading {
	if (text.length > TEXT_LENGTH) return fault('unreadable');
	const bytes = decodeBase45(text.slice(LIVE_PREFIX.length));
	if (!bytes || bytes.length === 0) return fault('unreadable');
	if (bytes[0] !== VERSION) return fault('unsupported-version');
	if (bytes.length !== LENGTH) return fault('unreadable');
	const issuer = issuerOf(bytes.subarray(0, CERTIFIED), bytes.subarray(CERTIFIED, CERTIFICATE_BYTES), keys);
	if (typeof issuer === 'string') return fault(issuer);
	const message = concatBytes(USE, bytes.subarray(0, STATED));
	if (!verifyP256(bytes.subarray(STATED), message, bytes.subarray(POINT, CERTIFIED))) return fault('forged');
	const step = new DataView(bytes.buffer, bytes.byteOffset).getUint32(CERTIFICATE_BYTES);
	const live = moment ? liveness(step, moment) : 'unknown';
	return { ok: true, pass: unpackBody(bytes), live, foreign: issuer.foreign };
}

/** The current step and the one before are live; what lies ahead was made in advance, or by a phone whose clock is wrong. */
function liveness(step: number, { now, uncertainty }: Moment): Live {
	if (uncertainty > MOST_UNCERTAIN) return 'unknown';
	const from = step * STEP_MS - PHONE_ERROR;
	const until = (step + 2) * STEP_MS;
	if (now + uncertainty < from || now - uncertainty >= until) return 'stale';
	return now + uncertainty < until ? 'yes' : 'unknown';
}

/** What stays the same while a code is held up: a live pass changes every step, and is still one visitor's. */
export const lastingPart = (text: string): string =>
	text.startsWith(LIVE_PREFIX) ? text.slice(0, CERTIFICATE_TEXT) : text;
