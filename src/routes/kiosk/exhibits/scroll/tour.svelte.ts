import type { Scene, Scroll } from '$lib/domain/scroll.ts';

type Way = Scroll['tours'][number];

/** A guided walk: at which stop it stands, and whether its visitor has taken the picture into their own hands. */
export class Tour {
	/** Stops that were withdrawn are left out; a walk without any is not offered. */
	readonly ways: readonly Way[];
	stop = $state(0);
	/** Whoever looks on their own is not pulled away from it: the guide waits until it is asked to go on. */
	interrupted = $state(false);
	#way = $state.raw<Way | null>(null);
	readonly #scenes: readonly Scene[];
	readonly #go: (scene: Scene) => void;

	constructor(scroll: Scroll, scenes: readonly Scene[], go: (scene: Scene) => void) {
		this.#scenes = scenes;
		this.#go = go;
		this.ways = scroll.tours
			.map((way) => ({ ...way, stops: way.stops.filter((id) => this.#at(id)) }))
			.filter(({ stops }) => stops.length > 0);
	}

	get way(): Way | null {
		return this.#way;
	}
	/** It goes on by itself. */
	get guides(): boolean {
		return this.#way !== null && !this.interrupted;
	}
	/** Where it stands. */
	get scene(): Scene | undefined {
		return this.#at(this.#way?.stops[this.stop]);
	}

	begin(way: Way): void {
		this.#way = way;
		this.visit(0);
	}
	/** The first has none before it; after the last it is over. */
	visit(n: number): void {
		const stop = Math.max(0, n);
		const scene = this.#at(this.#way?.stops[stop]);
		if (!scene) return this.end();
		[this.stop, this.interrupted] = [stop, false];
		this.#go(scene);
	}
	interrupt(): void {
		this.interrupted = this.#way !== null;
	}
	end(): void {
		this.#way = null;
	}
	#at(id: string | undefined): Scene | undefined {
		return this.#scenes.find((scene) => scene.id === id);
	}
}
