import type { MediaId } from '../../base/id.ts';
import type { Media } from '../../domain/media.ts';
import { choosePack, type PackChoice, type PackFile } from '../../exhibits/media-budget.ts';
import { movesTo, type PackMoves } from '../../exhibits/pack-moves.ts';
import { backoff } from '../../sync/machine.ts';
import { download, type DownloadDeps, type DownloadEnd, type HashMemory } from './download.ts';
import { problemOf, type PackNews, type PackState, type PackWish } from './pack-news.ts';
import type { PackStore, StoredFile } from './pack-store.ts';
import { createUses, type Uses } from './uses.ts';
import { createWakeable } from './wakeable.ts';

/** What a pack is made of, as the device's records say now. */
export interface Exhibited {
	readonly media: readonly Media[];
	readonly attract: ReadonlySet<MediaId>;
	/** Bytes that the venue allows. */
	readonly budget: number;
}

export interface PackKeeperDeps {
	readonly store: PackStore;
	readonly origin: string;
	readonly pixels: number;
	readonly fetch?: typeof fetch;
	readonly read: () => Promise<Exhibited>;
	/** Bytes that the disk could take besides what is there; less than none where it should get some back. */
	readonly room: () => Promise<number>;
	/** Wall and monotonic time, ms. */
	readonly now: () => number;
	readonly mono: () => number;
	/** Uniform in [0, 1). */
	readonly chance: () => number;
	readonly tell: (news: PackNews) => void;
	readonly trouble: (error: unknown) => void;
	readonly patience?: number;
	/** Its waits are so many times as short. */
	readonly haste?: number;
}

export interface PackKeeper {
	/** Fetches, keeps and gives up files until `signal` aborts. */
	run(signal: AbortSignal): Promise<void>;
	/** Records have changed. */
	refresh(): void;
	/** There is a sign of the hub. */
	hurry(): void;
	hear(wish: PackWish): void;
}

const MINUTE = 60_000;
const LOOK_AGAIN_MS = 60 * MINUTE;
const FULL_MS = 10 * MINUTE;
/** A file that came wrong, or that the hub lacks, is asked for again after so long, each time twice as long. */
const ASIDE_MS = 5 * MINUTE;
const ASIDE_DOUBLINGS = 6;
const TOLD_EVERY_MS = 500;
/** Room on a disk changes all the time: the choice does not for a few bytes. */
const ROOM_STEP = 8 << 20;
const HERE_PART = 500;

export const createPackKeeper = (deps: PackKeeperDeps): PackKeeper => new Keeper(deps);

