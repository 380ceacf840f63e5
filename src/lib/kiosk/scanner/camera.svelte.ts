import type { Clock } from '../../base/clock.ts';
import { closeCamera, openCamera, type CameraFault } from './camera-open.ts';
import type { Decoder } from './decoder.ts';
import { bestFeed, feed, type FeedName } from './feeds.ts';
import { waitForChange } from './camera-wait.ts';

/** `dark`: the camera works and sees nothing but black. `lost` and `missing` heal by themselves, `denied` once it is allowed. */
export type CameraStatus = 'off' | 'starting' | 'watching' | 'dark' | CameraFault;

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
const NEXT_FRAME_MS = 3_000;
const DARK_AFTER_MS = 2_000;
const CHECK_EVERY_MS = 500;
const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 15_000;

/** A camera that is watching whenever it can, and says why when it cannot. */
export class Camera {
	readonly #options: CameraOptions;
	#status = $state<CameraStatus>('off');
	#stream = $state.raw<MediaStream | null>(null);
	#running: AbortController | null = null;
	#lastFrameAt: number | null = null;
	#darkSince: number | null = null;
	#giveUp: () => void = () => undefined;

	constructor(options: CameraOptions) {
		this.#options = options;
	}

	get status(): CameraStatus {
		return this.#status;
	}

	get stream(): MediaStream | null {
		return this.#stream;
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
	sawFrame(dark: boolean): void {
		if (this.#stream === null) return;
		const at = this.#options.clock.monotonic();
		this.#lastFrameAt = at;
		this.#darkSince = dark ? (this.#darkSince ?? at) : null;
		const covered = this.#darkSince !== null && at - this.#darkSince >= DARK_AFTER_MS;
		this.#status = covered ? 'dark' : 'watching';
	}

	/** To be told when the decoder has failed: the frames' way is cut. */
	decoderFailed(): void {
		this.#giveUp();
	}

	async #keepWatching(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
		let failures = 0;
		while (!signal.aborted) {
			const fault = await this.#watch(video, signal);
			if (signal.aborted) return;
			const worked = this.#lastFrameAt !== null;
			failures = worked ? 1 : failures + 1;
			this.#status = fault;
			const retryAfter = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), MAX_RETRY_MS);
			await waitForChange(fault, retryAfter, signal);
		}
	}

	/** Opens the camera and watches until something breaks: resolves to what did. */
	async #watch(video: HTMLVideoElement, signal: AbortSignal): Promise<CameraFault> {
		const { decoder, deviceHint } = this.#options;
		this.#lastFrameAt = this.#darkSince = null;
		const [opened, ready] = await Promise.all([openCamera(deviceHint), decoder.start()]);
		if (!opened.ok) return opened.error;
		const stream = opened.value;
		const track = stream.getVideoTracks()[0];
		if (signal.aborted || !ready || !track) {
			closeCamera(stream);
			return 'lost';
		}
		this.#stream = stream;
		video.muted = video.playsInline = true;
		video.srcObject = stream;
		// Rejects when the element is taken away while starting; the frames tell whether it plays.
		video.play().catch(() => undefined);
		const stopFeed = feed(this.#options.feed ?? bestFeed(), track, video, decoder);
		await this.#broken(track, signal);
		stopFeed();
		closeCamera(stream);
		// A newer start may have taken the element over already.
		if (video.srcObject === stream) video.srcObject = null;
		if (this.#stream === stream) this.#stream = null;
		return 'lost';
	}

	/** Resolves when the track ends, frames stay away, the decoder fails or watching is stopped. */
	#broken(track: MediaStreamTrack, signal: AbortSignal): Promise<void> {
		const { clock, decoder } = this.#options;
		return new Promise((resolve) => {
			let quietSince = clock.monotonic();
			const timer = setInterval(() => {
				const at = clock.monotonic();
				// A hidden page gets no frames, and that is no fault.
				if (document.hidden) quietSince = at;
				const limit = this.#lastFrameAt === null ? FIRST_FRAME_MS : NEXT_FRAME_MS;
				if (at - Math.max(quietSince, this.#lastFrameAt ?? 0) < limit) return;
				// Either the camera or the worker hangs: both start anew.
				decoder.close();
				finish();
			}, CHECK_EVERY_MS);
			const finish = () => {
				clearInterval(timer);
				resolve();
			};
			this.#giveUp = finish;
			track.addEventListener('ended', finish);
			signal.addEventListener('abort', finish);
		});
	}
}
