import { fromBase64Url, toBase64Url } from '$lib/base/bytes.ts';
import { liveMessage, liveStep, writeLivePass } from '$lib/domain/live-pass.ts';
import { STEP_MS } from '$lib/domain/session-code.ts';
import * as v from 'valibot';
import { keepKey, keptKey, type KeptKey } from './phone-keys.ts';

/** One code and for how much longer it is the right one to show. */
export interface LiveCode {
	readonly text: string;
	readonly step: number;
	readonly leftMs: number;
}

/** A phone that can make codes. */
export interface LivePhone {
	/** Null once the certificate is over: the phone was not online for days. */
	next(): Promise<LiveCode | null>;
}

const AnswerSchema = v.object({ certificate: v.string(), hubTime: v.number(), lastDay: v.number() });
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

/**
 * Makes or finds this phone's key and has the hub certify it, anew each time it is online. Null where the browser cannot (no
 * secure context, no IndexedDB), or where the hub has never been reached with this key: then the printed kind is shown.
 */
export async function openLivePhone(phoneId: string): Promise<LivePhone | null> {
	// Typed as always there, which it is not on plain HTTP.
	const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
	if (!subtle || typeof indexedDB === 'undefined') return null;
	try {
		const known: KeptKey = (await keptKey(phoneId)) ?? {
			pair: await subtle.generateKey(ALGORITHM, false, ['sign', 'verify']),
			...{ certificate: null, lastDay: 0, offset: 0 },
		};
		// Before it is certified: a key that could not be kept would be asked for again and again.
		if (known.certificate === null) await keepKey(phoneId, known);
		const renewed = await certified(subtle, known);
		if (renewed) await keepKey(phoneId, renewed);
		const key = renewed ?? known;
		return key.certificate === null ? null : livePhone(subtle, key);
	} catch {
		return null;
	}
}

/** The same key with the hub's latest word on it; null where the hub cannot be asked. */
async function certified(subtle: SubtleCrypto, kept: KeptKey): Promise<KeptKey | null> {
	const raw = new Uint8Array(await subtle.exportKey('raw', kept.pair.publicKey));
	try {
		const response = await fetch('/me/live', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ key: toBase64Url(raw) }),
		});
		if (!response.ok) return null;
		const answer = v.parse(AnswerSchema, await response.json());
		const offset = Math.round(answer.hubTime - Date.now());
		return { ...kept, certificate: answer.certificate, lastDay: answer.lastDay, offset };
	} catch {
		return null;
	}
}

function livePhone(subtle: SubtleCrypto, { pair, certificate, lastDay, offset }: KeptKey): LivePhone {
	const bytes = fromBase64Url(certificate!)!;
	return {
		async next() {
			const now = Date.now() + offset;
			if (Math.floor(now / DAY_MS) > lastDay) return null;
			const step = liveStep(now);
			const signature = await subtle.sign(SIGNATURE, pair.privateKey, liveMessage(bytes, step));
			const text = writeLivePass(bytes, step, new Uint8Array(signature));
			return { text, step, leftMs: (step + 1) * STEP_MS - now };
		},
	};
}
