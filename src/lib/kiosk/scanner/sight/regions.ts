import type { Box, Luminance } from './picture.ts';

const BLOCK = 16;
/** Pixels apart that are compared: within a module's reach even where it is out of focus. */
const APART = 3;
/** Of the busiest block's energy, what still belongs to a code. */
const SHARE = 0.3;
const MOST = 4;

/**
 * Where codes may be: parts that are busy both across and down, largest first. Printed lines are busy one way, walls no
 * way. Localisation by gradient energy, as in Ohbuchi, Hanaizumi & Hock (2004), on every second pixel.
 */
export function busyRegions(picture: Luminance): Box[] {
	const across = Math.ceil(picture.width / BLOCK);
	const down = Math.ceil(picture.height / BLOCK);
	const energy = blurred(energyOf(picture, across, down), across, down);
	const ranked = Float32Array.from(energy).sort();
	const [quiet, loud] = [ranked[ranked.length >> 1]!, ranked[ranked.length - 1]!];
	const limit = quiet + (loud - quiet) * SHARE;
	const islands = islandsAbove(energy, across, down, limit).filter(({ blocks }) => blocks >= 2);
	return islands
		.sort((a, b) => b.sum - a.sum)
		.slice(0, MOST)
		.map(({ left, top, right, bottom }) => {
			const margin = BLOCK + Math.round(Math.max(right - left, bottom - top) * BLOCK * 0.06);
			const x = Math.max(0, left * BLOCK - margin);
			const y = Math.max(0, top * BLOCK - margin);
			return {
				left: x,
				top: y,
				width: Math.min(picture.width, (right + 1) * BLOCK + margin) - x,
				height: Math.min(picture.height, (bottom + 1) * BLOCK + margin) - y,
			};
		});
}

/** Of each block, the lesser of its gradients across and down: a line is no code. */
function energyOf({ pixels, width, height }: Luminance, across: number, down: number): Float32Array {
	const energy = new Float32Array(across * down);
	const below = APART * width;
	for (let row = 0, block = 0; row < down; row++) {
		const bottom = Math.min(height - APART, (row + 1) * BLOCK);
		for (let column = 0; column < across; column++, block++) {
			const right = Math.min(width - APART, (column + 1) * BLOCK);
			let [flat, steep] = [0, 0];
			for (let y = row * BLOCK; y < bottom; y += 2)
				for (let x = column * BLOCK, i = y * width + x; x < right; x += 2, i += 2) {
					const here = pixels[i]!;
					flat += Math.abs(pixels[i + APART]! - here);
					steep += Math.abs(pixels[i + below]! - here);
				}
			energy[block] = Math.min(flat, steep);
		}
	}
	return energy;
}

function blurred(values: Float32Array, across: number, down: number): Float32Array {
	return values.map((_, i) => {
		const [x, y] = [i % across, Math.floor(i / across)];
		let [sum, count] = [0, 0];
		for (let row = Math.max(0, y - 1); row <= Math.min(down - 1, y + 1); row++)
			for (let column = Math.max(0, x - 1); column <= Math.min(across - 1, x + 1); column++, count++)
				sum += values[row * across + column]!;
		return sum / count;
	});
}

interface Island {
	left: number;
	top: number;
	right: number;
	bottom: number;
	sum: number;
	blocks: number;
}

/** Connected blocks above a limit (flood fill). */
function islandsAbove(energy: Float32Array, across: number, down: number, limit: number): Island[] {
	const seen = new Uint8Array(energy.length);
	const islands: Island[] = [];
	for (let start = 0; start < energy.length; start++) {
		if (seen[start] || energy[start]! <= limit) continue;
		const island = { left: across, top: down, right: 0, bottom: 0, sum: 0, blocks: 0 };
		const open = [start];
		seen[start] = 1;
		for (let at = open.pop(); at !== undefined; at = open.pop()) {
			const [x, y] = [at % across, Math.floor(at / across)];
			island.left = Math.min(island.left, x);
			island.right = Math.max(island.right, x);
			island.top = Math.min(island.top, y);
			island.bottom = Math.max(island.bottom, y);
			island.sum += energy[at]!;
			island.blocks++;
			for (const next of [x > 0 ? at - 1 : at, x < across - 1 ? at + 1 : at, at - across, at + across]) {
				if (next < 0 || next >= energy.length || seen[next] || energy[next]! <= limit) continue;
				seen[next] = 1;
				open.push(next);
			}
		}
		islands.push(island);
	}
	return islands;
}
