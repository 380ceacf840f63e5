import { systemClock } from '../../base/clock.ts';
import type { StaffId } from '../../base/id.ts';
import type { Witnessed } from '../../domain/attendance.ts';
import type { Meeting } from '../../domain/catalogue.ts';
import { deskLines, type DeskLine, type DeskRoster } from '../../domain/desk-roster.ts';
import type { DeskMoment } from '../../domain/desk-visit.ts';
import type { PresenceFact } from '../../domain/fact.ts';
import { coalesced } from '../coalesce.ts';
import { createHubClient } from '../hub-client.ts';
import { DeskDatabase, type HeldRow } from './database.ts';
import { createRosterFetch } from './fetch-roster.ts';
import type { DeskGround } from './ground.ts';
import { isOver, sinceTouch, type Touch } from './idle-lock.ts';
import { ownFacts, writeFact, type Written } from './own-facts.ts';
import { stretchApart } from './stretch.ts';
import { createVault, type Opener, type Refusal, type Vault } from './vault.ts';

const REFRESH_MS = 30_000;
/** Check-ins come in dozens: the roster is asked for at most so often. */
const REST_MS = 3000;
const TICK_MS = 1000;

/** What the PIN pad may say besides. */
export type Trouble = Refusal | { readonly problem: 'revoked' };

/**
 * The desk on a tablet. Names are here, in memory, from the right PIN until it is locked: by hand, by itself after five
 * minutes without a touch, or because the hub has taken tablet or person off. What staff do goes into the tablet's own
 * outbox like every other fact.
 */
export class Desk {
	/** `starting`: not known yet what is held. */
	stage = $state<'starting' | 'locked' | 'opening' | 'open'>('starting');
	/** Who may open what is held, by masked name; none where nothing can be opened. */
	openers = $state.raw<readonly { readonly staffId: StaffId; readonly label: string }[]>([]);
	trouble = $state.raw<Trouble | null>(null);
	/** How long no PIN is tried yet. Counted by what never goes back: the hub may set this tablet's clock meanwhile. */
	waitMs = $state(0);
	#waitEnds = 0;
	/** Whose hand it is. */
	staff = $state.raw<{ readonly id: StaffId; readonly name: string } | null>(null);
	roster = $state.raw<DeskRoster | null>(null);
	/** Facts of this tablet, of the last days. */
	#own = $state.raw<readonly Witnessed[]>([]);

	#ground: DeskGround | null = null;
	#vault: Vault | null = null;
	#opener: Opener | null = null;
	#touch: Touch = sinceTouch(systemClock);
	#last: Promise<unknown> = Promise.resolve();
	#stops: (() => void)[] = [];

