import { PIGMENT as P, type Brush } from './brush.ts';

/** What grows: each stands on (0, 0). */

export function pine(b: Brush): void {
	const lean = b.between(-30, 30);
	b.swing([0, 0, lean, -110, lean * 0.4, -230], 13, P.umber);
	b.swing([2, 0, lean + 3, -110, lean * 0.4 + 2, -230], 3);
	for (let n = 0; n < 7; n++) {
		const share = 0.34 + n * 0.1;
		const [x, y] = [
			lean * share * 0.9 + (n % 2 ? 1 : -1) * b.between(34, 70) * (1.2 - share),
			-230 * share - 12,
		];
		b.line([lean * share * 0.8, y + 16, x, y], 4, P.umber);
		tuft(b, x, y, b.between(44, 62) * (1.25 - share * 0.45));
	}
	tuft(b, lean * 0.4, -242, 44);
}

/** A flat cushion of needles. */
function tuft(b: Brush, x: number, y: number, size: number): void {
	const { ctx } = b;
	ctx.beginPath();
	ctx.ellipse(x, y, size, size * 0.34, 0, 0, 2 * Math.PI);
	ctx.fillStyle = P.moss;
	ctx.fill();
	ctx.beginPath();
	ctx.ellipse(x, y - size * 0.08, size * 0.86, size * 0.2, 0, 0, 2 * Math.PI);
	ctx.fillStyle = P.malachite;
	ctx.fill();
	for (let n = -6; n <= 6; n++) {
		const foot = x + (n / 6) * size * 0.92;
		b.line([foot, y + 2, foot + n * 1.4, y - size * 0.34], 1.3, '#1f3c31');
	}
}

export function willow(b: Brush): void {
	b.swing([0, 0, 16, -90, -6, -190], 15, P.umber);
	b.swing([3, 0, 19, -90, -2, -190], 3);
	for (let n = 0; n < 26; n++) {
		const reach = b.between(-120, 120);
		const top = -190 - b.between(0, 60) + Math.abs(reach) * 0.28;
		const fall = b.between(70, 150);
		const green = n % 3 ? P.leaf : P.malachite;
		b.swing(
			[0, -190, reach * 0.6, top - 46, reach, top, reach * 1.08, top + fall * 0.5, reach * 1.04, top + fall],
			2.6,
			green,
		);
	}
}

export function bamboo(b: Brush): void {
	for (let stalk = 0; stalk < 6; stalk++) {
		const x = (stalk - 2.5) * 17;
		const height = b.between(190, 280);
		const lean = b.between(-14, 14);
		b.line([x, 0, x + lean, -height], 6, stalk % 2 ? P.malachite : P.leaf);
		for (let y = 34; y < height; y += 38)
			b.line([x - 4 + (lean * y) / height, -y, x + 5 + (lean * y) / height, -y], 2, P.moss);
		for (let leaf = 0; leaf < 9; leaf++) {
			const y = -b.between(height * 0.45, height);
			const side = b.chance() < 0.5 ? -1 : 1;
			b.shape([x + lean, y, x + side * 22, y + 4, x + side * 46, y + 22, x + side * 20, y + 13], P.moss, {
				line: 0,
			});
		}
	}
}

export function plum(b: Brush): void {
	b.swing([0, 0, -20, -70, 16, -120, 40, -160, 20, -220], 10, P.soot);
	b.swing([12, -110, 60, -130, 92, -190], 6, P.soot);
	b.swing([-2, -70, -56, -96, -74, -160], 6, P.soot);
	for (let n = 0; n < 30; n++) {
		const [x, y] = [b.between(-84, 96), -b.between(110, 234)];
		for (let petal = 0; petal < 5; petal++)
			b.disc(
				x + 5 * Math.cos(petal * 1.257),
				y + 5 * Math.sin(petal * 1.257),
				4,
				n % 3 ? P.pink : P.cinnabar,
				0,
			);
	}
}

export function forest(b: Brush): void {
	for (let n = 0; n < 9; n++) {
		const x = (n - 4) * 52 + b.between(-12, 12);
		const height = b.between(190, 310);
		b.line([x, 0, x, -height], 6, P.umber);
		for (let tier = 0; tier < 5; tier++) {
			const [y, half] = [-height * (0.3 + tier * 0.15), 46 - tier * 8];
			b.shape([x, y - 50, x + half, y, x - half, y], tier % 2 ? P.moss : P.malachite, { line: 1 });
		}
	}
}

/** Ears in rows, and the wind in them. */
export function wheat(b: Brush): void {
	for (let row = 0; row < 5; row++)
		for (let n = 0; n < 46; n++) {
			const x = -300 + n * 13 + (row % 2) * 6;
			const foot = row * 15 - 30;
			const lean = b.between(4, 14);
			b.line([x, foot, x + lean, foot - 44], 1.6, P.ochre);
			b.line([x + lean - 3, foot - 42, x + lean + 3, foot - 58], 5, P.straw);
		}
}

/** Paddies: water between low banks, a row of shoots in each. */
export function field(b: Brush): void {
	for (let row = 0; row < 4; row++) {
		const [y, half] = [-100 + row * 34, 190 + row * 44];
		b.shape([-half, y + 30, -half + 34, y, half - 34, y, half, y + 30], row % 2 ? '#a9c4b4' : '#bcd0bd', {
			line: 1.6,
		});
		for (let x = -half + 50; x < half - 40; x += 22)
			b.line([x, y + 24, x - 4, y + 10, x, y + 24, x + 5, y + 9], 2, P.moss);
	}
}

/** Fields up the hill, one above the other. */
export function terrace(b: Brush): void {
	for (let step = 6; step >= 0; step--) {
		const [y, half] = [-step * 34, 300 - step * 30];
		const { ctx } = b;
		ctx.beginPath();
		ctx.ellipse(step * 9, y, half, 32, 0, 0, 2 * Math.PI);
		ctx.fillStyle = [P.leaf, P.malachite, P.straw][step % 3]!;
		ctx.fill();
		ctx.strokeStyle = P.moss;
		ctx.lineWidth = 2.4;
		ctx.stroke();
		for (let x = -half + 34; x < half - 30; x += 26)
			b.disc(step * 9 + x, y + b.between(-8, 12), 6, P.moss, 0);
	}
}
