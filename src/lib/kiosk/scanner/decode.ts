import { prepareZXingModule } from 'zxing-wasm/reader';
import type { ZXingReaderModule, ZXingReaderOptions, ZXingReadResult, ZXingVector } from 'zxing-wasm/reader';

/** A corner of a code: fractions of the picture's width and height, from its top left. */
export interface Point {
	readonly x: number;
	readonly y: number;
}

/** One code in a picture. */
export interface Reading {
	readonly text: string;
	/** Its four corners, clockwise from the code's own top left; none where the picture's size is not known. */
	readonly points: readonly Point[];
}

/** Brightness of each pixel, row by row, one byte each. */
export interface Luminance {
	readonly pixels: Uint8Array;
	readonly width: number;
	readonly height: number;
}

export interface Reader {
	read(picture: Luminance): Reading[];
	/** Codes in the bytes of a PNG or JPEG file; null where they are no such picture. */
	readFile(bytes: Uint8Array): Reading[] | null;
}

/** The module's memory, which its published type leaves out. */
interface Memory {
	_malloc(size: number): number;
	_free(at: number): void;
	readonly HEAPU8: Uint8Array;
}

/** QR codes only, however they lie. Several in one picture are several visitors, and nobody holds up five phones. */
const OPTIONS: ZXingReaderOptions = {
	formats: 'QRCodeModel2',
	maxNumberOfSymbols: 4,
	tryHarder: true,
	tryRotate: true,
	tryInvert: true,
	tryDownscale: true,
	downscaleThreshold: 500,
	downscaleFactor: 3,
	tryDenoise: false,
	isPure: false,
	// Where the picture cannot be loaded, the library says so in a result with an error.
	returnErrors: false,
	validateOptionalChecksum: false,
	minLineCount: 2,
	// LocalAverage: light falls unevenly on phones.
	binarizer: 0,
	eanAddOnSymbol: 0,
	// Plain: the text as written, not prettified.
	textMode: 0,
	characterSet: 0,
	tryCode39ExtendedMode: false,
};

/**
 * The reader of QR codes, the same in the kiosk's worker and under Node. Never fetches from anywhere but the given address.
 * Rejects where the WebAssembly cannot be had or started.
 */
export async function createReader(wasm: { url: string } | { binary: ArrayBuffer }): Promise<Reader> {
	const overrides = 'url' in wasm ? { locateFile: () => wasm.url } : { wasmBinary: wasm.binary };
	const module = await prepareZXingModule({ overrides, fireImmediately: true });
	const zxing = module as ZXingReaderModule & Memory;

	/** Hands bytes to the WebAssembly for the length of one call, and frees all it made. */
	function lend(bytes: Uint8Array, read: (at: number) => ZXingVector<ZXingReadResult>): ZXingReadResult[] {
		const at = zxing._malloc(bytes.length);
		if (at === 0) throw new Error(`no memory to read a picture of ${bytes.length} bytes`);
		try {
			zxing.HEAPU8.set(bytes, at);
			// The vector lies in the WebAssembly's memory, and its type does not tell that it must be given back.
			const found = read(at) as ZXingVector<ZXingReadResult> & { delete(): void };
			const results = Array.from({ length: found.size() }, (_, i) => found.get(i)!);
			found.delete();
			return results;
		} finally {
			zxing._free(at);
		}
	}

	return {
		read: ({ pixels, width, height }) =>
			lend(pixels, (at) => zxing.readBarcodesFromPixmap(at, width, height, OPTIONS)).map(
				({ text, position: { topLeft, topRight, bottomRight, bottomLeft } }) => ({
					text,
					points: [topLeft, topRight, bottomRight, bottomLeft].map(({ x, y }) => ({
						x: x / width,
						y: y / height,
					})),
				}),
			),
		readFile(bytes) {
			const results = lend(bytes, (at) => zxing.readBarcodesFromImage(at, bytes.length, OPTIONS));
			return results.some(({ error }) => error !== '')
				? null
				: results.map(({ text }) => ({ text, points: [] }));
		},
	};
}
