import type { Clock } from '../../base/clock.ts';
import { closeCamera, openCamera, type CameraFault } from './camera-open.ts';
import type { Decoder } from './decoder.ts';
import { bestFeed, feed, type FeedName } from './feeds.ts';
import { waitForChange } from './camera-wait.ts';
import { troubleOf, watchView, type Watched } from './camera-view.ts';
import { keepFocusing, lensOf, NO_LENS, setLens, type Lens } from './lens.ts';
import type { View } from './sight/view.ts';

/**
 * `dark` and `blurred`: the camera works and cannot see. `lost`, `frozen` and `missing` heal by themselves, `denied` once it is
 * allowed.
 */
export type CameraStatus = 'off' | 'starting' | 'watching' | 'dark' | 'blurred' | CameraFault;

export interface CameraOptions {
	readonly decoder: Decoder;
	readonly clock: Clock;
	/** A part of the wanted camera's label, or its id; null for any. */
	readonly deviceHint: string | null;
	/** Null for the best that the browser can. */
	readonly feed: FeedName | null;
}

/** Cheap cameras take seconds to their first frame. */
const FIRST_FRAME_MS = 10_000;
const NEXT_FRAME_MS = 2_000;
const CHECK_EVERY_MS = 250;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 15_000;

/** A camera that is watching whenever it can, and says why when it cannot. */
export class Camera {
	readonly #options: CameraOptions;
	#status = $state<CameraStatus>('off');
	#stream = $state.raw<MediaStream | null>(null);
	#running: AbortController | null = null;
	#watched: Watched | null = null;
	#lens = $state.raw<Lens>(NO_LENS);
	#giveUp: (fault: CameraFault) => void = () => undefined;

	constructor(options: CameraOptions) {
		this.#options = options;
	}

	get status(): CameraStatus {
		return this.#status;
	}

	get stream(): MediaStream | null {
		return this.#stream;
	}

	get lens(): Lens {
		return this.#lens;
	}

	async setLens(to: { torch?: boolean; zoom?: number }): Promise<void> {
		const track = this.#stream?.getVideoTracks()[0];
		if (track) this.#lens = await setLens(track, to);
	}

	/** Watches until `stop`, showing the picture in `video`. */
	start(video: HTMLVideoElement = document.createElement('video')): void {
		this.stop();
		this.#running = new AbortController();
		this.#status = 'starting';
		void this.#keepWatching(video, this.#running.signal);
	}

	stop(): void {
		this.#running?.abort();
		this.#running = null;
		this.#status = 'off';
	}

	/** To be told of each frame that the decoder has read. */
	sawFrame(view: View): void {
		if (this.#stream === null) return;
		this.#watched = watchView(this.#watched, view, this.#options.clock.monotonic());
		this.#status = troubleOf(this.#watched);
		if (this.#status === 'frozen') this.#giveUp('frozen');
	}

	/** To be told when the decoder has failed: the frames' way is cut. */
	decoderFailed(): void {
		this.#giveUp('lost');
	}

	async #keepWatching(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
		let failures = 0;
		while (!signal.aborted) {
			const fault = await this.#watch(video, signal);
			if (signal.aborted) return;
			const worked = this.#watched !== null && fault !== 'frozen';
			failures = worked ? 1 : failures + 1;
			this.#status = fault;
			const retryAfter = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), MAX_RETRY_MS);
			await waitForChange(fault, retryAfter, signal);
		}
	}

	/** Opens the camera and watches until something breaks: resolves to what did. */
	async #watch(video: HTMLVideoElement, signal: AbortSignal): Promise<CameraFault> {
		const { decoder, deviceHint } = this.#options;
		this.#watched = null;
		const [opened, ready] = await Promise.all([openCamera(deviceHint), decoder.start()]);
		if (!opened.ok) return opened.error;
		const stream = opened.value;
		const track = stream.getVideoTracks()[0];
		if (signal.aborted || !ready || !track) {
			closeCamera(stream);
			return 'lost';
		}
		this.#stream = stream;
		this.#lens = lensOf(track);
		void keepFocusing(track);
		video.muted = video.playsInline = true;
		video.srcObject = stream;
		// Rejects when the element is taken away while starting; the frames tell whether it plays.
		video.play().catch(() => undefined);
		const stopFeed = feed(this.#options.feed ?? bestFeed(), track, video, decoder);
		const fault = await this.#broken(track, signal);
		stopFeed();
		closeCamera(stream);
		// A newer start may have taken the element over already.
		if (video.srcObject === stream) video.srcObject = null;
		if (this.#stream === stream) {
			this.#stream = null;
			this.#lens = NO_LENS;
		}
		return fault;
	}

	/** Resolves when the track ends, frames stay away or are all alike, the decoder fails or watching is stopped. */
	#broken(track: MediaStreamTrack, signal: AbortSignal): Promise<CameraFault> {
		const { clock, decoder } = this.#options;
		return new Promise((resolve) => {
			let quietSince = clock.monotonic();
			const timer = setInterval(() => {
				const at = clock.monotonic();
				// A hidden page gets no frames, and that is no fault.
				if (document.hidden) quietSince = at;
				const limit = this.#watched === null ? FIRST_FRAME_MS : NEXT_FRAME_MS;
				if (at - Math.max(quietSince, this.#watched?.lastAt ?? 0) < limit) return;
				// Either the camera or the worker hangs: both start anew.
				decoder.close();
				finish('lost');
			}, CHECK_EVERY_MS);
			const finish = (fault: CameraFault) => {
				clearInterval(timer);
				resolve(fault);
			};
			this.#giveUp = finish;
			const lose = () => finish('lost');
			track.addEventListener('ended', lose);
			signal.addEventListener('abort', lose);
		});
	}
}
