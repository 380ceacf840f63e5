import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from './bytes.ts';

/** Hashing that never awaits: a promise inside an IndexedDB transaction would end it. */
export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes);

/** SHA-256 of a text's UTF-8 as lower-case hex. A platform that has a faster one passes it where many are made. */
export type HashText = (text: string) => string;
export const hashText: HashText = (text) => toHex(sha256(utf8(text)));

/** HMAC-SHA-256 (RFC 2104). */
export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
	hmac(nobleSha256, key, message);

/** HKDF-SHA-256 (RFC 5869) without salt: `length` bytes of `secret` for one named purpose. */
export const deriveKey = (secret: Uint8Array, purpose: string, length: number): Uint8Array =>
	hkdf(nobleSha256, secret, undefined, utf8(purpose), length);
