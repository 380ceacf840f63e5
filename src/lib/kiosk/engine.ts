import type { Random } from '../base/random.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { SyncState } from '../sync/machine.ts';
import type { OutboxStatus } from '../sync/ports.ts';
import type { CacheDatabase } from './cache/database.ts';
import { pullDown } from './downstream.ts';
import { drainAlone } from './drainer.ts';
import { createHubClient, type PairedClient } from './hub-client.ts';
import type { HubClock } from './hub-clock.ts';
import { LedgerDatabase, type DeviceRow } from './ledger/database.ts';
import { openLedger, type DexieLedger } from './ledger/dexie-ledger.ts';
import { deviceSigner, ensureOutbox } from './ledger/identity.ts';
import type { Paired } from './ledger/paired.ts';
import { followLive } from './live.ts';
import { createSyncLoop, type SyncLoop } from './sync-loop.ts';
import { joinTabs, type TabNews } from './tabs.ts';
import { createTrustKeeper } from './trust.ts';
import { createVisits, type Admit } from './visit.ts';

export { ensureDevice } from './ledger/identity.ts';
export { ensurePaired } from './pair-first.ts';
export { sessionCodeUrl } from './session-code.ts';

/** What a running kiosk does besides painting. All of it loads after the first paint: schemas and cryptography are heavy. */
export interface EngineDeps {
	readonly ledgerDatabase: LedgerDatabase;
	readonly cache: CacheDatabase;
	readonly device: DeviceRow;
	readonly paired: Paired;
	/** Paired within this run, not before. */
	readonly pairedAnew: boolean;
	readonly origin: string;
	readonly clock: HubClock;
	readonly random: Random;
	readonly catalogue: () => Catalogue | null;
	readonly asOf: () => number | null;
	readonly tell: EngineNews;
}

/** What the app learns from its engine. */
export interface EngineNews {
	/** Records in the cache have changed. */
	readonly records: () => void;
	readonly self: () => void;
	readonly current: (asOf: number) => void;
	readonly sync: (state: SyncState) => void;
	/** The hub has answered, or has not. */
	readonly link: (succeeded: boolean) => void;
	readonly outbox: (status: OutboxStatus) => void;
	readonly trouble: (error: unknown) => void;
}

export interface Engine {
	readonly admit: Admit;
	readonly stop: () => void;
}

const POLL_MS = 30_000;
const TICK_MS = 1000;
/** Check-ins are remembered longer than any class's week. */
const KEEP_CHECK_INS = 8 * 86_400_000;

/** Rejects where the ledger cannot be opened. */
export async function startEngine(deps: EngineDeps): Promise<Engine> {
	const { cache, clock, random, tell, paired } = deps;
	let database = deps.ledgerDatabase;
	await ensureOutbox(database, paired.venueId, random, deps.pairedAnew);
	let fresh = true;
	const ledger = await openLedger(async () => {
		if (!fresh) database = new LedgerDatabase(database.name);
		fresh = false;
		await database.open();
		return database;
	});
	const trust = createTrustKeeper(cache);
	const stop = new AbortController();
	let loop: SyncLoop | null = null;

	const countOutbox = () => void ledger.status().then(tell.outbox, tell.trouble);
	const hear = (news: TabNews): void => {
		if (news.about === 'outbox') {
			countOutbox();
			void loop?.nudge();
		} else if (news.about === 'records') {
			trust.forget();
			tell.records();
		} else if (news.about === 'sync') tell.sync(news.state);
		else tell.link(news.succeeded);
	};
	const tabs = joinTabs(hear);
	/** Tells the other tabs, and takes it in here. */
	const spread = (news: TabNews): void => {
		tabs.tell(news);
		hear(news);
	};

	const signer = deviceSigner(deps.device, paired.deviceId);
	const hub = createHubClient({ origin: deps.origin, clock }, signer);
	const admit = createVisits({
		ledger,
		cache,
		timing: clock.timing,
		catalogue: deps.catalogue,
		asOf: deps.asOf,
		trust: trust.current,
		onWritten: () => spread({ about: 'outbox' }),
	});

	drainAlone(() => {
		loop = createLoop(deps, ledger, hub, signer, spread, countOutbox);
		return drive(loop, deps.origin);
	}, stop.signal);
	countOutbox();
	void ledger.prune(clock.corrected().now - KEEP_CHECK_INS).catch(tell.trouble);
	return {
		admit,
		stop: () => {
			stop.abort();
			tabs.close();
			database.close();
		},
	};
}

function createLoop(
	{ cache, clock, random, tell }: EngineDeps,
	ledger: DexieLedger,
	hub: PairedClient,
	signer: ReturnType<typeof deviceSigner>,
	spread: (news: TabNews) => void,
	countOutbox: () => void,
): SyncLoop {
	return createSyncLoop({
		ledger,
		hub,
		signer,
		pull: () =>
			pullDown({
				cache,
				hub,
				onRecords: () => spread({ about: 'records' }),
				onSelf: tell.self,
				onCurrent: tell.current,
			}),
		mono: () => clock.mark().mono,
		chance: () => random.bytes(1)[0]! / 256,
		onState: (state) => {
			spread({ about: 'sync', state });
			countOutbox();
		},
		onExchange: (succeeded) => spread({ about: 'link', succeeded }),
		onTrouble: tell.trouble,
	});
}

/** Keeps the loop going by everything that may mean news. `navigator.onLine` is no more than a hint. */
function drive(loop: SyncLoop, origin: string): () => void {
	const tick = setInterval(() => void loop.tick(), TICK_MS);
	const poll = setInterval(() => void loop.nudge(), POLL_MS);
	const hurry = (): void => void loop.hurry();
	const seen = (): void => {
		if (document.visibilityState === 'visible') hurry();
	};
	addEventListener('online', hurry);
	document.addEventListener('visibilitychange', seen);
	let unfollow: (() => void) | null = null;
	let ended = false;
	// After the first exchange, which has made sure of the session that the stream asks for.
	void loop.nudge().then(() => {
		if (ended) return;
		unfollow = followLive(`${origin}/api/v1/live`, { onOpen: hurry, onChange: () => void loop.nudge() });
	});
	return () => {
		ended = true;
		clearInterval(tick);
		clearInterval(poll);
		removeEventListener('online', hurry);
		document.removeEventListener('visibilitychange', seen);
		unfollow?.();
	};
}
