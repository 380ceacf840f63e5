import type { Random } from '../base/random.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { DeviceSigner } from '../sync/ports.ts';
import { createActs, type Acts } from './acts.ts';
import type { CacheDatabase } from './cache/database.ts';
import { watchCache } from './cache/watch.ts';
import type { DeskGround } from './desk/ground.ts';
import { pullDown } from './downstream.ts';
import { openLeases } from './leases.ts';
import { drainAlone } from './drainer.ts';
import { drive } from './drive.ts';
import type { EngineNews } from './engine-news.ts';
import { createHubClient } from './hub-client.ts';
import type { HubClock } from './hub-clock.ts';
import { LedgerDatabase } from './ledger/database.ts';
import { openLedger, type DexieLedger } from './ledger/dexie-ledger.ts';
import { deviceSigner, ensureDevice, ensureOutbox } from './ledger/identity.ts';
import type { Paired } from './ledger/paired.ts';
import type { RecordingGround } from './recordings/ground.ts';
import { watchEmergencies } from './own-emergencies.ts';
import { exportOutbox, type SavedOutbox } from './outbox-export.ts';
import { createSyncLoop, type SyncLoop } from './sync-loop.ts';
import { joinTabs, type TabNews } from './tabs.ts';
import { createTrustKeeper } from './trust.ts';
import type { Witness } from './witness.ts';

/** What a running kiosk does besides painting. All of it loads after the first paint: schemas and cryptography are heavy. */
export interface EngineDeps {
	readonly ledgerDatabase: LedgerDatabase;
	readonly cache: CacheDatabase;
	readonly witness: Witness;
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

export interface Engine extends Acts {
	readonly exportOutbox: () => Promise<SavedOutbox[]>;
	/** For a desk tablet's own work, and for what visitors record. */
	readonly ground: DeskGround & RecordingGround;
	/** Rejects where the ledger cannot be read. */
	readonly lookAtLedger: () => Promise<unknown>;
	readonly stop: () => void;
}

const DAY = 86_400_000;
/** Check-ins are remembered longer than any class's week; entries as long as an old backup of the hub may be [S5]. */
const forgettingAt = (now: number) => ({
	...{ checkInsBefore: now - 8 * DAY, historyBefore: now - 35 * DAY, historyLimit: 50_000 },
});

/** Rejects where the ledger cannot be opened. */
export async function startEngine(deps: EngineDeps): Promise<Engine> {
	const { cache, clock, tell } = deps;
	await ensureOutbox(deps.ledgerDatabase, deps.paired.venueId, deps.random, deps.pairedAnew);
	const ledger = await openReviving(deps.ledgerDatabase);
	const signer = deviceSigner(await ensureDevice(deps.ledgerDatabase), deps.paired.deviceId);
	const leases = openLeases(deps, ledger, signer);
	const trust = createTrustKeeper(cache);
	const watch = watchCache(cache, tell);
	const emergencies = watchEmergencies(ledger, () => clock.corrected().now, tell.emergencies);
	const stop = new AbortController();
	const status = async (): Promise<void> => {
		const now = await ledger.status();
		const { outboxId } = ledger.outbox();
		deps.witness.note({ deviceId: deps.paired.deviceId, outboxId, seq: now.head.seq });
		tell.outbox(now);
		await emergencies();
	};
	let loop: SyncLoop | null = null;
	let linked: boolean | null = null;
	const hear = (news: TabNews): void => {
		if (news.about === 'outbox') {
			leases.book.forget();
			status().catch(tell.trouble);
			void loop?.nudge();
		} else if (news.about === 'records') {
			trust.forget();
			watch.records(news.exhibition).catch(tell.trouble);
		} else if (news.about === 'link') {
			linked = news.succeeded;
			leases.book.forget();
			tell.link(news.succeeded);
			watch.standing().catch(tell.trouble);
		} else if (news.about === 'sync') {
			tell.sync(news.state);
			status().catch(tell.trouble);
		} else if (loop && linked !== null) {
			tabs.tell({ about: 'sync', state: loop.state });
			tabs.tell({ about: 'link', succeeded: linked });
		}
	};
	const tabs = joinTabs(hear);
	/** Tells the other tabs, and takes it in here. */
	const spread = (news: TabNews): void => {
		tabs.tell(news);
		hear(news);
	};
	const onWritten = (): void => spread({ about: 'outbox' });
	const acts = createActs(deps, ledger, trust, leases, onWritten);
	const lead = leadWith(deps, ledger, signer, leases.renew, spread);
	drainAlone(() => {
		loop = lead();
		return drive(loop, deps.origin);
	}, stop.signal);
	tabs.tell({ about: 'hello' });
	hear({ about: 'records', exhibition: true });
	status().catch(tell.trouble);
	ledger.prune(forgettingAt(clock.corrected().now)).catch(tell.trouble);
	return {
		...acts,
		ground: { ...deps, ledger, signer, onWritten },
		exportOutbox: () => exportOutbox(ledger, signer, clock.corrected().now),
		lookAtLedger: () => ledger.status(),
		stop: () => {
			stop.abort();
			tabs.close();
		},
	};
}

/** The ledger over this open database, and over a new handle each time the browser has closed one. */
function openReviving(first: LedgerDatabase): Promise<DexieLedger> {
	let next: LedgerDatabase | null = first;
	return openLedger(async () => {
		const database = next ?? new LedgerDatabase(first.name);
		next = null;
		await database.open();
		return database;
	});
}

/** What the one tab that speaks with the hub begins with. */
function leadWith(
	{ cache, clock, random, origin, tell }: EngineDeps,
	ledger: DexieLedger,
	signer: DeviceSigner,
	renewLease: () => Promise<void>,
	spread: (news: TabNews) => void,
): () => SyncLoop {
	const hub = createHubClient({ origin, clock }, signer);
	return () =>
		createSyncLoop({
			ledger,
			hub,
			signer,
			async pull() {
				const pulled = await pullDown({
					cache,
					hub,
					clock,
					onRecords: (exhibition) => spread({ about: 'records', exhibition }),
				});
				if (pulled.ok) await renewLease().catch(tell.trouble);
				return pulled;
			},
			mono: () => clock.mark().mono,
			chance: () => random.bytes(1)[0]! / 256,
			onState: (state) => spread({ about: 'sync', state }),
			onExchange: (succeeded) => spread({ about: 'link', succeeded }),
			onTrouble: tell.trouble,
		});
}
