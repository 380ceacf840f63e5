/** What the painter dips into: ink and the mineral colours of blue-and-green landscapes. */
export const PIGMENT = {
	ink: '#2a2420',
	soot: '#564d45',
	azurite: '#2b648f',
	deep: '#1d4668',
	sky: '#8fb4bd',
	malachite: '#4d8c70',
	leaf: '#7da77c',
	moss: '#39664f',
	cinnabar: '#b23c26',
	brick: '#a5593c',
	ochre: '#c18d4b',
	umber: '#7a5230',
	straw: '#dcbb72',
	gold: '#caa046',
	white: '#f6ecd6',
	silk: '#ecdcb9',
	skin: '#e8c39b',
	pink: '#dca09a',
	fire: '#e2802b',
	steel: '#7e8b92',
} as const;
export type Pigment = keyof typeof PIGMENT;

/** Either kind of 2D context: on the page, or in a worker. */
export type Canvas2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** 32 bits of `text`, mixed: the same drawing on every machine. */
export function seedOf(text: string): number {
	let hash = 2166136261;
	for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 16777619);
	return hash >>> 0;
}

/** Numbers in [0, 1) that begin with `seed` and go on the same way each time. */
export function chanceFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** Smooth noise in [−1, 1] along a line. */
export function noise(x: number, seed: number): number {
	const cell = Math.floor(x);
	const share = x - cell;
	const at = (n: number): number => {
		let mixed = Math.imul(n ^ seed, 0x27d4eb2d);
		mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
		return ((mixed ^ (mixed >>> 13)) >>> 0) / 2147483648 - 1;
	};
	const ease = share * share * (3 - 2 * share);
	return at(cell) * (1 - ease) + at(cell + 1) * ease;
}

/** A hand with a brush, at one place of the picture: (0, 0) stands on the ground, y grows downwards, 1 is about a centimetre. */
export class Brush {
	readonly ctx: Canvas2D;
	readonly chance: () => number;

	constructor(ctx: Canvas2D, chance: () => number) {
		this.ctx = ctx;
		this.chance = chance;
	}

	between(low: number, high: number): number {
		return low + (high - low) * this.chance();
	}

	/** Draws elsewhere, larger or smaller, mirrored where `scale` is negative. */
	at(x: number, y: number, scale: number, draw: (brush: Brush) => void, mirror = false): void {
		this.ctx.save();
		this.ctx.translate(x, y);
		this.ctx.scale(mirror ? -scale : scale, scale);
		draw(this);
		this.ctx.restore();
	}

	/** A closed shape through x, y, x, y …: a wash that runs out downwards, and a line of ink around it. */
	shape(points: readonly number[], colour: string, { line = 2, pale = 0.25 } = {}): void {
		const { ctx } = this;
		this.#trace(points);
		ctx.closePath();
		const ys = points.filter((_, n) => n % 2 === 1);
		const wash = ctx.createLinearGradient(0, Math.min(...ys), 0, Math.max(...ys) + 0.01);
		wash.addColorStop(0, colour);
		wash.addColorStop(1, mixed(colour, PIGMENT.silk, pale));
		ctx.fillStyle = wash;
		ctx.fill();
		if (line > 0) this.#ink(line);
	}

	box(x: number, y: number, width: number, height: number, colour: string, line = 2): void {
		this.shape([x, y, x + width, y, x + width, y + height, x, y + height], colour, { line });
	}

	disc(x: number, y: number, radius: number, colour: string, line = 2): void {
		const { ctx } = this;
		ctx.beginPath();
		ctx.arc(x, y, radius, 0, 2 * Math.PI);
		ctx.fillStyle = colour;
		ctx.fill();
		if (line > 0) this.#ink(line);
	}

	line(points: readonly number[], width = 2, colour: string = PIGMENT.ink): void {
		this.#trace(points);
		this.ctx.strokeStyle = colour;
		this.ctx.lineWidth = width;
		this.ctx.stroke();
	}

