import type { Reading } from './reading.ts';
import type { View } from './sight/view.ts';

/** From the page to the worker. Frames and streams are transferred, never copied. */
export type DecoderRequest =
	/** Comes first, and once. */
	| { readonly kind: 'start'; readonly wasmUrl: string }
	| { readonly kind: 'follow'; readonly frames: ReadableStream<VideoFrame> }
	| { readonly kind: 'frame'; readonly frame: VideoFrame | ImageBitmap }
	| { readonly kind: 'picture'; readonly id: number; readonly picture: ImageBitmap };

/** From the worker to the page. */
export type DecoderReport =
	| { readonly kind: 'ready' }
	| { readonly kind: 'frame'; readonly readings: readonly Reading[]; readonly view: View }
	| { readonly kind: 'picture'; readonly id: number; readonly readings: readonly Reading[] }
	| { readonly kind: 'failed'; readonly reason: string };
