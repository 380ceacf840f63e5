const SHOWN_MS = 5000;

/** What came of the last act, for a moment. */
export class Saying {
	text = $state<string | null>(null);
	isTrouble = $state(false);
	#timer: ReturnType<typeof setTimeout> | undefined;

	say(text: string, isTrouble = false): void {
		clearTimeout(this.#timer);
		[this.text, this.isTrouble] = [text, isTrouble];
		this.#timer = setTimeout(() => this.clear(), SHOWN_MS);
	}

	clear(): void {
		clearTimeout(this.#timer);
		this.text = null;
	}
}
