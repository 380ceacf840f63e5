import { toBase64Url, toHex, utf8 } from '../../src/lib/base/bytes.ts';
import {
	asId,
	type DeviceId,
	type OutboxId,
	type SessionId,
	type MemberId,
	type VenueId,
} from '../../src/lib/base/id.ts';
import type { Result } from '../../src/lib/base/result.ts';
import type { DeviceService } from '../../src/lib/server/hub.ts';
import { chainStart, headAfter, nextEntry, type Entry } from '../../src/lib/sync/entry.ts';
import { WIRE_VERSION } from '../../src/lib/sync/versions.ts';
import {
	DEVICE_KINDS,
	headStatement,
	sessionStatement,
	type NewestEntriesRequest,
	type PairingState,
} from '../../src/lib/sync/wire.ts';

export interface TwinOutbox {
	readonly outboxId: OutboxId;
	/** Writes the next `count` check-ins of one session. */
	write(sessionId: SessionId, count: number): Entry[];
	/** A signed request with these entries. */
	request(entries: readonly unknown[]): Promise<NewestEntriesRequest>;
}

/** A device that speaks to a hub over HTTP as a kiosk does, with a key of its own. */
export interface DeviceTwin extends TwinOutbox {
	readonly deviceId: DeviceId;
	readonly venueId: VenueId;
	/** `gz_device=…`, for the header. */
	readonly cookie: string;
	/** The whole Set-Cookie header. */
	readonly setCookie: string;
	/** Answers a new challenge, and keeps the cookie that comes with the answer, whatever the answer says. */
	openSession(): Promise<Response>;
	/** Raw r‖s in base64url, by its key. */
	sign(statement: string): Promise<string>;
	/** Another outbox, as if the machine had been emptied and filled again. */
	newOutbox(): TwinOutbox;
	get(path: string): Promise<Response>;
	post(path: string, body: unknown): Promise<Response>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * `link`: a one-time pairing link as printed. `directly`: asks this hub and not by HTTP, since one address may not pair
 * many machines at once.
 */
export async function pairTwin(
	link: string,
	directly?: Pick<DeviceService, 'requestPairing'>,
): Promise<DeviceTwin> {
	const { origin, pathname, searchParams } = new URL(link);
	const keys = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
	const spki = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey)));
	const sign = async (text: string): Promise<string> =>
		toBase64Url(
			new Uint8Array(await crypto.subtle.sign(ALGORITHM, keys.privateKey, utf8(text) as BufferSource)),
		);
	const v = WIRE_VERSION;
	const kind = DEVICE_KINDS.find((name) => pathname === `/${name}`)!;
	const request = { v, publicKey: spki, kind, token: searchParams.get('pair')! } as const;
	const paired = directly
		? valueOf(await directly.requestPairing(request))
		: await told<PairingState>(await post(`${origin}/api/v1/device/pairing`, request));
	if (paired.state !== 'paired') throw new Error(`not paired: ${JSON.stringify(paired)}`);
	const { deviceId, venueId } = paired;
	let [setCookie, cookie] = ['', ''];
	const openSession = async (): Promise<Response> => {
		const { challenge } = await told<{ challenge: string }>(
			await post(`${origin}/api/v1/device/challenge`, { v, deviceId }),
		);
		const signature = await sign(sessionStatement(deviceId, challenge));
		const opened = await post(`${origin}/api/v1/device/session`, { v, deviceId, challenge, signature });
		setCookie = opened.headers.get('set-cookie') ?? '';
		cookie = setCookie.split(';')[0]!;
		return opened;
	};
	await told(await openSession());
	const newOutbox = () => outboxOf(venueId, sign);
	return {
		...{ deviceId, venueId, openSession, sign, newOutbox, ...newOutbox() },
		get cookie() {
			return cookie;
		},
		get setCookie() {
			return setCookie;
		},
		get: (path) => fetch(origin + path, { headers: { cookie }, redirect: 'manual' }),
		post: (path, body) => post(origin + path, body, { cookie }),
	};
}

function outboxOf(venueId: VenueId, sign: (text: string) => Promise<string>): TwinOutbox {
	const identity = { venueId, outboxId: asId<OutboxId>(toHex(crypto.getRandomValues(new Uint8Array(16)))) };
	let head = chainStart(identity);
	return {
		outboxId: identity.outboxId,
		write: (sessionId, count) =>
			Array.from({ length: count }, () => {
				const entry = nextEntry(identity, head, checkIn(sessionId), {
					...{ wall: Date.now(), mono: Math.round(performance.now()), offset: 0, uncertainty: 50 },
				});
				head = headAfter(entry);
				return entry;
			}),
		request: async (entries) => ({
			...{ v: WIRE_VERSION, outboxId: identity.outboxId, entries: [...entries], head, oldest: 1 },
			headSignature: await sign(headStatement(identity.outboxId, head)),
		}),
	};
}

const checkIn = (sessionId: SessionId) => ({
	kind: 'check-in' as const,
	sessionId,
	memberId: asId<MemberId>(toHex(crypto.getRandomValues(new Uint8Array(8)))),
	serial: 1,
	channel: 'camera' as const,
	flags: [],
	staffId: null,
});

function valueOf<T>(result: Result<T, string>): T {
	if (!result.ok) throw new Error(result.error);
	return result.value;
}

/** POSTs JSON. */
export const post = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
	fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: typeof body === 'string' ? body : JSON.stringify(body),
		redirect: 'manual',
	});

/** The JSON of an answer that must be good. */
export async function told<T>(response: Response): Promise<T> {
	const text = await response.text();
	if (!response.ok) throw new Error(`${response.status}: ${text}`);
	return JSON.parse(text) as T;
}
