import type { Layer } from '../../exhibits/iiif/layers.ts';

/** The time on a canvas: as its sound or film has it, or a clock of its own where neither is on. */
export class Playback {
	time = $state(0);
	going = $state(false);
	readonly seconds: number;
	readonly #onEnd: () => void;
	/** What sounds, and when. */
	#on: readonly (readonly [HTMLMediaElement, Layer])[] = [];
	#timer = 0;

	constructor(seconds: number, from: number, onEnd: () => void) {
		this.seconds = seconds;
		this.time = from;
		this.#onEnd = onEnd;
	}

	/** A sound or film on the canvas. Returns what takes it off. */
	add(element: HTMLMediaElement, layer: Layer): () => void {
		this.#on = [...this.#on, [element, layer]];
		return () => (this.#on = this.#on.filter(([one]) => one !== element));
	}
	toggle(): void {
		if (this.going) this.stop();
		else {
			if (this.time >= this.seconds) this.time = 0;
			this.going = true;
			this.#tick(0);
		}
	}
	stop(): void {
		this.going = false;
		clearTimeout(this.#timer);
		for (const [element] of this.#on) element.pause();
	}
	seek(time: number): void {
		this.time = Math.min(this.seconds, Math.max(0, time));
		for (const [element, layer] of this.#on)
			if (isOn(layer, this.time)) element.currentTime = this.time - layer.from;
	}

	#tick(passed: number): void {
		const playing = this.#on.find(
			([element, layer]) =>
				isOn(layer, this.time) && !element.paused && !element.ended && element.readyState > 1,
		);
		this.time = playing ? playing[1].from + playing[0].currentTime : this.time + passed;
		if (this.time >= this.seconds - 0.05) {
			this.stop();
			this.time = this.seconds;
			return this.#onEnd();
		}
		for (const [element, layer] of this.#on) {
			const on = isOn(layer, this.time);
			if (!on) element.pause();
			else if (element.paused && !element.ended && !element.error) {
				element.currentTime = this.time - layer.from;
				element.play().catch(() => undefined);
			}
		}
		this.#timer = window.setTimeout(() => this.#tick(STEP), STEP * 1000);
	}
}
const STEP = 0.1;

export const isOn = ({ from, until }: Pick<Layer, 'from' | 'until'>, time: number): boolean =>
	time >= from && (until === null || time < until);
