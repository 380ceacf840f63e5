import * as v from 'valibot';
import { fromHex, toHex } from '../base/bytes.ts';
import { asId, type MemberId, type OfferingId } from '../base/id.ts';
import { verifySignature } from '../base/signature.ts';
import type { Flag } from './fact.ts';
import { hexId, integer } from './shapes.ts';
import { TextSchema } from './text.ts';

/** What the hub says of a member in each kind of code, and whose word counts. */
export interface Pass {
	readonly keyId: number;
	readonly memberId: MemberId;
	readonly serial: number;
	readonly firstDay: number;
	readonly lastDay: number;
	/** 16 bytes. Never stored, never sent. */
	readonly secret: Uint8Array;
}

/** A public key whose passes are accepted here. Several are valid at once, so that keys can rotate. */
export const TrustedKeySchema = v.object({
	keyId: integer(0, 255),
	publicKey: hexId(32),
	issuer: TextSchema,
	/** Of a hub that this one trusts: it has books of its own, and may give its keys the numbers of ours. */
	foreign: v.optional(v.boolean(), false),
});
export type TrustedKey = v.InferOutput<typeof TrustedKeySchema>;

/** Why a code is no pass of ours. */
export type PassFault = 'unreadable' | 'unsupported-version' | 'unknown-issuer' | 'forged';

/** What a scanned code turned out to be. */
export type PassReading =
	| {
			readonly ok: true;
			readonly pass: Pass;
			readonly live: Live;
			/** Issued by another hub, or by nobody’s hub at all: our list of dead passes says nothing of it. */
			readonly foreign: boolean;
			/** What staff should know of the code itself. */
			readonly marks?: readonly Flag[];
			/** Classes that it is good for by itself: no roster knows its holder. */
			readonly offerings?: readonly OfferingId[];
	  }
	| { readonly ok: false; readonly fault: PassFault };

/** Whether a code was made just now, by the phone it was given to. `stale`: it was, but not now. */
export type Live = 'yes' | 'no' | 'unknown' | 'stale';

/**
 * Every kind begins with the same bytes:
 *
 *   0     version of the layout
 *   1     key id of the issuer's key
 *   2–9   member id
 *   10–11 serial, counts up with each pass issued to the member
 *   12–13 first day it is valid: a local date, as days since 1970-01-01
 *   14–15 last day it is valid
 *   16    flags, 0 for now
 *   17–32 roster secret, opens this member's sealed roster record and nothing else
 *
 * Numbers are big-endian.
 */
export const BODY_BYTES = 33;
export const SIGNATURE_BYTES = 64;

export function packBody(version: number, pass: Pass): Uint8Array {
	const bytes = new Uint8Array(BODY_BYTES);
	const view = new DataView(bytes.buffer);
	bytes[0] = version;
	bytes[1] = pass.keyId;
	bytes.set(fromHex(pass.memberId)!, 2);
	view.setUint16(10, pass.serial);
	view.setUint16(12, pass.firstDay);
	view.setUint16(14, pass.lastDay);
	bytes.set(pass.secret, 17);
	return bytes;
}

export function unpackBody(bytes: Uint8Array): Pass {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return {
		keyId: bytes[1]!,
		memberId: asId<MemberId>(toHex(bytes.subarray(2, 10))),
		serial: view.getUint16(10),
		firstDay: view.getUint16(12),
		lastDay: view.getUint16(14),
		secret: bytes.slice(17, BODY_BYTES),
	};
}

/** Whose key has signed these bytes, of which the second names it; hubs that trust each other may share a number. */
export function issuerOf(
	signed: Uint8Array,
	signature: Uint8Array,
	keys: readonly TrustedKey[],
): TrustedKey | Extract<PassFault, 'unknown-issuer' | 'forged'> {
	const named = keys.filter((key) => key.keyId === signed[1]);
	if (named.length === 0) return 'unknown-issuer';
	return named.find((key) => verifySignature(signature, signed, fromHex(key.publicKey)!)) ?? 'forged';
}
