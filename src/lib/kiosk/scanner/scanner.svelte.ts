import { systemClock, type Clock } from '../../base/clock.ts';
import type { Channel } from '../../domain/fact.ts';
import { Camera, type CameraStatus } from './camera.svelte.ts';
import { createDecoder } from './decoder.ts';
import type { FeedName } from './feeds.ts';
import type { Lens } from './lens.ts';
import { openPicture } from './picture.ts';
import type { Point, Reading } from './reading.ts';
import { noCodes, seeCode } from './recent-codes.ts';
import { listenForWedge } from './wedge-listener.ts';

export type ScanChannel = Extract<Channel, 'camera' | 'wedge' | 'picture'>;

/** `points`: where the code is in the picture, empty for the wedge. */
export type OnCode = (text: string, channel: ScanChannel, points: readonly Point[]) => void;

export interface ScannerOptions {
	/** Called once for each visit of a code, whatever way it came. Several in one frame are several calls. */
	readonly onCode: OnCode;
	readonly clock?: Clock;
	/** A part of the wanted camera's label, or its id. */
	readonly deviceHint?: string | null;
	/** The camera frames' way to the decoder; the best that the browser can, unless a test asks for another. */
	readonly feed?: FeedName | null;
}

export interface Scanner {
	/** Reactive. */
	readonly status: CameraStatus;
	/** Reactive: what the camera sees, for a second preview. */
	readonly stream: MediaStream | null;
	/** Reactive: lamp and zoom, where the camera has them. */
	readonly lens: Lens;
	setLens(to: { torch?: boolean; zoom?: number }): Promise<void>;
	/** Turns the camera on, shown in `video` where given, until `unwatch`. */
	watch(video?: HTMLVideoElement): void;
	unwatch(): void;
	/** Reads a picture that was dropped, pasted or chosen. `failed`: the reader itself could not start. */
	dropPicture(blob: Blob): Promise<'read' | 'no-code' | 'not-a-picture' | 'failed'>;
	/** Hears USB scanners until the returned function is called. */
	listen(target: Window | Document): () => void;
	/** Turns everything off; the scanner cannot be used again. */
	close(): void;
}

export function createScanner(options: ScannerOptions): Scanner {
	const clock = options.clock ?? systemClock;
	let recent = noCodes;

	function give({ text, points }: Reading, channel: ScanChannel): void {
		const seen = seeCode(recent, text, clock.monotonic());
		recent = seen.recent;
		if (seen.fresh) options.onCode(text, channel, points);
	}

	const decoder = createDecoder({
		onFrame(readings, view) {
			camera.sawFrame(view);
			for (const reading of readings) give(reading, 'camera');
		},
		onFailed: () => camera.decoderFailed(),
	});
	const { deviceHint = null, feed = null } = options;
	const camera = new Camera({ decoder, clock, deviceHint, feed });

	return {
		get status() {
			return camera.status;
		},
		get stream() {
			return camera.stream;
		},
		get lens() {
			return camera.lens;
		},
		setLens: (to) => camera.setLens(to),
		watch: (video) => camera.start(video),
		unwatch: () => camera.stop(),
		async dropPicture(blob) {
			const picture = await openPicture(blob);
			if (!picture.ok) return picture.error;
			const readings = await decoder.readPicture(picture.value);
			for (const reading of readings ?? []) give(reading, 'picture');
			if (readings === null) return 'failed';
			return readings.length > 0 ? 'read' : 'no-code';
		},
		listen: (target) => listenForWedge(target, (text) => give({ text, points: [] }, 'wedge')),
		close() {
			camera.stop();
			decoder.close();
		},
	};
}
