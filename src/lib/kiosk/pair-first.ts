import type { DeviceKind, LostStore } from '../sync/wire.ts';
import type { Random } from '../base/random.ts';
import { createHubClient, createPairingClient } from './hub-client.ts';
import type { HubClock } from './hub-clock.ts';
import type { LedgerDatabase } from './ledger/database.ts';
import { deviceSigner, ensureDevice } from './ledger/identity.ts';
import type { Paired } from './ledger/paired.ts';
import { pairDevice, type PairingView } from './pairing.ts';

export interface PairFirstDeps {
	readonly kind: DeviceKind;
	readonly origin: string;
	readonly clock: HubClock;
	readonly random: Random;
	readonly signal: AbortSignal;
	/** Told when there is someone to ask: the pairing screen is to be shown. */
	readonly onPairing: (view: PairingView) => void;
}

/**
 * Whom the hub knows this device as; pairs it where it does not. A one-time link opened on a paired device is left
 * unused, unless the hub says that it does not know the device any more.
 */
export async function ensurePaired(
	deps: PairFirstDeps,
	database: LedgerDatabase,
	remembered: Paired | null,
	token: string | null,
	lost: LostStore | null,
): Promise<{ paired: Paired; anew: boolean }> {
	if (remembered && !(token && (await isStranger(deps, database, remembered))))
		return { paired: remembered, anew: false };
	deps.onPairing({ code: null, expiresAt: null, problem: null, lostSeq: lost?.seq ?? null });
	const paired = await pairDevice({
		database,
		client: createPairingClient(deps),
		kind: deps.kind,
		token,
		lost,
		pause: (ms) => pause(ms, deps.signal),
		chance: () => deps.random.bytes(1)[0]! / 256,
		onView: deps.onPairing,
	});
	return { paired, anew: true };
}

async function isStranger(deps: PairFirstDeps, database: LedgerDatabase, known: Paired): Promise<boolean> {
	const signer = deviceSigner(await ensureDevice(database), known.deviceId);
	const answer = await createHubClient(deps, signer).renewSession();
	return !answer.ok && answer.failure === 'unpaired';
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
	new Promise((resolve, reject) => {
		setTimeout(() => (signal.aborted ? reject(new Error('stopped')) : resolve()), ms);
	});
