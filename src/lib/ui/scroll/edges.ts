import { chanceFrom, PIGMENT as P, type Brush, type Canvas2D } from './brush.ts';
import { HEIGHT, type Land } from './terrain.ts';

/** What lies above and below the scenes: clouds, rocks, the brocade of the mount. */

/** Curled clouds high up, and birds. */
export function sky(b: Brush, from: number, to: number): void {
	const { ctx } = b;
	for (let cell = Math.floor((from - 500) / 900); cell * 900 < to + 500; cell++) {
		const chance = chanceFrom(cell * 6271 + 17);
		const [x, y] = [cell * 900 + 60 + chance() * 640, 110 + chance() * 130];
		for (let n = 0; n < 4; n++) curl(ctx, x + n * 58 + chance() * 20, y + (n % 2) * 24, 28 + chance() * 16);
		ctx.lineCap = 'round';
		if (chance() < 0.5)
			for (let bird = 0; bird < 5; bird++) {
				const [bx, by] = [x + 260 + bird * 34, y + 60 + (bird % 2 ? bird * 9 : -bird * 5)];
				b.swing([bx - 15, by - 6, bx - 6, by - 9, bx, by, bx + 6, by - 9, bx + 15, by - 6], 2.2);
			}
	}
}

function curl(ctx: Canvas2D, x: number, y: number, size: number): void {
	ctx.beginPath();
	ctx.arc(x, y, size, Math.PI * 0.95, Math.PI * 2.05);
	ctx.bezierCurveTo(
		x + size * 2.2,
		y + size * 0.2,
		x + size * 1.9,
		y + size * 0.7,
		x + size,
		y + size * 0.62,
	);
	ctx.lineTo(x - size * 1.6, y + size * 0.62);
	ctx.bezierCurveTo(x - size * 2, y + size * 0.4, x - size * 1.6, y, x - size, y + size * 0.1);
	ctx.fillStyle = 'rgba(250,243,224,0.85)';
	ctx.fill();
	ctx.strokeStyle = 'rgba(70,80,88,0.55)';
	ctx.lineWidth = 2;
	ctx.stroke();
	ctx.beginPath();
	ctx.arc(x + size * 0.1, y + size * 0.08, size * 0.5, Math.PI * 1.1, Math.PI * 2.6);
	ctx.stroke();
}

/** Rocks at the lower edge, nearest of all, green and blue, with grass on them. */
export function rocks(ctx: Canvas2D, from: number, to: number, land: Land): void {
	for (let cell = Math.floor((from - 400) / 520); cell * 520 < to + 400; cell++) {
		const chance = chanceFrom(cell * 9973 + 41);
		const [x, wide, high] = [cell * 520 + chance() * 380, 90 + chance() * 130, 34 + chance() * 44];
		if (chance() < 0.35 || land.water(x) > 0.6) continue;
		const edge = HEIGHT - 22;
		ctx.beginPath();
		ctx.moveTo(x - wide, edge);
		ctx.lineTo(x - wide * 0.7, edge - high * 0.7);
		ctx.lineTo(x - wide * 0.3, edge - high);
		ctx.lineTo(x + wide * 0.1, edge - high * 0.66);
		ctx.lineTo(x + wide * 0.5, edge - high * 0.84);
		ctx.lineTo(x + wide, edge);
		ctx.closePath();
		const wash = ctx.createLinearGradient(0, edge - high, 0, edge);
		wash.addColorStop(0, P.azurite);
		wash.addColorStop(0.5, P.malachite);
		wash.addColorStop(1, P.ochre);
		ctx.fillStyle = wash;
		ctx.fill();
		ctx.strokeStyle = P.ink;
		ctx.lineWidth = 2.4;
		ctx.stroke();
		ctx.lineWidth = 2;
		for (let n = 0; n < 9; n++) {
			const foot = x - wide * 0.8 + n * wide * 0.2;
			ctx.strokeStyle = n % 2 ? P.moss : 'rgba(202,160,70,0.9)';
			ctx.beginPath();
			ctx.moveTo(foot, edge - high * 0.2);
			ctx.quadraticCurveTo(
				foot - 8,
				edge - high * 0.7,
				foot - 22 + chance() * 44,
				edge - high - 8 - chance() * 26,
			);
			ctx.stroke();
		}
	}
}

/** The borders of the mount: a band of brocade above and below. */
export function mount(ctx: Canvas2D, from: number, to: number): void {
	for (const y of [0, HEIGHT - 26]) {
		ctx.fillStyle = P.deep;
		ctx.fillRect(from, y, to - from, 26);
		ctx.strokeStyle = P.gold;
		ctx.lineWidth = 2;
		for (const edge of [4, 22]) {
			ctx.beginPath();
			ctx.moveTo(from, y + edge);
			ctx.lineTo(to, y + edge);
			ctx.stroke();
		}
		for (let x = Math.floor(from / 36) * 36; x < to + 36; x += 36) {
			ctx.beginPath();
			ctx.moveTo(x, y + 13);
			ctx.lineTo(x + 9, y + 7);
			ctx.lineTo(x + 18, y + 13);
			ctx.lineTo(x + 9, y + 19);
			ctx.closePath();
			ctx.stroke();
		}
	}
}
