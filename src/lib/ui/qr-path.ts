/** A QR code as one SVG path over a square of `size` modules; the quiet zone of 4 modules is not in it. */
export interface DrawnCode {
	readonly size: number;
	readonly path: string;
}

/** Runs of dark modules as horizontal bars: a tenth of the path that single squares would need. */
export function drawModules({ size, data }: { size: number; data: Uint8Array }): DrawnCode {
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
