import { concatBytes, fromHex, toHex } from '../base/bytes.ts';
import { decodeBase45, encodeBase45 } from '../base/base45.ts';
import { asId, type MemberId } from '../base/id.ts';
import { sign, verifySignature, type SigningKey } from '../base/signature.ts';
import * as v from 'valibot';
import { hexId, Instant, integer } from './shapes.ts';
import { TextSchema } from './text.ts';

/**
 * Pass (入场码): `GZ1:` + base45 of 97 bytes, all in QR's alphanumeric mode (version 6 at level M).
 *
 *   0     version, 1
 *   1     key id of the issuer's key
 *   2–9   member id
 *   10–11 serial, counts up with each pass issued to the member
 *   12–13 first day it is valid: a local date, as days since 1970-01-01
 *   14–15 last day it is valid
 *   16    flags, 0 for now
 *   17–32 roster secret, opens this member's sealed roster record and nothing else
 *   33–96 Ed25519 signature over bytes 0–32
 *
 * Numbers are big-endian.
 */
export interface Pass {
	readonly keyId: number;
	readonly memberId: MemberId;
	readonly serial: number;
	readonly firstDay: number;
	readonly lastDay: number;
	/** 16 bytes. Never stored, never sent. */
	readonly secret: Uint8Array;
}

export const PASS_PREFIX = 'GZ1:';
const VERSION = 1;
const SIGNED = 33;
const LENGTH = SIGNED + 64;
/** No pass is longer; what is, is not read at all. */
const MAX_TEXT = PASS_PREFIX.length + Math.ceil((LENGTH * 3) / 2);

/** A public key whose passes are accepted here. Several are valid at once, so that keys can rotate. */
export const TrustedKeySchema = v.object({
	keyId: integer(0, 255),
	publicKey: hexId(32),
	issuer: TextSchema,
});
export type TrustedKey = v.InferOutput<typeof TrustedKeySchema>;

/** Passes that are dead before their last day, signed by the hub so that no cache can be made to forget one. */
export const RevocationsSchema = v.object({
	issuedAt: Instant,
	/** `memberId.serial`, sorted. */
	passes: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}\.\d{1,5}$/))), v.maxLength(100_000)),
	keyId: integer(0, 255),
	signature: hexId(64),
});
export type Revocations = v.InferOutput<typeof RevocationsSchema>;

export const revocationName = (pass: Pick<Pass, 'memberId' | 'serial'>): string =>
	`${pass.memberId}.${pass.serial}`;

/** Why a code is no pass of ours. */
export type PassFault = 'unreadable' | 'unsupported-version' | 'unknown-issuer' | 'forged';

export type PassReading = { ok: true; pass: Pass } | { ok: false; fault: PassFault };

function packPass(pass: Pass, memberId: Uint8Array): Uint8Array {
	const bytes = new Uint8Array(SIGNED);
	const view = new DataView(bytes.buffer);
	bytes[0] = VERSION;
	bytes[1] = pass.keyId;
	bytes.set(memberId, 2);
	view.setUint16(10, pass.serial);
	view.setUint16(12, pass.firstDay);
	view.setUint16(14, pass.lastDay);
	bytes.set(pass.secret, 17);
	return bytes;
}

/** The text of a pass's QR code. `secret` is 16 bytes, `memberId` 16 hex digits. */
export function writePass(pass: Pass, key: SigningKey): string {
	const memberId = fromHex(pass.memberId)!;
	const signed = packPass(pass, memberId);
	return PASS_PREFIX + encodeBase45(concatBytes(signed, sign(signed, key)));
}

/** Reads and verifies a scanned text offline. Anything may come in: it neither throws nor lets anything through. */
export function readPass(text: string, keys: readonly TrustedKey[]): PassReading {
	if (!text.startsWith(PASS_PREFIX) || text.length > MAX_TEXT) return { ok: false, fault: 'unreadable' };
	const bytes = decodeBase45(text.slice(PASS_PREFIX.length));
	if (!bytes || bytes.length === 0) return { ok: false, fault: 'unreadable' };
	if (bytes[0] !== VERSION) return { ok: false, fault: 'unsupported-version' };
	if (bytes.length !== LENGTH) return { ok: false, fault: 'unreadable' };
	const key = keys.find((candidate) => candidate.keyId === bytes[1]);
	if (!key) return { ok: false, fault: 'unknown-issuer' };
	const publicKey = fromHex(key.publicKey)!;
	if (!verifySignature(bytes.subarray(SIGNED), bytes.subarray(0, SIGNED), publicKey))
		return { ok: false, fault: 'forged' };
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return {
		ok: true,
		pass: {
			keyId: bytes[1]!,
			memberId: asId<MemberId>(toHex(bytes.subarray(2, 10))),
			serial: view.getUint16(10),
			firstDay: view.getUint16(12),
			lastDay: view.getUint16(14),
			secret: bytes.slice(17, 33),
		},
	};
}
