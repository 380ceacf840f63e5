import { create } from 'qrcode';
import type { Chance } from './chance.ts';

/** What is shown to the camera: how much light a place on it sends back, 0–1; null where the room shows. */
export type Sheet = (u: number, v: number) => number | null;

export interface Code {
	readonly text: string;
	/** Modules a side. */
	readonly size: number;
	ink(column: number, row: number): boolean;
}

export function codeOf(text: string, level: 'L' | 'M' | 'Q'): Code {
	const { modules } = create(text, { errorCorrectionLevel: level });
	const { size, data } = modules;
	return { text, size, ink: (column, row) => data[row * size + column] === 1 };
}

/** A printed card, or a telephone with its dark frame. */
export function sheetOf(code: Code, chance: Chance, phone: boolean): Sheet {
	const quiet = chance.between(2.5, 5);
	const half = code.size / 2;
	const paper = phone ? 0.95 : chance.between(0.72, 0.9);
	const ink = phone ? 0.03 : chance.between(0.05, 0.14);
	const [side, ends] = [half + quiet, half + quiet + code.size * (phone ? 0.55 : 0.15)];
	const frame = phone ? code.size * 0.06 : 0;
	return (u, v) => {
		const [across, along] = [Math.abs(u), Math.abs(v)];
		if (across > side + frame || along > ends + frame) return null;
		if (across > side || along > ends) return 0.04;
		if (across >= half || along >= half) return paper;
		return code.ink(Math.floor(u + half), Math.floor(v + half)) ? ink : paper;
	};
}

/** Dirt, scratches, a thumb: whatever lies on the sheet. `amount` of the code's area, about. */
export function damaged(sheet: Sheet, code: Code, chance: Chance, amount: number): Sheet {
	const half = code.size / 2;
	const spots: { u: number; v: number; radius: number; shade: number }[] = [];
	const scratches: { u: number; v: number; sin: number; cos: number; width: number; shade: number }[] = [];
	let left = amount * code.size * code.size;
	while (left > 0) {
		const shade = chance.pick([0.08, 0.5, 0.9]);
		const [u, v] = [chance.between(-half, half), chance.between(-half, half)];
		if (chance.next() < 0.3) {
			const turn = chance.between(0, Math.PI);
			const width = chance.between(0.2, 0.7);
			scratches.push({ u, v, sin: Math.sin(turn), cos: Math.cos(turn), width, shade });
			left -= width * 2 * code.size;
		} else {
			const radius = Math.min(chance.between(0.04, 0.16) * code.size, Math.sqrt(left) + 1);
			spots.push({ u, v, radius, shade });
			left -= Math.PI * radius * radius;
		}
	}
	return (u, v) => {
		const below = sheet(u, v);
		if (below === null) return null;
		for (const spot of spots) if (Math.hypot(u - spot.u, v - spot.v) < spot.radius) return spot.shade;
		for (const line of scratches)
			if (Math.abs((u - line.u) * line.sin - (v - line.v) * line.cos) < line.width) return line.shade;
		return below;
	};
}

/** A phone's screen seen so close that the camera's pixels beat with the screen's rows and columns, and with its flicker. */
export function screened(sheet: Sheet, chance: Chance, depth: number): Sheet {
	const pitch = chance.between(0.13, 0.45);
	const [gap, phase] = [chance.between(0.3, 0.5), chance.next()];
	const [bands, bandPhase] = [chance.between(0.05, 0.3), chance.between(0, 6)];
	const dark = (place: number): number => {
		const at = place / pitch + phase;
		return at - Math.floor(at) < gap ? 1 - depth : 1;
	};
	return (u, v) => {
		const below = sheet(u, v);
		if (below === null) return null;
		return below * dark(u) * dark(v) * (1 - 0.35 * depth * (1 + Math.sin(v * bands + bandPhase)));
	};
}
