import * as v from 'valibot';
import type { Json } from '../base/canonical.ts';
import { Instant } from '../domain/shapes.ts';
import { WIRE_VERSION } from '../sync/entry.ts';
import type { Answer, DeviceSigner, HubClient } from '../sync/ports.ts';
import {
	ChallengeSchema,
	ChangesResponseSchema,
	DeviceSelfSchema,
	EntriesResponseSchema,
	PairingStateSchema,
	sessionStatement,
	type DeviceSelf,
	type PairingRequest,
	type PairingState,
} from '../sync/wire.ts';
import { judgeAnswer, type Judged } from './hub-answer.ts';
import type { HubClock } from './hub-clock.ts';

/** How long the hub may take to answer. */
const PATIENCE_MS = 15_000;

export interface HubAddress {
	/** Origin of the hub, without a trailing slash. */
	readonly origin: string;
	/** Learns hub time from every answer. */
	readonly clock: HubClock;
	readonly fetch?: typeof fetch;
	readonly patience?: number;
}

/** What any machine may ask of a hub, paired or not. */
export interface PairingClient {
	readonly requestPairing: (request: Omit<PairingRequest, 'v'>) => Promise<Judged<PairingState>>;
	readonly pairingState: (pairingId: string, publicKey: string) => Promise<Judged<PairingState>>;
}

export interface PairedClient extends HubClient {
	readonly self: () => Promise<Answer<DeviceSelf>>;
}

type Ask = <T extends { hubTime: number }>(
	path: string,
	schema: v.GenericSchema<unknown, T>,
	body?: object,
) => Promise<Judged<T>>;

/** One request: every outcome is a value, whatever the network does. */
function asking({ origin, clock, fetch: send = fetch, patience = PATIENCE_MS }: HubAddress): Ask {
	return async (path, schema, body) => {
		const sent = clock.mark();
		let response: Response;
		try {
			response = await send(`${origin}/api/v1${path}`, {
				method: body ? 'POST' : 'GET',
				// A redirect is a captive portal's: the hub's API never sends one.
				redirect: 'manual',
				cache: 'no-store',
				credentials: 'same-origin',
				signal: AbortSignal.timeout(patience),
				...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
			});
			const answer = await judgeAnswer(response, schema);
			if (answer.ok) clock.learn(sent, answer.value.hubTime);
			return answer;
		} catch {
			return { ok: false, failure: 'unreachable' };
		}
	};
}

export function createPairingClient(address: HubAddress): PairingClient {
	const ask = asking(address);
	return {
		requestPairing: (request) => ask('/device/pairing', PairingStateSchema, { v: WIRE_VERSION, ...request }),
		pairingState: (pairingId, publicKey) =>
			ask('/device/pairing/state', PairingStateSchema, { v: WIRE_VERSION, pairingId, publicKey }),
	};
}

export function createHubClient(address: HubAddress, signer: DeviceSigner): PairedClient {
	const ask = asking(address);
	return {
		sendEntries: async (request) => known(await ask('/sync/entries', EntriesResponseSchema, request)),
		changesSince: async (cursor) => known(await ask(`/sync/changes?cursor=${cursor}`, ChangesResponseSchema)),
		self: async () => known(await ask('/device/self', DeviceSelfSchema)),
		renewSession: async () => known(await openSession(ask, signer)),
	};
}

/** Proves to hold the device key [S11]. A hub that will not have the proof does not know this device [S12]. */
async function openSession(ask: Ask, signer: DeviceSigner): Promise<Judged<null>> {
	const { deviceId } = signer;
	const given = await ask('/device/challenge', ChallengeSchema, { v: WIRE_VERSION, deviceId });
	if (!given.ok) return given;
	const { challenge } = given.value;
	const signature = await signer.sign(sessionStatement(deviceId, challenge));
	const request = { v: WIRE_VERSION, deviceId, challenge, signature } satisfies Json;
	const opened = await ask('/device/session', v.object({ hubTime: Instant }), request);
	if (opened.ok) return { ok: true, value: null };
	return opened.failure === 'unauthorized' ? { ok: false, failure: 'unpaired' } : opened;
}

/** A bad link is an answer to pairing alone; from any other address it is nothing we know. */
const known = <T>(answer: Judged<T>): Answer<T> => {
	if (answer.ok) return answer;
	return { ok: false, failure: answer.failure === 'bad-link' ? 'unreachable' : answer.failure };
};
