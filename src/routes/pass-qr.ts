import { create, toBuffer } from 'qrcode';

/** A QR code as one SVG path over a square of `size` modules; the quiet zone of 4 modules is not in it. */
export interface DrawnCode {
	readonly size: number;
	readonly path: string;
}

const LEVEL = { errorCorrectionLevel: 'M' } as const;

/**
 * A pass goes into QR's alphanumeric mode, which base45 is made for: version 6 at level M instead of 8.
 * Samples that are garbage on purpose may hold anything.
 */
const content = (text: string) =>
	/^[0-9A-Z $%*+\-./:]+$/.test(text) ? [{ data: text, mode: 'alphanumeric' as const }] : text;

/** Dark modules as horizontal bars: a tenth of the path that squares would need. */
export function drawPass(text: string): DrawnCode {
	const { size, data } = create(content(text), LEVEL).modules;
	let path = '';
	for (let y = 0; y < size; y++) {
		for (let x = 0; x < size; x++) {
			const start = x;
			while (x < size && data[y * size + x]) x++;
			if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`;
		}
	}
	return { size, path };
}

/** A PNG of a pass, about `width` pixels wide with its quiet zone. */
export const passPicture = (text: string, width: number): Promise<Buffer> =>
	toBuffer(content(text), { ...LEVEL, width, margin: 4 });