	/** A line that swings: x0, y0, then control and end points in turn. */
	swing(points: readonly number[], width = 2, colour: string = PIGMENT.ink): void {
		const { ctx } = this;
		ctx.beginPath();
		ctx.moveTo(points[0]!, points[1]!);
		for (let n = 2; n + 3 < points.length; n += 4)
			ctx.quadraticCurveTo(points[n]!, points[n + 1]!, points[n + 2]!, points[n + 3]!);
		ctx.strokeStyle = colour;
		ctx.lineWidth = width;
		ctx.stroke();
	}

	/** A wheel with spokes. */
	wheel(x: number, y: number, radius: number, colour: string = PIGMENT.soot): void {
		this.disc(x, y, radius, colour);
		this.disc(x, y, radius * 0.55, PIGMENT.straw, 1.2);
		for (let n = 0; n < 3; n++) {
			const [c, s] = [Math.cos((n * Math.PI) / 3) * radius, Math.sin((n * Math.PI) / 3) * radius];
			this.line([x - c, y - s, x + c, y + s], 1.4);
		}
	}

	/** A truss between two upright edges: a tower, or a bridge on its side. */
	lattice(
		left: readonly number[],
		right: readonly number[],
		steps: number,
		width = 2,
		colour: string = PIGMENT.ink,
	): void {
		const along = ([x0, y0, x1, y1]: readonly number[], share: number): [number, number] => [
			x0! + (x1! - x0!) * share,
			y0! + (y1! - y0!) * share,
		];
		this.line(left, width * 1.5, colour);
		this.line(right, width * 1.5, colour);
		for (let n = 0; n < steps; n++) {
			const [a, b] = [along(left, n / steps), along(right, n / steps)];
			const [c, d] = [along(left, (n + 1) / steps), along(right, (n + 1) / steps)];
			this.line([...a, ...d], width, colour);
			this.line([...b, ...c], width, colour);
			this.line([...c, ...d], width, colour);
		}
	}

	/** Smoke, steam or cloud: curls on curls. */
	cloud(x: number, y: number, size: number, colour: string = PIGMENT.white, puffs = 7): void {
		const { ctx } = this;
		ctx.save();
		for (let n = 0; n < puffs; n++) {
			const share = n / puffs;
			const cx = x + size * share * 1.6 + this.between(-0.1, 0.1) * size;
			const cy = y - size * share * 1.1 + this.between(-0.12, 0.12) * size;
			const radius = size * (0.2 + share * 0.34);
			ctx.globalAlpha = 0.85 - share * 0.5;
			this.disc(cx, cy, radius, colour, 0);
			ctx.beginPath();
			ctx.arc(cx, cy, radius, Math.PI * 0.9, Math.PI * 1.9);
			this.#ink(1.4);
		}
		ctx.restore();
	}

	/** Light around a fire. */
	glow(x: number, y: number, radius: number, colour: string = PIGMENT.fire): void {
		const { ctx } = this;
		const light = ctx.createRadialGradient(x, y, 0, x, y, radius);
		light.addColorStop(0, `${colour}cc`);
		light.addColorStop(1, `${colour}00`);
		ctx.fillStyle = light;
		ctx.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
	}

	#trace(points: readonly number[]): void {
		const { ctx } = this;
		ctx.beginPath();
		ctx.moveTo(points[0]!, points[1]!);
		for (let n = 2; n < points.length; n += 2) ctx.lineTo(points[n]!, points[n + 1]!);
	}

	#ink(width: number): void {
		const { ctx } = this;
		ctx.strokeStyle = PIGMENT.ink;
		ctx.lineWidth = width;
		ctx.stroke();
	}
}

/** `share` of the second colour in the first; both `#rrggbb`. */
export function mixed(first: string, second: string, share: number): string {
	const channel = (colour: string, n: number): number => parseInt(colour.slice(1 + 2 * n, 3 + 2 * n), 16);
	const mix = (n: number): string =>
		Math.round(channel(first, n) * (1 - share) + channel(second, n) * share)
			.toString(16)
			.padStart(2, '0');
	return `#${mix(0)}${mix(1)}${mix(2)}`;
}
