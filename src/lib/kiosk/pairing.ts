import type { DeviceKind } from '../sync/wire.ts';
import { backoff } from '../sync/machine.ts';
import type { LostStore, PairingState } from '../sync/wire.ts';
import type { PairingClient } from './hub-client.ts';
import type { DeviceRow, LedgerDatabase } from './ledger/database.ts';
import { ensureDevice, rememberPairing } from './ledger/identity.ts';
import type { Paired } from './ledger/paired.ts';

/** What the pairing screen shows. */
export interface PairingView {
	/** For staff to type, once the hub has given one. */
	code: string | null;
	/** Hub time. */
	expiresAt: number | null;
	problem: 'no-hub' | 'bad-link' | 'insecure' | null;
	/** The last entry of a ledger that the browser has thrown away; null where this machine never had one. */
	lostSeq: number | null;
}

export interface PairingDeps {
	readonly database: LedgerDatabase;
	readonly client: PairingClient;
	readonly kind: DeviceKind;
	/** Of a one-time link. */
	readonly token: string | null;
	/** What this machine was, where the browser has thrown its ledger away. */
	readonly lost: LostStore | null;
	/** Resolves after so many milliseconds. Rejects to end the pairing. */
	readonly pause: (ms: number) => Promise<void>;
	readonly chance: () => number;
	readonly onView: (view: PairingView) => void;
}

const POLL_MS = 2000;

/**
 * Asks until the hub has paired this device. The key is on disk before the hub hears of it, and so is the request's
 * id before its code is shown: a power cut at any point is followed by the same code, or by the answer.
 */
export async function pairDevice(deps: PairingDeps): Promise<Paired> {
	let { token } = deps;
	let badLink = false;
	let failures = 0;
	const show = (code: string | null, expiresAt: number | null, problem: PairingView['problem'] = null) =>
		deps.onView({
			...{ code, expiresAt, problem: problem ?? (badLink ? 'bad-link' : null) },
			lostSeq: deps.lost?.seq ?? null,
		});
	for (;;) {
		const device = await ensureDevice(deps.database);
		const answer = await ask(deps, device, token);
		if (!answer.ok && answer.failure === 'bad-link') {
			// A link that was used or is too old: staff can still approve a code.
			token = null;
			badLink = true;
			show(null, null);
		} else if (!answer.ok) {
			show(null, null, 'no-hub');
			await deps.pause(backoff(++failures, deps.chance()));
		} else {
			failures = 0;
			const paired = await takeIn(deps, device, answer.value);
			if (paired) return paired;
			if (answer.value.state === 'waiting') show(answer.value.code, answer.value.expiresAt);
			await deps.pause(POLL_MS);
		}
	}
}

const ask = ({ client, kind, lost }: PairingDeps, device: DeviceRow, token: string | null) =>
	device.pairingId && !token
		? client.pairingState(device.pairingId, device.publicKey)
		: client.requestPairing({
				...{ publicKey: device.publicKey, kind },
				...(token ? { token } : {}),
				...(lost ? { lost } : {}),
			});

async function takeIn(
	{ database }: PairingDeps,
	device: DeviceRow,
	said: PairingState,
): Promise<Paired | null> {
	if (said.state === 'paired') {
		const { deviceId, venueId } = said;
		await rememberPairing(database, { deviceId, venueId, pairingId: null });
		return { deviceId, venueId };
	}
	const pairingId = said.state === 'waiting' ? said.pairingId : null;
	if (pairingId !== device.pairingId) await rememberPairing(database, { pairingId });
	return null;
}
