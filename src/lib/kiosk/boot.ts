import { freshLog } from './fresh-log.ts';
import type { DeviceKind } from '../sync/wire.ts';
import type { Random } from '../base/random.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { KioskApp } from './app.ts';
import { BOARD_KINDS } from './cache/kinds.ts';
import { CACHE_NAME, LEDGER_NAME } from './database-names.ts';
import type { Engine } from './engine.ts';
import type { EngineNews } from './engine-news.ts';
import { glance, type Glance } from './glance.ts';
import type { HubClock } from './hub-clock.ts';
import { pairedAs } from './ledger/paired.ts';
import type { PairingView } from './pairing.ts';
import { forgetPairingToken, pairingToken } from './pairing-link.ts';
import type { sessionCodeUrl } from './session-code.ts';
import { painted } from './painted.ts';
import { within } from './patience.ts';
import { ensureTemporal } from './temporal.ts';

export interface BootDeps {
	readonly kind: DeviceKind;
	readonly origin: string;
	readonly clock: HubClock;
	readonly random: Random;
	readonly signal: AbortSignal;
	readonly catalogue: () => Catalogue | null;
	readonly asOf: () => number | null;
	/** What the first screen is painted from. */
	readonly onGlance: (seen: Glance) => void;
	readonly onPhase: (phase: KioskApp['phase']) => void;
	readonly onPairing: (view: PairingView) => void;
	readonly tell: EngineNews;
}

/** Another tab may hold up an upgrade; a disk may be stuck: then the screen says so. */
const OPENING_MS = 20_000;

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
	const seen = await glance(LEDGER_NAME, CACHE_NAME, BOARD_KINDS);
	deps.onGlance(seen);
	const remembered = pairedAs(seen.device);
	deps.onPhase(remembered ? 'ready' : 'pairing');
	await painted();
	const ready = freshLog();
	const heavy = await import('./after-paint.ts');
	await ready;
	const witness = heavy.createWitness(() => navigator.storage.getDirectory());
	const [cache, ledgerDatabase] = [await heavy.openCache(), new heavy.LedgerDatabase()];
	await within(OPENING_MS, ledgerDatabase.open());
	const token = pairingToken(location.href);
	const { paired, anew } = await heavy.ensurePaired(
		deps,
		ledgerDatabase,
		remembered,
		token,
		remembered ? null : await witness.read(),
	);
	forgetPairingToken();
	const engine = await heavy.startEngine({
		...deps,
		ledgerDatabase,
		cache,
		witness,
		paired,
		pairedAnew: anew,
	});
	deps.onPhase('ready');
	return { ...engine, sessionCodeUrl: heavy.sessionCodeUrl };
}

/** Keys, cameras and service workers are for secure contexts only; the pairing screen says what to do. */
function insecure({ onPairing }: BootDeps): Promise<never> {
	onPairing({ code: null, expiresAt: null, problem: 'insecure', lostSeq: null });
	return new Promise(() => {});
}
