import type { MediaId } from '../../base/id.ts';
import type { Media, MediaFile } from '../../domain/media.ts';
import { usefulFile } from '../../exhibits/media-portions.ts';
import type { MediaSource } from '../../ui/media-source.ts';
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
	/** Grows with every change of the two below, which are too large to copy for each. */
	#turn = $state(0);
	readonly #here = new Set<string>();
	readonly #answers = new Map<MediaId, 'soon' | 'no' | 'never'>();
	readonly #online: () => boolean;
	readonly #channel = new BroadcastChannel(PACK_CHANNEL);
	readonly #worker: Worker;

	constructor({ origin, online }: PacksDeps) {
		this.#online = online;
		this.#channel.onmessage = ({ data }: MessageEvent<PackNews | PackWish>) => {
			if ('about' in data) this.#hear(data);
		};
		this.#worker = new Worker(new URL('./packs.worker.ts', import.meta.url), { type: 'module' });
		this.#worker.onerror = ({ message }) => console.error(`pack: ${message}`);
		const start: PackStart = { origin, pixels: Math.ceil(screen.width * devicePixelRatio) };
		this.#worker.postMessage(start);
		this.#wish({ wish: 'hello' });
	}

	find(media: Media, family: string, pixels: number): MediaFile | null {
		void this.#turn;
		const here = media.files.filter(({ sha256 }) => this.#here.has(sha256));
		const found = usefulFile(here, family, pixels);
		if (found) return found;
		// There is no room for it here: from the hub, while that answers.
		const straight = this.#answers.get(media.id) === 'no' || this.state?.problem === 'broken';
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
		if (news.about === 'answer') this.#answers.set(news.mediaId, news.comes);
		else if (news.about === 'gone') for (const sha256 of news.sha256) this.#here.delete(sha256);
		else {
			if (news.all) this.#here.clear();
			for (const sha256 of news.sha256) this.#here.add(sha256);
		}
		this.#turn++;
	}
}
