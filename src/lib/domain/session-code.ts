import { toBase64Url, utf8, equalBytes, fromBase64Url } from '../base/bytes.ts';
import { hmacSha256 } from '../base/digest.ts';
import type { DeviceId, SessionId } from '../base/id.ts';

/**
 * Session code: what a screen in the lobby shows and a phone scans, `…/me?s=SESSION&d=DEVICE&t=STEP&c=MAC`.
 * The MAC is HMAC-SHA-256 under the device's key of the day, cut to 80 bits, over session, device and step:
 * the hub recomputes it, so it is good while the screen itself is offline.
 */
export const STEP_MS = 10_000;
const MAC_BYTES = 10;

export interface SessionCode {
	readonly sessionId: SessionId;
	readonly deviceId: DeviceId;
	/** Corrected time in whole steps of 10 s. */
	readonly step: number;
}

/** The device's key for one UTC day `YYYY-MM-DD`, derived on the hub from the device's root secret. */
export const dayKey = (root: Uint8Array, date: string): Uint8Array =>
	hmacSha256(root, utf8(`gongzhan day ${date}`));

export const stepAt = (now: number): number => Math.floor(now / STEP_MS);

/** UTC date of a step: which day key it is made with. */
export const stepDate = (step: number): string => new Date(step * STEP_MS).toISOString().slice(0, 10);

export const codeMac = (code: SessionCode, key: Uint8Array): Uint8Array =>
	hmacSha256(key, utf8(`${code.sessionId}|${code.deviceId}|${code.step}`)).subarray(0, MAC_BYTES);

/** Path and query to put behind the hub's origin. */
export function sessionCodePath(code: SessionCode, key: Uint8Array): string {
	const query = new URLSearchParams({
		s: code.sessionId,
		d: code.deviceId,
		t: String(code.step),
		c: toBase64Url(codeMac(code, key)),
	});
	return `/me?${query}`;
}

/** Is the code genuine, and shown at most `toleranceMs` away from now (previous and current step at 0)? */
export function judgeSessionCode(
	code: SessionCode,
	mac: string,
	key: Uint8Array,
	now: number,
	toleranceMs: number,
): 'good' | 'stale' | 'forged' {
	const given = fromBase64Url(mac);
	if (!given || !equalBytes(given, codeMac(code, key))) return 'forged';
	const from = code.step * STEP_MS;
	const until = from + 2 * STEP_MS;
	return now + toleranceMs >= from && now - toleranceMs < until ? 'good' : 'stale';
}
