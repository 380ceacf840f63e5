import type { Chance } from './chance.ts';

/** What happens to light between the sheet and the file; all of it in place on brightness of 0–1, row by row. */
export interface Light {
	readonly values: Float32Array;
	readonly width: number;
	readonly height: number;
}

/** Lamps that mirror in a screen or a film: bright beyond white, soft at the edge. */
export function addGlare({ values, width, height }: Light, spots: readonly Glare[]): void {
	for (const { x, y, rx, ry, strength } of spots)
		for (let row = Math.max(0, Math.floor(y - 2 * ry)); row < Math.min(height, y + 2 * ry); row++)
			for (let column = Math.max(0, Math.floor(x - 2 * rx)); column < Math.min(width, x + 2 * rx); column++) {
				const far = ((column - x) / rx) ** 2 + ((row - y) / ry) ** 2;
				values[row * width + column]! += strength * Math.exp(-far * far * 0.5);
			}
}

export interface Glare {
	readonly x: number;
	readonly y: number;
	readonly rx: number;
	readonly ry: number;
	readonly strength: number;
}

/** Out of focus: a Gaussian, in two passes. */
export function defocus({ values, width, height }: Light, sigma: number): void {
	if (sigma < 0.2) return;
	const reach = Math.ceil(sigma * 3);
	const weights = Float32Array.from({ length: 2 * reach + 1 }, (_, i) =>
		Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
	);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	for (const [count, length, step, next] of [
		[height, width, 1, width],
		[width, height, width, 1],
	] as const) {
		const line = new Float32Array(length + 2 * reach);
		for (let n = 0; n < count; n++) {
			for (let i = 0; i < line.length; i++)
				line[i] = values[n * next + Math.min(length - 1, Math.max(0, i - reach)) * step]!;
			for (let i = 0; i < length; i++) {
				let sum = 0;
				for (let k = 0; k < weights.length; k++) sum += weights[k]! * line[i + k]!;
				values[n * next + i * step] = sum / total;
			}
		}
	}
}

/** A hand that moved while the shutter was open: the mean along a line of `length` pixels. */
export function shake({ values, width, height }: Light, length: number, turn: number): void {
	const before = values.slice();
	const [dx, dy] = [Math.cos(turn), Math.sin(turn)];
	const steps = Math.max(2, Math.ceil(length * 1.5));
	for (let y = 0, i = 0; y < height; y++)
		for (let x = 0; x < width; x++, i++) {
			let sum = 0;
			for (let k = 0; k < steps; k++) {
				const away = (k / (steps - 1) - 0.5) * length;
				const px = Math.min(width - 1, Math.max(0, Math.round(x + dx * away)));
				const py = Math.min(height - 1, Math.max(0, Math.round(y + dy * away)));
				sum += before[py * width + px]!;
			}
			values[i] = sum / steps;
		}
}

/** The sensor: light falling off over the picture, gain, shot and read noise, black level, eight bits. */
export function expose({ values, width, height }: Light, chance: Chance, exposure: Exposure): Uint8Array {
	const { gain, black, shot, read, slopeX, slopeY } = exposure;
	const pixels = new Uint8Array(values.length);
	for (let y = 0, i = 0; y < height; y++)
		for (let x = 0; x < width; x++, i++) {
			const fall = 1 + slopeX * (x / width - 0.5) + slopeY * (y / height - 0.5);
			const light = Math.max(0, values[i]! * fall * gain);
			const noise = chance.normal() * Math.sqrt(shot * shot * light + read * read);
			pixels[i] = Math.max(0, Math.min(255, Math.round(black + light * 215 + noise)));
		}
	return pixels;
}

export interface Exposure {
	/** 1: white paper is 231 of 255. */
	readonly gain: number;
	/** Brightness of no light, of 255. */
	readonly black: number;
	/** Deviations in steps of 255: at white, and without light. */
	readonly shot: number;
	readonly read: number;
	readonly slopeX: number;
	readonly slopeY: number;
}
