import { canonicalJson } from '../base/canonical.ts';
import { fromHex, toHex, utf8 } from '../base/bytes.ts';
import { sign, verifySignature, type SigningKey } from '../base/signature.ts';
import type { Revocations, TrustedKey } from './pass.ts';

const signedBytes = (list: Omit<Revocations, 'signature'>): Uint8Array =>
	utf8(
		canonicalJson({
			use: 'gongzhan revocations',
			issuedAt: list.issuedAt,
			passes: list.passes,
			keyId: list.keyId,
		}),
	);

/** `passes` as `memberId.serial`. */
export function signRevocations(
	passes: readonly string[],
	issuedAt: number,
	keyId: number,
	key: SigningKey,
): Revocations {
	const list = { issuedAt, passes: [...passes].sort(), keyId };
	return { ...list, signature: toHex(sign(signedBytes(list), key)) };
}

export function verifyRevocations(list: Revocations, keys: readonly TrustedKey[]): boolean {
	const key = keys.find((candidate) => candidate.keyId === list.keyId);
	return !!key && verifySignature(fromHex(list.signature)!, signedBytes(list), fromHex(key.publicKey)!);
}
