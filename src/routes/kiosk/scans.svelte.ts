import type { SessionId } from '$lib/base/id.ts';
import type { Judgement, KioskApp } from '$lib/kiosk/app.ts';
import type { Channel } from '$lib/domain/fact.ts';
import { painted } from '$lib/kiosk/painted.ts';
import { offerOf } from './judgement-words.ts';
import type { Scanner } from '$lib/kiosk/scanner/scanner.svelte.ts';

/** A verdict while it is on screen. */
export interface Shown {
	readonly key: number;
	readonly judgement: Judgement;
	/** Milliseconds since the page was opened. */
	readonly since: number;
}

const SHOWN_MS = 6_000;
/** Somebody who is asked something in elder mode has longer to answer. */
const ASKED_ELDER_MS = 12_000;
/** Verdicts that come within this are of people who stand here together; a later one takes the screen for itself. */
const TOGETHER_MS = 1_500;
const MOST_TOGETHER = 4;

/**
 * Scans of codes, whatever page is open: asks the app, keeps the verdicts for six seconds and forgets them.
 * The code itself is never kept.
 */
export class Scans {
	/** Newest first. */
	shown = $state.raw<readonly Shown[]>([]);
	/** The session whose door this is, while its check-in page is open. */
	door = $state<SessionId | null>(null);
	/** Null until the scanner's code has been loaded. */
	scanner = $state.raw<Scanner | null>(null);

	#borrower = $state.raw<((text: string, channel: Channel) => Promise<void>) | null>(null);
	readonly #app: KioskApp;
	readonly #onverdict: (judgement: Judgement | null) => void;
	#made = 0;
	/** Verdicts whose offer was taken up: a second touch is the same one. */
	readonly #taken = new WeakSet<Shown>();

	/** `onverdict` hears of every verdict as it is painted: sound, idle time. Null: a page that codes are lent to has answered. */
	constructor(app: KioskApp, onverdict: (judgement: Judgement | null) => void) {
		this.#app = app;
		this.#onverdict = onverdict;
	}

	/** Loads the scanner and listens for USB scanners. Returns what ends both. */
	start(): () => void {
		let ended = false;
		let deafen: () => void = () => undefined;
		const load = async (): Promise<void> => {
			// The board first: it is what people look for.
			await painted();
			const { createScanner } = await import('$lib/kiosk/scanner/scanner.svelte.ts');
			if (ended) return;
			this.scanner = createScanner({ onCode: (text, channel) => void this.take(text, channel) });
			deafen = this.scanner.listen(window);
		};
		void load();
		return () => {
			ended = true;
			deafen();
			this.scanner?.close();
			this.scanner = null;
		};
	}

	async take(text: string, channel: Channel): Promise<void> {
		if (this.#borrower) {
			await this.#borrower(text, channel);
			return this.#onverdict(null);
		}
		const judgement = await this.#app.admit(text, channel, this.door);
		const since = performance.now();
		const together = this.shown.filter((other) => since - other.since < TOGETHER_MS);
		this.#show(this.#entry(judgement, since), together);
	}

	/** Until the answer is called, codes go to this page, which does something else with them than check people in. */
	lend(borrower: (text: string, channel: Channel) => Promise<void>): () => void {
		this.clear();
		this.#borrower = borrower;
		return () => (this.#borrower = null);
	}

	get lent(): boolean {
		return this.#borrower !== null;
	}

	/** A touch on what a verdict offers: its place is taken by what came of it. */
	async accept(asked: Shown): Promise<void> {
		const offer = offerOf(asked.judgement);
		if (!offer || this.#taken.has(asked)) return;
		this.#taken.add(asked);
		const judgement = await this.#app.accept(offer);
		const others = this.shown.filter((other) => other !== asked);
		this.#show(this.#entry(judgement, asked.since), others);
	}

	#entry(judgement: Judgement, since: number): Shown {
		return { key: ++this.#made, judgement, since };
	}

	#show(entry: Shown, others: readonly Shown[]): void {
		this.shown = [entry, ...others].slice(0, MOST_TOGETHER);
		this.#onverdict(entry.judgement);
		const forMs = this.#app.elder && offerOf(entry.judgement) ? ASKED_ELDER_MS : SHOWN_MS;
		setTimeout(() => (this.shown = this.shown.filter((other) => other !== entry)), forMs);
	}

	/** Wipes whatever is on screen. */
	clear(): void {
		this.shown = [];
	}
}
