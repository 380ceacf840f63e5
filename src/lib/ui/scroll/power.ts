import { PIGMENT as P, type Brush } from './brush.ts';

/** What carries light, news and power. Each stands on (0, 0). */

export function dam(b: Brush): void {
	b.shape([-330, 0, -300, -236, 300, -236, 330, 0], '#c9bfa5');
	b.box(-312, -252, 624, 18, P.white);
	for (let n = 0; n < 6; n++) {
		const x = -236 + n * 88;
		b.box(x, -226, 36, 44, P.deep);
		b.shape([x, -182, x + 36, -182, x + 50, 0, x - 14, 0], n % 2 ? '#d8e6e2' : '#c4dbd9', { line: 1 });
		for (let fall = 0; fall < 4; fall++)
			b.swing([x + 4 + fall * 9, -180, x + fall * 9, -90, x - 8 + fall * 15, -4], 1.4, P.azurite);
	}
	b.cloud(-260, -4, 60, P.white, 5);
	b.cloud(60, -4, 60, P.white, 5);
}

export function pylon(b: Brush): void {
	b.lattice([-46, 0, -9, -380], [46, 0, 9, -380], 9, 2, P.deep);
	for (const y of [-290, -340]) {
		b.line([-98, y, 98, y], 5, P.deep);
		b.line([-98, y, 0, y - 26, 98, y], 2.4, P.deep);
		for (const x of [-92, 92]) {
			b.line([x, y, x, y + 16], 4, P.cinnabar);
			b.swing([x, y + 16, x + 200, y + 92, x + 420, y + 60], 1.6);
		}
	}
}

export function telegraph(b: Brush): void {
	for (let n = 0; n < 3; n++) {
		const x = (n - 1) * 190;
		b.line([x, 0, x, -230], 7, P.umber);
		for (const y of [-214, -194]) {
			b.line([x - 36, y, x + 36, y], 5, P.umber);
			for (const side of [-30, 30])
				b.swing([x + side, y - 4, x + side + 95, y + 28, x + side + 190, y - 4], 1.3);
		}
	}
}

export function pipeline(b: Brush): void {
	b.line([-320, -46, 320, -30], 44, P.ink);
	b.line([-320, -46, 320, -30], 38, P.gold);
	for (let n = 0; n < 8; n++) {
		const x = -290 + n * 84;
		b.line([x, -66 + n * 2, x, -24 + n * 2], 3.4);
		b.line([x - 22, 0, x - 12, -28, x + 12, -28, x + 22, 0], 6, P.umber);
	}
	b.glow(40, -60, 70, P.white);
}

export function turbine(b: Brush): void {
	b.shape([-12, 0, -6, -420, 6, -420, 12, 0], P.white);
	const turn = b.between(0, 2);
	for (let n = 0; n < 3; n++) {
		const angle = turn + (n * 2 * Math.PI) / 3;
		const [c, s] = [Math.cos(angle), Math.sin(angle)];
		b.shape(
			[
				-s * 5,
				-424 + c * 5,
				c * 60 - s * 13,
				-424 + s * 60 + c * 13,
				c * 190,
				-424 + s * 190,
				s * 4,
				-424 - c * 4,
			],
			P.white,
		);
	}
	b.disc(0, -424, 13, P.cinnabar);
}

export function solar(b: Brush): void {
	for (let row = 0; row < 3; row++)
		for (let n = 0; n < 4; n++) {
			const [x, y] = [-230 + n * 118 + row * 22, -96 + row * 50];
			b.line([x + 48, y + 30, x + 48, y + 58], 6, P.soot);
			b.shape([x, y + 36, x + 26, y - 14, x + 112, y - 14, x + 92, y + 36], P.azurite);
			for (let k = 1; k < 4; k++) b.line([x + k * 23, y + 36, x + 26 + k * 21, y - 14], 1.4, P.white);
			b.line([x + 13, y + 11, x + 102, y + 11], 1.4, P.white);
		}
}

export function dish(b: Brush): void {
	b.lattice([-50, 0, -16, -130], [50, 0, 16, -130], 4, 3, P.deep);
	const { ctx } = b;
	ctx.save();
	ctx.translate(0, -190);
	ctx.rotate(-0.5);
	ctx.beginPath();
	ctx.ellipse(0, 0, 170, 66, 0, 0, Math.PI);
	ctx.closePath();
	ctx.fillStyle = P.white;
	ctx.fill();
	ctx.strokeStyle = P.ink;
	ctx.lineWidth = 3;
	ctx.stroke();
	for (let n = -4; n <= 4; n++) b.swing([n * 36, 0, n * 26, 40, 0, 64], 1.3, P.azurite);
	b.line([-110, 0, 0, -104, 110, 0], 4, P.deep);
	b.disc(0, -106, 12, P.cinnabar);
	ctx.restore();
}

export function rocket(b: Brush): void {
	b.cloud(-150, 6, 130, P.white, 9);
	b.glow(0, 0, 150);
	b.shape([-22, -60, 0, 40, 22, -60], P.fire, { line: 0 });
	b.lattice([90, 0, 90, -430], [134, 0, 134, -430], 12, 2, P.cinnabar);
	b.shape([-30, -60, -30, -400, 0, -480, 30, -400, 30, -60], P.white);
	for (const x of [-46, 32]) b.shape([x, -60, x, -230, x + 7, -256, x + 14, -230, x + 14, -60], P.white);
	b.box(-30, -300, 60, 20, P.cinnabar);
	b.box(-30, -150, 60, 12, P.azurite);
}
