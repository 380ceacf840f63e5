import { prepareZXingModule } from 'zxing-wasm/reader';
import type { ZXingReaderModule, ZXingReaderOptions, ZXingReadResult, ZXingVector } from 'zxing-wasm/reader';
import type { Spot } from './symbol/grid.ts';
import type { Luminance } from './sight/picture.ts';

/** What zxing makes of a picture: symbols that it has read, and symbols that it has found and could not read. */
export interface Found {
	/** Null where the symbol lies there and its text could not be had. */
	readonly text: string | null;
	/** Top left, top right, bottom right, bottom left, in pixels. */
	readonly corners: readonly Spot[];
	/** Modules a side, as far as was seen. */
	readonly size: number;
}

export interface Zxing {
	/** Codes as they lie about in a picture, turned, inverted, small and large. */
	find(picture: Luminance): Found[];
	/** A picture of nothing but ink (0) and paper (255). */
	findInk(picture: Luminance): Found[];
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
	// Symbols that were found and not read are where more can be tried.
	returnErrors: true,
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
/** FixedThreshold. */
const INK: ZXingReaderOptions = {
	...OPTIONS,
	binarizer: 2,
	tryRotate: false,
	tryDownscale: false,
	tryInvert: false,
};

/**
 * zxing-cpp in WebAssembly, the same in the kiosk's worker and under Node. Never fetches from anywhere but the given address.
 * Rejects where the WebAssembly cannot be had or started.
 */
export async function loadZxing(wasm: { url: string } | { binary: ArrayBuffer }): Promise<Zxing> {
	const overrides = 'url' in wasm ? { locateFile: () => wasm.url } : { wasmBinary: wasm.binary };
	const module = await prepareZXingModule({ overrides, fireImmediately: true });
	const zxing = module as ZXingReaderModule & Memory;

	/** Lends the pixels to the WebAssembly for the length of one call, and frees all it made. */
	function read({ pixels, width, height }: Luminance, options: ZXingReaderOptions): ZXingReadResult[] {
		const at = zxing._malloc(pixels.length);
		if (at === 0) throw new Error(`no memory to read a picture of ${pixels.length} bytes`);
		try {
			zxing.HEAPU8.set(pixels, at);
			// The vector lies in the WebAssembly's memory, and its type does not tell that it must be given back.
			const found = zxing.readBarcodesFromPixmap(
				at,
				width,
				height,
				options,
			) as ZXingVector<ZXingReadResult> & {
				delete(): void;
			};
			const results = Array.from({ length: found.size() }, (_, i) => found.get(i)!);
			found.delete();
			return results;
		} finally {
			zxing._free(at);
		}
	}

	return {
		find: (picture) => read(picture, OPTIONS).map(foundOf),
		findInk: (picture) => read(picture, INK).map(foundOf),
	};
}

function foundOf({ text, isValid, position, symbol }: ZXingReadResult): Found {
	const { topLeft, topRight, bottomRight, bottomLeft } = position;
	return {
		text: isValid ? text : null,
		corners: [topLeft, topRight, bottomRight, bottomLeft],
		size: symbol.width,
	};
}
