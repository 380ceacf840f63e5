import { systemClock } from '../base/clock.ts';
import type { OfferingId, SessionId } from '../base/id.ts';
import { systemRandom } from '../base/random.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Channel } from '../domain/fact.ts';
import type { Language } from '../domain/text.ts';
import { localDate } from '../domain/venue-time.ts';
import { initialSync, type SyncState } from '../sync/machine.ts';
import { NO_OUTBOX } from '../sync/ports.ts';
import type { DeviceKind, DeviceSelf } from '../sync/wire.ts';
import { Announcements } from './announcements.svelte.ts';
import type { Judgement, KioskApp, Offer, RunningKiosk } from './app.ts';
import { boot, type Booted } from './boot.ts';
import { catalogueFrom } from './cache/catalogue.ts';
import type { ReadRecord } from './cache/shelves.ts';
import { EMPTY_EXHIBITION, exhibitionFrom } from './cache/exhibition.ts';
import type { Glance } from './glance.ts';
import { createHubClock } from './hub-clock.ts';
import { isReloadDue } from './nightly.ts';
import type { SignUpAct, SignUpAnswer } from './sign-up.ts';
import type { SavedOutbox } from './outbox-export.ts';
import type { PairingView } from './pairing.ts';
import { stand } from './standing.ts';

export interface KioskAppDeps {
	readonly kind: DeviceKind;
	/** Origin of the hub; this page's own by default. */
	readonly origin?: string;
	/** Told when everything runs: for what a screen of this kind does besides. */
	readonly onBooted?: (booted: Booted) => void;
}

/** The hub is there while its last answer is no older than two polls and a bit. */
const CONTACT_FRESH_FOR = 75_000;
/** A kiosk that has just started has not asked yet: it says neither that it is cut off nor for long that it is not. */
const GRACE = 5000;
const TICK_MS = 1000;
const RETRY_MS = 30_000;
/** A ledger that failed is looked at so often, until it is well again. */
const LOOK_MS = 5000;

/** The kiosk's composition root: what screens see, and what changes it. */
class App implements RunningKiosk {
	readonly kind: DeviceKind;
	readonly #origin: string;
	readonly #onBooted: KioskAppDeps['onBooted'];
	readonly #clock = createHubClock(systemClock, systemRandom);
	#starting: Promise<Booted | null> | null = null;
	#booted = $state.raw<Booted | null>(null);
	#standing: ReturnType<typeof stand> | null = null;
	#startedAt = 0;
	/** Monotonic time of the hub's last good answer, while no failure came after it. */
	#contact: number | null = systemClock.monotonic() - CONTACT_FRESH_FOR + GRACE;

	#phase = $state<KioskApp['phase']>('starting');
	#pairing = $state.raw<PairingView>({ code: null, expiresAt: null, problem: null, lostSeq: null });
	#self = $state.raw<DeviceSelf | null>(null);
	#door = $state.raw<KioskApp['door']>(null);
	#catalogue = $state.raw<Catalogue | null>(null);
	#exhibition = $state.raw(EMPTY_EXHIBITION);
	#asOf = $state<number | null>(null);
	#now = $state(0);
	#clockTrusted = $state(false);
	#online = $state(false);
	#sync = $state.raw<SyncState>(initialSync);
	#outbox = $state.raw(NO_OUTBOX);
	#updateReady = $state(false);
	#storageLow = $state(false);
	readonly announcements = new Announcements();
	language = $state<Language>('zh');
	elder = $state(false);

	readonly #dataIsToday = $derived.by(() => {
		if (!this.#catalogue || this.#asOf === null) return false;
		const { zone } = this.#catalogue.venue;
		return localDate(this.#asOf, zone) === localDate(this.#now, zone);
	});

	constructor({ kind, origin, onBooted }: KioskAppDeps) {
		this.#onBooted = onBooted;
		this.kind = kind;
		this.#origin = origin ?? location.origin;
	}

	get phase() {
		return this.#phase;
	}
	get pairing() {
		return this.#pairing;
	}
	get self() {
		return this.#self;
	}
	get door() {
		return this.#door;
	}
	get catalogue() {
		return this.#catalogue;
	}
	get exhibition() {
		return this.#exhibition;
	}
	get dataAsOf() {
		return this.#asOf;
	}
	get dataIsToday() {
		return this.#dataIsToday;
	}
	get now() {
		return this.#now;
	}
	get clockTrusted() {
		return this.#clockTrusted;
	}
	get online() {
		return this.#online;
	}
	get sync() {
		return this.#sync;
	}
	get outbox() {
		return this.#outbox;
	}
	get updateReady() {
		return this.#updateReady;
	}
	get storageLow() {
		return this.#storageLow;
	}

	admit(text: string, channel: Channel, door: SessionId | null): Promise<Judgement> {
		return this.#judge((booted) => booted.admit(text, channel, door));
	}

	accept(offer: Offer): Promise<Judgement> {
		return this.#judge((booted) => booted.accept(offer));
	}

	signUp(
		text: string,
		channel: Channel,
		offeringId: OfferingId,
		act: SignUpAct,
	): Promise<SignUpAnswer | { failure: 'broken' }> {
		return this.#judge((booted) => booted.signUp(text, channel, offeringId, act));
	}

