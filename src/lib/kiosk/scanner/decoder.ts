// Imported here, not in the worker: only what the page's modules name is known to the service worker, and so precached.
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { Reading } from './reading.ts';
import type { View } from './sight/view.ts';
import type { DecoderReport, DecoderRequest } from './decoder-messages.ts';

export interface DecoderEvents {
	/** A frame was read; often without any code in it. */
	onFrame(readings: readonly Reading[], view: View): void;
	/** The worker died or could not start. The next request starts another. */
	onFailed(reason: string): void;
}

/** The page's end of the worker that reads codes. */
export interface Decoder {
	/** Starts the worker where it is not running yet; resolves when it can read, false where it cannot. */
	start(): Promise<boolean>;
	/** A frame is being read: a further one would have to wait, and be old by then. */
	readonly busy: boolean;
	/** Reads one frame and closes it. */
	look(frame: VideoFrame | ImageBitmap): void;
	/** Reads a camera's frames, the newest first, until the stream ends. */
	follow(frames: ReadableStream<VideoFrame>): void;
	/** Reads a still picture and closes it; null where the worker failed. */
	readPicture(picture: ImageBitmap): Promise<readonly Reading[] | null>;
	close(): void;
}

interface Running {
	readonly worker: Worker;
	readonly ready: Promise<boolean>;
	settle(ready: boolean): void;
	readonly pictures: Map<number, (readings: readonly Reading[] | null) => void>;
	underWay: number;
}

export function createDecoder(events: DecoderEvents): Decoder {
	let running: Running | null = null;
	let nextId = 1;

	function run(): Running {
		if (running) return running;
		const worker = new Worker(new URL('./decoder.worker.ts', import.meta.url), { type: 'module' });
		let settle: (ready: boolean) => void = () => undefined;
		const ready = new Promise<boolean>((resolve) => (settle = resolve));
		const started: Running = { worker, ready, settle, pictures: new Map(), underWay: 0 };
		worker.onmessage = ({ data }: MessageEvent<DecoderReport>) => receive(started, data);
		worker.onerror = (event) => stop(started, event.message || 'the worker did not load');
		worker.onmessageerror = () => stop(started, 'a message could not be read');
		running = started;
		const start: DecoderRequest = { kind: 'start', wasmUrl: new URL(wasmUrl, location.href).href };
		worker.postMessage(start);
		return started;
	}

	function receive(from: Running, message: DecoderReport): void {
		if (from !== running) return;
		switch (message.kind) {
			case 'ready':
				return from.settle(true);
			case 'frame':
				from.underWay = Math.max(0, from.underWay - 1);
				return events.onFrame(message.readings, message.view);
			case 'picture':
				from.pictures.get(message.id)?.(message.readings);
				from.pictures.delete(message.id);
				return;
			case 'failed':
				return stop(from, message.reason);
		}
	}

	function stop(which: Running, reason: string | null): void {
		if (which !== running) return;
		running = null;
		which.worker.terminate();
		which.settle(false);
		for (const answer of which.pictures.values()) answer(null);
		if (reason !== null) events.onFailed(reason);
	}

	const send = (request: DecoderRequest, moved: Transferable) => run().worker.postMessage(request, [moved]);

	return {
		start: () => run().ready,
		get busy() {
			return running !== null && running.underWay > 0;
		},
		look(frame) {
			run().underWay++;
			send({ kind: 'frame', frame }, frame);
		},
		follow: (frames) => send({ kind: 'follow', frames }, frames),
		readPicture: (picture) =>
			new Promise((resolve) => {
				const id = nextId++;
				run().pictures.set(id, resolve);
				send({ kind: 'picture', id, picture }, picture);
			}),
		close: () => running && stop(running, null),
	};
}
