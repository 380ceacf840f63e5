import * as v from 'valibot';
import type { Json } from '../base/canonical.ts';
import { Instant } from '../domain/shapes.ts';
import { LeaseAnswerSchema, type LeaseAnswer, type LeaseRequest } from '../sync/leases.ts';
import type { Answer, DeviceSigner, EntriesToSend, HubClient } from '../sync/ports.ts';
import { agreeOn, WIRE_VERSION, type WireVersion } from '../sync/versions.ts';
import {
	BATCH_LIMIT,
	ChallengeSchema,
	ChangesResponseSchema,
	DeviceSelfSchema,
	EntriesResponseSchema,
	PairingStateSchema,
	sessionStatement,
	type DeviceSelf,
	type EntriesRequest,
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
	readonly lease: (request: Omit<LeaseRequest, 'v'>) => Promise<Answer<LeaseAnswer>>;
}

type Ask = <T extends { hubTime: number }>(
	path: string,
	schema: v.GenericSchema<unknown, T>,
	body?: object,
) => Promise<Judged<T>>;

/** One request: every outcome is a value, whatever the network does. */
export function asking({ origin, clock, fetch: send = fetch, patience = PATIENCE_MS }: HubAddress): Ask {
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

/** Tells the versions that a hub speaks, in every version alike. */
const HealthSchema = v.object({ hubTime: Instant, wire: v.pipe(v.array(v.number()), v.minLength(1)) });

type InVersion = <T>(asking: (version: WireVersion) => Promise<Judged<T>>) => Promise<Judged<T>>;

/**
 * Asks in the newest version that both sides speak [S18]: in ours, until the hub says that it does not know it, then in what
 * it does know. Where there is none it is clear who has to be updated.
 */
function negotiating(ask: Ask): InVersion {
	let version: WireVersion = WIRE_VERSION;
	return async (asking) => {
		// Another question may have come to other terms by the time this one is answered.
		const spoken = version;
		const answer = await asking(spoken);
		if (answer.ok || answer.failure !== 'outdated') return answer;
		const health = await ask('/health', HealthSchema);
		if (!health.ok) return health;
		const agreed = agreeOn(health.value.wire);
		if (!agreed.ok) return { ok: false, failure: agreed.tooOld === 'we' ? 'outdated' : 'hub-outdated' };
		if (agreed.version === spoken) return answer;
		version = agreed.version;
		return asking(version);
	};
}

export function createPairingClient(address: HubAddress): PairingClient {
	const ask = asking(address);
	const inVersion = negotiating(ask);
	return {
		requestPairing: (request) =>
			inVersion((version) => ask('/device/pairing', PairingStateSchema, { v: version, ...request })),
		pairingState: (pairingId, publicKey) =>
			inVersion((version) =>
				ask('/device/pairing/state', PairingStateSchema, { v: version, pairingId, publicKey }),
			),
	};
}

export function createHubClient(address: HubAddress, signer: DeviceSigner): PairedClient {
	const ask = asking(address);
	const inVersion = negotiating(ask);
	return {
		async sendEntries(sending) {
			for (let most = sending.entries.length; ; most = Math.ceil(most / 2)) {
				const some = { ...sending, entries: sending.entries.slice(0, most) };
				const answer = await inVersion((version) =>
					ask('/sync/entries', EntriesResponseSchema, requestIn(version, some)),
				);
				// Long reasons of many overrides: fewer of them go at once, or the same would be refused for ever.
				if (answer.ok || answer.failure !== 'too-large' || most <= 1) return asAnswer(answer);
			}
		},
		changesSince: async (cursor) =>
			asAnswer(
				await inVersion((version) =>
					ask(`/sync/changes?v=${version}&cursor=${cursor}`, ChangesResponseSchema),
				),
			),
		self: async () =>
			asAnswer(await inVersion((version) => ask(`/device/self?v=${version}`, DeviceSelfSchema))),
		lease: async (request) =>
			asAnswer(
				await inVersion(async (version) =>
					version < 3
						? { ok: false, failure: 'hub-outdated' }
						: ask('/device/leases', LeaseAnswerSchema, { v: 3, ...request }),
				),
			),
		renewSession: async () => asAnswer(await inVersion((version) => openSession(ask, signer, version))),
	};
}

/** An older version takes fewer at once, and none knows what it has no word for. */
function requestIn(version: WireVersion, { oldest, ...sending }: EntriesToSend): EntriesRequest {
	const entries = sending.entries.slice(0, BATCH_LIMIT[version]);
	return version === 1 ? { v: version, ...sending, entries } : { v: version, ...sending, entries, oldest };
}

/** Proves to hold the device key [S11]. A hub that will not have the proof does not know this device [S12]. */
async function openSession(ask: Ask, signer: DeviceSigner, version: WireVersion): Promise<Judged<null>> {
	const { deviceId } = signer;
	const given = await ask('/device/challenge', ChallengeSchema, { v: version, deviceId });
	if (!given.ok) return given;
	const { challenge } = given.value;
	const signature = await signer.sign(sessionStatement(deviceId, challenge));
	const request = { v: version, deviceId, challenge, signature } satisfies Json;
	const opened = await ask('/device/session', v.object({ hubTime: Instant }), request);
	if (opened.ok) return { ok: true, value: null };
	return opened.failure === 'unauthorized' ? { ok: false, failure: 'unpaired' } : opened;
}

/** A bad link is an answer to pairing alone; from any other address it is nothing we know. */
export const asAnswer = <T>(answer: Judged<T>): Answer<T> => {
	if (answer.ok) return answer;
	const { failure } = answer;
	return { ...answer, failure: failure === 'bad-link' || failure === 'too-large' ? 'unreachable' : failure };
};
