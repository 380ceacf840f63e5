import type { Media, MediaFile } from '../../domain/media.ts';
import { usefulFile } from '../../exhibits/media-portions.ts';
import type { MediaSource } from '../../ui/media-source.ts';
import { createKnown, packWorker } from './known.ts';
import { PACK_CHANNEL, type PackNews, type PackStart, type PackState, type PackWish } from './pack-news.ts';

export interface PacksDeps {
	readonly origin: string;
	readonly online: () => boolean;
}

/** So long after the last sign of somebody at the door nothing is written. */
const REST_MS = 8000;

/** The page's view of the device's pack: what of the exhibition is here, and how the rest comes. */
export class Packs implements MediaSource {
	/** Null until the keeper has said it. */
	state = $state.raw<PackState | null>(null);
	/** Grows with every change of what is known, which is too large to copy for each. */
	#turn = $state(0);
	readonly #known = createKnown();
	readonly #online: () => boolean;
	readonly #channel = new BroadcastChannel(PACK_CHANNEL);
	readonly #worker: Worker;

	constructor({ origin, online }: PacksDeps) {
		this.#online = online;
		this.#channel.onmessage = ({ data }: MessageEvent<PackNews | PackWish>) => {
			if ('about' in data) this.#hear(data);
		};
		this.#worker = packWorker();
		this.#worker.onerror = ({ message }) => console.error(`pack: ${message}`);
		const start: PackStart = { origin, pixels: Math.ceil(screen.width * devicePixelRatio) };
		this.#worker.postMessage(start);
		this.#wish({ wish: 'hello' });
	}

	find(media: Media, family: string, pixels: number): MediaFile | null {
		void this.#turn;
		const here = media.files.filter(({ sha256 }) => this.#known.here(sha256));
		const found = usefulFile(here, family, pixels);
		if (found) return found;
		// There is no room for it here: from the hub, while that answers.
		const straight = this.#known.answer(media.id) === 'no' || this.state?.problem === 'broken';
		return straight && this.#online() ? usefulFile(media.files, family, pixels) : null;
	}

	looked(media: Media, here: boolean): void {
		this.#wish({ wish: here ? 'looked' : 'asked', mediaId: media.id });
	}

	/** Somebody stands at the door. */
	rest(): void {
		this.#wish({ wish: 'rest', ms: REST_MS });
	}

	stop(): void {
		this.#worker.terminate();
		this.#channel.close();
	}

	#wish(wish: PackWish): void {
		this.#channel.postMessage(wish);
	}

	#hear(news: PackNews): void {
		if (news.about === 'state') {
			this.state = news.state;
			return;
		}
		this.#known.take(news);
		this.#turn++;
	}
}