	/** The kiosk under it runs: looks at what is held, and asks the hub for what is new. */
	async attach(ground: DeskGround): Promise<void> {
		this.#ground = ground;
		const { signer, clock, origin, paired } = ground;
		const address = { origin, clock };
		const vault = createVault(new DeskDatabase(), paired, stretchApart);
		this.#vault = vault;
		const fetchRoster = createRosterFetch({
			...{ address, signer, vault, now: () => clock.corrected().now },
			hub: createHubClient(address, signer),
		});
		this.refresh = coalesced(async () => {
			const answer = await fetchRoster();
			if (!answer.ok && answer.failure === 'unpaired') this.#takenOff();
			else await this.#look(answer.ok && answer.value === 'new');
			await new Promise((resolve) => setTimeout(resolve, REST_MS));
		});
		const refreshing = setInterval(() => void this.refresh(), REFRESH_MS);
		const ticking = setInterval(() => this.#tick(), TICK_MS);
		this.#stops = [() => clearInterval(refreshing), () => clearInterval(ticking)];
		await this.#look(false);
		void this.refresh();
	}

	/** Something at the venue has changed, or the hub may be there again. Nothing before it is attached. */
	refresh: () => Promise<void> = () => Promise.resolve();

	stop(): void {
		this.lock();
		for (const stop of this.#stops) stop();
	}

	/** Somebody is at work. */
	touch(): void {
		this.#touch = sinceTouch(systemClock);
	}

	#tick(): void {
		if (isOver(this.#touch, systemClock)) this.lock();
		this.waitMs = Math.max(0, this.#waitEnds - systemClock.monotonic());
	}

	async open(staffId: StaffId, pin: string): Promise<void> {
		if (!this.#vault || this.stage !== 'locked') return;
		this.stage = 'opening';
		const opening = await this.#vault.open(staffId, pin, this.now()).catch((error: unknown) => {
			console.error(error);
			return { ok: false, problem: 'failed' } as const;
		});
		if (!opening.ok) {
			this.stage = 'locked';
			this.trouble = opening;
			this.#waitEnds = systemClock.monotonic() + ('waitMs' in opening ? opening.waitMs : 0);
			this.#tick();
			return this.#look(false);
		}
		await this.readOwn();
		this.touch();
		this.#opener = opening.opener;
		this.trouble = null;
		this.#show(opening.roster);
		this.stage = 'open';
		// Another try is at stake where the hub has counted wrong ones.
		void this.refresh();
	}

	lock(): void {
		if (this.stage !== 'open') return;
		this.#opener?.stretched.fill(0);
		this.#opener = null;
		this.roster = null;
		this.staff = null;
		this.#own = [];
		this.stage = 'locked';
	}

	/** Corrected time. */
	now(): number {
		return this.#ground?.clock.corrected().now ?? 0;
	}

	/** What this tablet has written meanwhile, in this tab or another. */
	async readOwn(): Promise<void> {
		if (this.#ground) this.#own = await ownFacts(this.#ground, this.now());
	}

	lines(meeting: Meeting): DeskLine[] {
		return this.roster ? deskLines(this.roster, this.#own, meeting.session) : [];
	}

	/**
	 * One act after the other, each on what the one before has left: a second tap finds it done. `make` gets the line as it
	 * is now; null where nothing is to be done.
	 */
	act(
		lineNow: () => DeskLine | null,
		make: (line: DeskLine, by: StaffId, moment: DeskMoment) => PresenceFact | null,
	): Promise<Written> {
		const acted = this.#last.then(async (): Promise<Written> => {
			const [ground, by, line] = [this.#ground, this.staff, lineNow()];
			const moment = ground?.clock.corrected();
			const fact = ground && by && line && moment ? make(line, by.id, moment) : null;
			if (!ground || !fact) return { ok: true, witnessed: null };
			const written = await writeFact(ground, fact);
			if (written.ok && written.witnessed) this.#own = [...this.#own, written.witnessed];
			return written;
		});
		this.#last = acted.catch(() => undefined);
		return acted;
	}

	/** Looks at what is held, and where somebody is at work opens what is new of it. */
	async #look(isNew: boolean): Promise<void> {
		const now = this.now();
		const held = await this.#vault?.held(now).catch(() => null);
		this.#offer(held ?? null);
		if (this.stage === 'starting') this.stage = 'locked';
		if (this.stage !== 'open' || !this.#opener || (held && !isNew)) return;
		const opened = held && (await this.#vault!.openAgain(this.#opener, now));
		if (opened) this.#show(opened);
		else {
			this.lock();
			this.trouble = { problem: 'no-key' };
		}
	}

	#offer(held: HeldRow | null): void {
		this.openers = (held?.locks ?? []).map(({ staffId, label }) => ({ staffId, label }));
	}

	#show(roster: DeskRoster): void {
		this.roster = roster;
		this.staff = roster.staff.find(({ id }) => id === this.#opener?.staffId) ?? null;
	}

	#takenOff(): void {
		this.lock();
		if (this.stage === 'starting') this.stage = 'locked';
		this.openers = [];
		this.trouble = { problem: 'revoked' };
	}
}
