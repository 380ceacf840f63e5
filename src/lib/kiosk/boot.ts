import type { Random } from '../base/random.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { KioskApp } from './app.ts';
import { openCache, type CacheDatabase } from './cache/database.ts';
import type { Engine, EngineNews } from './engine.ts';
import type { HubClock } from './hub-clock.ts';
import { LedgerDatabase, readDevice } from './ledger/database.ts';
import { pairedAs } from './ledger/paired.ts';
import type { PairingView } from './pairing.ts';
import { forgetPairingToken, pairingToken } from './pairing-link.ts';
import type { sessionCodeUrl } from './session-code.ts';
import { ensureTemporal } from './temporal.ts';

export interface BootDeps {
	readonly kind: 'kiosk' | 'lobby';
	readonly origin: string;
	readonly clock: HubClock;
	readonly random: Random;
	readonly signal: AbortSignal;
	readonly catalogue: () => Catalogue | null;
	readonly asOf: () => number | null;
	/** The cache is open: to be read before anything is painted. */
	readonly onCache: (cache: CacheDatabase) => Promise<void>;
	readonly onPhase: (phase: KioskApp['phase']) => void;
	readonly onPairing: (view: PairingView) => void;
	readonly tell: EngineNews;
}

export interface Booted extends Engine {
	readonly sessionCodeUrl: typeof sessionCodeUrl;
}

/**
 * From nothing to a running kiosk: the board from the disk first, then all that is heavy, then the hub.
 * Rejects where the ledger cannot be opened. Where the browser gives a page no keys, it never resolves.
 */
export async function boot(deps: BootDeps): Promise<Booted> {
	await ensureTemporal();
	if (!isSecureContext) return insecure(deps);
	const ledger = new LedgerDatabase();
	const [cache, device] = await Promise.all([
		openCache().then(async (opened) => {
			await deps.onCache(opened);
			return opened;
		}),
		ledger.open().then(() => readDevice(ledger)),
	]);
	const remembered = pairedAs(device);
	deps.onPhase(remembered ? 'ready' : 'pairing');
	await painted();
	const engine = await import('./engine.ts');
	const { paired, anew } = await engine.ensurePaired(deps, ledger, remembered, pairingToken(location.href));
	forgetPairingToken();
	const started = await engine.startEngine({
		...deps,
		ledgerDatabase: ledger,
		cache,
		device: await engine.ensureDevice(ledger),
		paired,
		pairedAnew: anew,
	});
	deps.onPhase('ready');
	return { ...started, sessionCodeUrl: engine.sessionCodeUrl };
}

/** Keys, cameras and service workers are for secure contexts only; the pairing screen says what to do. */
function insecure({ onPairing }: BootDeps): Promise<never> {
	onPairing({ code: null, expiresAt: null, problem: 'insecure' });
	return new Promise(() => {});
}

/** After the next frame; or soon, in a tab that paints none. */
const painted = (): Promise<void> =>
	new Promise((resolve) => {
		requestAnimationFrame(() => setTimeout(resolve));
		setTimeout(resolve, 300);
	});