	async #judge<T extends object>(act: (booted: Booted) => Promise<T>): Promise<T | { failure: 'broken' }> {
		try {
			const booted = await this.#starting;
			if (!booted) return { failure: 'broken' };
			const judgement = await act(booted);
			if ('failure' in judgement && judgement.failure === 'broken') this.#stopUntilWell(booted);
			return judgement;
		} catch (error) {
			console.error(error);
			return { failure: 'broken' };
		}
	}

	/** The door says that it is closed, loudly; and opens again by itself when the disk answers again. */
	#stopUntilWell(booted: Booted): void {
		if (this.#phase === 'broken') return;
		this.#phase = 'broken';
		const look = async (): Promise<void> => {
			try {
				await booted.lookAtLedger();
				this.#phase = 'ready';
			} catch {
				if (this.#booted === booted) setTimeout(() => void look(), LOOK_MS);
			}
		};
		setTimeout(() => void look(), LOOK_MS);
	}

	async exportOutbox(): Promise<SavedOutbox[] | null> {
		try {
			return (await this.#booted?.exportOutbox()) ?? null;
		} catch (error) {
			console.error(error);
			return null;
		}
	}

	resetVisitor(): void {
		this.language = this.#catalogue?.venue.languages[0] ?? 'zh';
		this.elder = false;
	}

	whenIdle(): void {
		const venue = this.#catalogue?.venue;
		if (this.#updateReady) this.#standing?.applyUpdate();
		else if (venue && isReloadDue(this.#startedAt, this.#now, venue.reloadAt, venue.zone))
			this.#standing?.reload();
	}

	sessionCode(sessionId: SessionId): string | null {
		if (!this.#self || !this.#booted) return null;
		return this.#booted.sessionCodeUrl(this.#self, sessionId, this.#now);
	}

	start(): () => void {
		const stop = new AbortController();
		this.#standing = stand({
			onUpdate: () => (this.#updateReady = true),
			onStorageLow: (low) => (this.#storageLow = low),
		});
		const ticking = setInterval(() => this.#tick(), TICK_MS);
		void this.#run(stop.signal);
		return () => {
			stop.abort();
			clearInterval(ticking);
			this.#standing?.stop();
			void this.#starting?.then((booted) => booted?.stop());
		};
	}

	/** Boots, and where that fails says so and tries again: storage that is stuck may come back. */
	async #run(signal: AbortSignal): Promise<void> {
		while (!signal.aborted) {
			this.#starting = this.#boot(signal).catch((error: unknown) => {
				console.error(error);
				return null;
			});
			this.#booted = await this.#starting;
			if (this.#booted) this.#onBooted?.(this.#booted);
			if (this.#booted || signal.aborted) return;
			this.#phase = 'broken';
			await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
		}
	}

	#boot(signal: AbortSignal): Promise<Booted> {
		return boot({
			kind: this.kind,
			origin: this.#origin,
			clock: this.#clock,
			random: systemRandom,
			signal,
			catalogue: () => this.#catalogue,
			asOf: () => this.#asOf,
			onGlance: (seen) => this.#firstLook(seen),
			onPhase: (phase) => (this.#phase = phase),
			onPairing: (view) => {
				this.#pairing = view;
				this.#phase = 'pairing';
			},
			tell: {
				board: (rows) => this.#takeBoard(rows),
				emergencies: (own) => (this.announcements.own = own),
				exhibition: (rows) => (this.#exhibition = exhibitionFrom(rows)),
				standing: (asOf, self, door) => {
					this.#door = door;
					this.#asOf = asOf;
					this.#self = self;
				},
				sync: (state) => {
					this.#sync = state;
					if (state.is === 'waiting' && state.because === 'outdated') this.#standing?.checkUpdate();
				},
				link: (succeeded) => this.#hearOfHub(succeeded),
				outbox: (status) => (this.#outbox = status),
				trouble: (error) => console.error(error),
			},
		});
	}

	/** What the first paint needs, from the disk. */
	#firstLook({ time, cursor, self, records }: Glance): void {
		if (time) this.#clock.recall(time.estimate);
		this.#tick();
		this.#startedAt ||= this.#now;
		this.#asOf = cursor?.asOf ?? null;
		this.#self = self?.self ?? null;
		this.#takeBoard(records);
		if (this.#catalogue) this.resetVisitor();
	}

	#takeBoard(records: readonly ReadRecord[]): void {
		this.announcements.take(records);
		this.#catalogue = catalogueFrom(records);
	}

	#hearOfHub(succeeded: boolean): void {
		this.#contact = succeeded ? systemClock.monotonic() : null;
		this.#tick();
	}

	#tick(): void {
		this.#now = this.#clock.corrected().now;
		this.#clockTrusted = this.#clock.trusted();
		this.#online = this.#contact !== null && systemClock.monotonic() - this.#contact < CONTACT_FRESH_FOR;
	}
}

/** Made once, in the layout of kiosk or lobby, and given down by context. */
export const createKioskApp = (deps: KioskAppDeps): RunningKiosk => new App(deps);
