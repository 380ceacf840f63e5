import { createContext } from 'svelte';
import { galleryOrder } from '$lib/exhibits/gallery.ts';
import { findablesOf, type PageRef } from '$lib/exhibits/findables.ts';
import { indexing, type SearchIndex } from '$lib/exhibits/search.ts';
import type { KioskApp } from '$lib/kiosk/app.ts';
import { EMPTY_EXHIBITION } from '$lib/kiosk/cache/exhibition.ts';

/** At most so long a piece of the index is worked on before the screen gets its turn. */
const SLICE_MS = 5;
/** The clock is asked once for so many entries. */
const SLICE = 20;

/** What the pages of the exhibition share, as long as somebody is in it. */
export class Hall {
	readonly #app: KioskApp;
	#index = $state.raw<SearchIndex<PageRef> | null>(null);
	/** What is typed into the search; kept while a visitor looks at what was found. */
	query = $state('');
	/** Where on the wall the visitor was, to come back to. */
	place = { address: '/kiosk/exhibits', top: 0 };
	readonly #wall = $derived.by(() => galleryOrder(this.#app.exhibition.honorees.values()));

	constructor(app: KioskApp) {
		this.#app = app;
	}

	/** False until the exhibition has been read: then a page that is not there may only be late. */
	get here(): boolean {
		return this.#app.exhibition !== EMPTY_EXHIBITION;
	}
	get wall() {
		return this.#wall;
	}
	/** Null until it has been made; that of an earlier exhibition while the next one is. */
	get index() {
		return this.#index;
	}

	/** Makes the index in pieces, beside whatever the visitor does. Returns what ends that. */
	prepare(): () => void {
		const steps = indexing(findablesOf(this.#wall, this.#app.exhibition));
		let timer = 0;
		const work = (): void => {
			const until = performance.now() + SLICE_MS;
			do {
				for (let n = 0; n < SLICE; n++) {
					const step = steps.next();
					if (!step.done) continue;
					this.#index = step.value;
					return;
				}
			} while (performance.now() < until);
			timer = window.setTimeout(work);
		};
		timer = window.setTimeout(work);
		return () => clearTimeout(timer);
	}
}

export const [useHall, provideHall] = createContext<Hall>();
