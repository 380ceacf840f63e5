import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';

/** How a reader is put into the kiosk's page and started there. `at`: where peers are installed. */
export interface ScanReader {
	readonly name: string;
	start(page: Page, passes: readonly string[]): Promise<void>;
}

/** Nobody reads: codes come from a hand-held scanner as often as the film shows them. What verdicts cost without a camera. */
export const BY_HAND = 'no camera';
const byHand: ScanReader = {
	name: BY_HAND,
	start: (page, passes) =>
		page.evaluate(
			(codes) => {
				const { scanned } = window as unknown as { scanned: (text: string) => void };
				let next = 0;
				// What it takes to start is no part of watching.
				setTimeout(() => {
					const timer = setInterval(() => {
						if (next < codes.length) scanned(codes[next++]!);
						else clearInterval(timer);
					}, 1_400);
				}, 2_500);
			},
			[...passes],
		),
};

/** The page's own reader: its way to the door is all there is to do. */
const ours: ScanReader = {
	name: 'gongzhan',
	start: (page) => page.locator('a[href^="/kiosk/check-in"]').first().click(),
};

/** Room on the page for a peer's picture. */
const ROOM = `(() => {
	const room = Object.assign(document.createElement('div'), { id: 'peer' });
	room.style = 'position:fixed;left:0;top:0;width:800px;z-index:99;pointer-events:none';
	document.body.append(room);
	return room;
})()`;
const CAMERA = '{ width: 1280, height: 720, frameRate: 30 }';

function html5(
	name: string,
	fps: number,
	before: (page: Page) => Promise<void>,
	at: (path: string) => string,
): ScanReader {
	const script = readFileSync(at('html5-qrcode/html5-qrcode.min.js'), 'utf8');
	return {
		name,
		async start(page) {
			await before(page);
			await page.evaluate(`${script};window.Html5Qrcode ??= __Html5QrcodeLibrary__.Html5Qrcode`);
			await page.evaluate(`(async () => {
				${ROOM};
				const reader = new Html5Qrcode('peer', { formatsToSupport: [0], verbose: false });
				await reader.start({ facingMode: 'user' }, { fps: ${fps}, disableFlip: ${fps > 10}, videoConstraints: ${CAMERA} },
					(text) => scanned(text), () => {});
			})()`);
		},
	};
}

/** zxing-wasm behind the BarcodeDetector that html5-qrcode asks the browser for. */
function polyfill(at: (path: string) => string): (page: Page) => Promise<void> {
	const script = readFileSync(at('barcode-detector/dist/iife/polyfill.js'), 'utf8');
	const wasm = readFileSync(at('zxing-wasm/dist/reader/zxing_reader.wasm')).toString('base64');
	return async (page) => {
		await page.evaluate(`${script};window.BarcodeDetectionAPI ??= BarcodeDetectionAPI`);
		await page.evaluate(`(async () => {
			const wasmBinary = Uint8Array.from(atob('${wasm}'), (char) => char.charCodeAt(0)).buffer;
			await BarcodeDetectionAPI.prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
		})()`);
	};
}

function qrScanner(at: (path: string) => string): ScanReader {
	const [main, worker] = ['qr-scanner.min.js', 'qr-scanner-worker.min.js'].map((file) =>
		readFileSync(at(`qr-scanner/${file}`), 'utf8'),
	);
	return {
		name: 'qr-scanner',
		start: (page) =>
			page.evaluate(
				`(async () => {
				const urlOf = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
				const worker = urlOf(${JSON.stringify(worker)});
				const main = ${JSON.stringify(main)}.replace('./qr-scanner-worker.min.js', worker);
				const { default: QrScanner } = await import(urlOf(main));
				const video = document.createElement('video');
				video.style.width = '800px';
				${ROOM}.append(video);
				video.srcObject = await navigator.mediaDevices.getUserMedia({ video: ${CAMERA} });
				const reader = new QrScanner(video, ({ data }) => scanned(data), { returnDetailedScanResult: true });
				await reader.start();
			})()`,
			),
	};
}

export const scanReaders = (at: (path: string) => string): ScanReader[] => [
	ours,
	html5('html5-qrcode', 10, async () => undefined, at),
	html5('html5-qrcode + zxing-wasm', 30, polyfill(at), at),
	qrScanner(at),
	byHand,
];
