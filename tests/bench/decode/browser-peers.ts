import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright';
import { launchOptions } from '../../chromium.ts';
import type { HardPicture } from './hard-pictures.ts';
import type { StillReader } from './reader.ts';

/** In the page: a canvas with the picture, and the two readers that need one. */
const PAGE = `<!doctype html><div id="reader"></div>
<script src="/peer/html5-qrcode/html5-qrcode.min.js"></script>
<script type="module">
import QrScanner from '/peer/qr-scanner/qr-scanner.min.js';
const canvas = document.createElement('canvas');
const html5 = new Html5Qrcode('reader', { formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE], verbose: false });
const engine = await QrScanner.createQrEngine();
const readers = {
	// Its own decoder, on the whole picture: as sharp as it never sees a camera.
	'html5-qrcode': async () => (await html5.qrcode.decodeAsync(canvas)).text,
	'qr-scanner': async () => (await QrScanner.scanImage(canvas, { qrEngine: engine, returnDetailedScanResult: true })).data,
};
window.show = async (width, height) => {
	const grey = new Uint8Array(await (await fetch('/picture')).arrayBuffer());
	const image = new ImageData(width, height);
	for (let i = 0; i < grey.length; i++) image.data.set([grey[i], grey[i], grey[i], 255], 4 * i);
	canvas.width = width;
	canvas.height = height;
	canvas.getContext('2d', { willReadFrequently: true }).putImageData(image, 0, 0);
};
window.read = async (name) => {
	const from = performance.now();
	// Both throw where there is nothing to read.
	const text = await readers[name]().catch(() => null);
	return { text, ms: performance.now() - from };
};
window.ready = true;
</script>`;

export interface BrowserPeers {
	readonly readers: readonly StillReader[];
	close(): Promise<void>;
}

/** The peers that need a browser. `at`: where peers are installed. */
export async function browserPeers(at: (path: string) => string): Promise<BrowserPeers> {
	let shown: HardPicture | null = null;
	const server = createServer((request, response) => {
		const path = request.url ?? '/';
		if (path === '/picture') return void response.end(shown?.pixels);
		if (!path.startsWith('/peer/')) return void response.setHeader('Content-Type', 'text/html').end(PAGE);
		readFile(at(path.slice('/peer/'.length))).then(
			(file) => response.setHeader('Content-Type', 'text/javascript').end(file),
			() => response.writeHead(404).end(),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const browser = await chromium.launch(launchOptions());
	const page = await browser.newPage();
	await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
	await page.waitForFunction('window.ready');
	const read = async (name: string, picture: HardPicture): Promise<{ text: string | null; ms: number }> => {
		if (shown !== picture) {
			shown = picture;
			await page.evaluate(`show(${picture.width}, ${picture.height})`);
		}
		return page.evaluate(`read(${JSON.stringify(name)})`);
	};
	return {
		readers: ['html5-qrcode', 'qr-scanner'].map((name) => ({ name, read: (picture) => read(name, picture) })),
		async close() {
			await browser.close();
			server.close();
		},
	};
}
