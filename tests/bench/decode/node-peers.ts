import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { rgbaOf, timed, type StillReader } from './reader.ts';

/** The peers that run without a browser, each as thorough as it can be asked to be. `at`: where peers are installed. */
export async function nodePeers(at: (path: string) => string): Promise<StillReader[]> {
	return [jsQr(at), zxingJs(at), await plainZxing()];
}

function jsQr(at: (path: string) => string): StillReader {
	type JsQr = (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
	const module = createRequire(at('jsqr/package.json'))('jsqr') as JsQr | { default: JsQr };
	const read = 'default' in module ? module.default : module;
	return {
		name: 'jsQR',
		read: (picture) => {
			const rgba = rgbaOf(picture);
			return timed(() => read(rgba, picture.width, picture.height)?.data ?? null);
		},
	};
}

/** The parts of @zxing/library that a still needs. */
interface ZxingJs {
	readonly QRCodeReader: new () => {
		decode(bitmap: object, hints: Map<number, boolean>): { getText(): string };
	};
	readonly RGBLuminanceSource: new (pixels: Uint8ClampedArray, width: number, height: number) => object;
	readonly HybridBinarizer: new (source: object) => object;
	readonly BinaryBitmap: new (binarizer: object) => object;
	readonly DecodeHintType: { readonly TRY_HARDER: number };
}

function zxingJs(at: (path: string) => string): StillReader {
	const zxing = createRequire(at('@zxing/library/package.json'))('@zxing/library') as ZxingJs;
	const reader = new zxing.QRCodeReader();
	const hints = new Map([[zxing.DecodeHintType.TRY_HARDER, true]]);
	return {
		name: '@zxing/library',
		read: ({ pixels, width, height }) =>
			timed(() => {
				const source = new zxing.RGBLuminanceSource(new Uint8ClampedArray(pixels), width, height);
				try {
					return reader.decode(new zxing.BinaryBitmap(new zxing.HybridBinarizer(source)), hints).getText();
				} catch {
					// It throws where there is nothing to read.
					return null;
				}
			}),
	};
}

async function plainZxing(): Promise<StillReader> {
	const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
	const wasmBinary = Uint8Array.from(readFileSync(wasm)).buffer;
	await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
	return {
		name: 'zxing-wasm',
		read: (picture) => {
			const { width, height } = picture;
			const image = { data: rgbaOf(picture), width, height, colorSpace: 'srgb' } as ImageData;
			return timed(async () => {
				const found = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true });
				return found[0]?.text ?? null;
			});
		},
	};
}