class Keeper implements PackKeeper {
	readonly #deps: PackKeeperDeps;
	readonly #held = new Map<string, StoredFile>();
	readonly #uses: Uses;
	readonly #wake = createWakeable();
	readonly #hashes: HashMemory = { last: null };
	/** Files that would not come: until when, and how often so far. */
	readonly #aside = new Map<string, { until: number; times: number; why: 'wrong' | 'missing' }>();
	readonly #unanswered = new Set<MediaId>();
	#exhibited: Exhibited | null = null;
	/** How often records have changed. */
	#changes = 0;
	#readAt = 0;
	#choice: PackChoice | null = null;
	#chosenFor = -1;
	#fullUntil = 0;
	#restUntil = 0;
	#attempt = 0;
	#toldAt = -TOLD_EVERY_MS;
	#state: PackState = {
		...{ here: 0, bytes: 0, files: { here: 0, all: 0 } },
		...{ doing: 'starting', problem: null, failing: 0 },
	};
	/** What is being fetched, and what ends that. */
	#current: { file: PackFile; stop: AbortController } | null = null;

	constructor(deps: PackKeeperDeps) {
		this.#deps = deps;
		this.#uses = createUses(deps);
	}

	async run(signal: AbortSignal): Promise<void> {
		signal.addEventListener('abort', () => this.refresh());
		for (const file of await this.#deps.store.list()) this.#held.set(file.sha256, file);
		await this.#uses.recall();
		this.#tellHere();
		while (!signal.aborted) {
			try {
				await this.#step(signal);
			} catch (error) {
				this.#deps.trouble(error);
				this.#tell({ ...this.#state, doing: 'waiting', problem: 'broken' });
				await this.#sleep(MINUTE);
			}
		}
	}

	refresh(): void {
		this.#changes += 1;
		this.#exhibited = null;
		this.#interrupt();
	}

	hurry(): void {
		if (this.#state.doing === 'waiting') this.#wake.up();
	}

	hear(wish: PackWish): void {
		if (wish.wish === 'hello') {
			this.#tellHere();
			this.#tell(this.#state);
		} else if (wish.wish === 'rest') {
			this.#restUntil = this.#deps.mono() + wish.ms;
		} else if (this.#uses.note(wish.mediaId, wish.wish === 'asked')) {
			this.#choice = null;
			if (wish.wish !== 'asked') return;
			this.#unanswered.add(wish.mediaId);
			if (!this.#current || !this.#uses.asked().has(this.#current.file.mediaId)) this.#interrupt();
		}
	}

	#interrupt(): void {
		this.#current?.stop.abort();
		this.#wake.up();
	}

	async #step(signal: AbortSignal): Promise<void> {
		const { exhibited, choice, moves, short } = await this.#plan();
		for (const sha256 of moves.drop) {
			await this.#deps.store.drop(sha256);
			this.#held.delete(sha256);
		}
		if (moves.drop.length > 0) this.#deps.tell({ about: 'gone', sha256: moves.drop });
		await this.#uses.save(new Set(exhibited.media.map(({ id }) => id)));
		const full = this.#deps.mono() < this.#fullUntil;
		const [file] = full ? [] : moves.fetch;
		this.#tellOf(choice, moves, file ? 'fetching' : 'still', short || full);
		this.#answer();
		// What came in the meantime is looked at before anything is waited for.
		if (signal.aborted || !this.#exhibited || !this.#choice) return;
		if (!file) return this.#sleep(full ? FULL_MS : this.#untilAside());
		await this.#rest();
		if (signal.aborted || !this.#exhibited || !this.#choice) return;
		await this.#settle(file, await this.#fetch(file, moves, signal));
	}

	/** `short`: the disk has less room than the venue allows, and it matters. */
	async #plan(): Promise<{ exhibited: Exhibited; choice: PackChoice; moves: PackMoves; short: boolean }> {
		const exhibited = await this.#look();
		const held = [...this.#held.values()];
		const room = held.reduce((sum, { bytes }) => sum + bytes, 0) + (await this.#deps.room());
		const lent = room < exhibited.budget ? Math.max(0, Math.floor(room / ROOM_STEP) * ROOM_STEP) : Infinity;
		const budget = Math.min(exhibited.budget, lent);
		const needs = { ...exhibited, uses: this.#uses.all(), pixels: this.#deps.pixels };
		if (!this.#choice || this.#chosenFor !== budget) this.#choice = choosePack({ ...needs, budget });
		this.#chosenFor = budget;
		const now = this.#deps.mono();
		const later = new Set([...this.#aside].filter(([, { until }]) => until > now).map(([name]) => name));
		const sight = { ...needs, budget, asked: this.#uses.asked(), later };
		const short = budget < exhibited.budget && choosePack(needs).bytes > this.#choice.bytes;
		return { exhibited, choice: this.#choice, moves: movesTo(this.#choice, held, sight), short };
	}

	/** Looked at again now and then: a month ends, a venue changes what it allows. */
	async #look(): Promise<Exhibited> {
		const now = this.#deps.mono();
		if (this.#exhibited && now - this.#readAt < LOOK_AGAIN_MS) return this.#exhibited;
		this.#readAt = now;
		this.#choice = null;
		for (;;) {
			const seen = this.#changes;
			const exhibited = await this.#deps.read();
			// What has changed while it was read may not be in it: what is withdrawn would be kept until the next look.
			if (seen === this.#changes) return (this.#exhibited = exhibited);
		}
	}

	async #fetch(file: PackFile, moves: PackMoves, signal: AbortSignal): Promise<DownloadEnd> {
		const stop = new AbortController();
		this.#current = { file, stop };
		if (signal.aborted) stop.abort();
		const { store, origin, fetch, patience } = this.#deps;
		const deps: DownloadDeps = {
			...{ store, origin, signal: stop.signal, hashes: this.#hashes, rest: () => this.#rest() },
			...(fetch && { fetch }),
			...(patience !== undefined && { patience }),
			onBytes: (bytes) => {
				this.#held.set(file.sha256, { sha256: file.sha256, bytes, whole: false });
				const now = this.#deps.mono();
				if (now - this.#toldAt < TOLD_EVERY_MS) return;
				this.#tell({ ...this.#state, doing: 'fetching', here: moves.here + bytes });
			},
		};
		try {
			return await download(file, deps);
		} finally {
			this.#current = null;
		}
	}

	async #settle({ sha256, bytes, mediaId }: PackFile, end: DownloadEnd): Promise<void> {
		if (end.is === 'whole') {
			this.#attempt = 0;
			this.#aside.delete(sha256);
			this.#held.set(sha256, { sha256, bytes, whole: true });
			this.#uses.served(mediaId);
			return this.#deps.tell({ about: 'here', sha256: [sha256], all: false });
		}
		if (end.is === 'stopped') return;
		if (end.is === 'broken') {
			this.#attempt = end.gained ? 1 : this.#attempt + 1;
			this.#tell({ ...this.#state, doing: 'waiting' });
			return this.#sleep(backoff(this.#attempt, this.#deps.chance()));
		}
		this.#held.delete(sha256);
		const now = this.#deps.mono();
		if (end.is === 'full') {
			this.#fullUntil = now + FULL_MS;
			return;
		}
		const times = (this.#aside.get(sha256)?.times ?? 0) + 1;
		const wait = ASIDE_MS * 2 ** Math.min(times - 1, ASIDE_DOUBLINGS) * (1 + this.#deps.chance());
		this.#aside.set(sha256, { until: now + wait, times, why: end.is });
	}

	/** Until nobody stands at the door; what is withdrawn does not wait. */
	async #rest(): Promise<void> {
		while (this.#exhibited) {
			const left = this.#restUntil - this.#deps.mono();
			if (left <= 0) return;
			if (this.#state.doing !== 'resting') this.#tell({ ...this.#state, doing: 'resting' });
			await new Promise((resolve) => setTimeout(resolve, Math.min(left, 1000)));
		}
	}

	#sleep(ms: number): Promise<void> {
		return this.#wake.sleep(ms / (this.#deps.haste ?? 1));
	}

	/** How long until a file that was set aside may be asked for again. */
	#untilAside(): number {
		const now = this.#deps.mono();
		// One whose time is over would be fetched if anything needed it.
		const ahead = [...this.#aside.values()].map(({ until }) => until).filter((until) => until > now);
		return Math.min(LOOK_AGAIN_MS, Math.max(1000, Math.min(...ahead) - now));
	}

	/** Of a plan, though what is chosen may be thought over by now. */
	#tellOf(choice: PackChoice, { here }: PackMoves, doing: PackState['doing'], short: boolean): void {
		const aside = choice.files.flatMap(({ sha256 }) => this.#aside.get(sha256)?.why ?? []);
		const problem = problemOf(aside, short, choice.attractCut);
		const failing = aside.filter((why) => why === problem).length;
		const whole = choice.files.filter(({ sha256 }) => this.#held.get(sha256)?.whole).length;
		const files = { here: whole, all: choice.files.length };
		this.#tell({ here, bytes: choice.bytes, files, doing, problem, failing });
	}

	#answer(): void {
		if (!this.#choice) return;
		for (const mediaId of this.#unanswered) {
			const files = this.#choice.files.filter((file) => file.mediaId === mediaId);
			const wrong = files.some(({ sha256 }) => this.#aside.get(sha256)?.why === 'wrong');
			const comes = wrong ? 'never' : files.length > 0 && this.#fullUntil < this.#deps.mono() ? 'soon' : 'no';
			this.#deps.tell({ about: 'answer', mediaId, comes });
		}
		this.#unanswered.clear();
	}

	#tellHere(): void {
		const whole = [...this.#held.values()].filter((file) => file.whole).map(({ sha256 }) => sha256);
		for (let from = 0; from === 0 || from < whole.length; from += HERE_PART)
			this.#deps.tell({
				...{ about: 'here', all: from === 0 },
				sha256: whole.slice(from, from + HERE_PART),
			});
	}

	#tell(state: PackState): void {
		this.#state = state;
		this.#toldAt = this.#deps.mono();
		this.#deps.tell({ about: 'state', state });
	}
}
