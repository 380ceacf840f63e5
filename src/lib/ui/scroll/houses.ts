import { PIGMENT as P, type Brush } from './brush.ts';

/** What people live, learn and trade in. Each stands on (0, 0). */

/** A roof with upturned eaves over `half` to each side, its ridge `rise` above `y`. */
function roof(b: Brush, y: number, half: number, rise: number, colour: string): void {
	b.shape(
		[
			-half - 26,
			y - 6,
			-half * 0.72,
			y - rise * 0.62,
			-half * 0.58,
			y - rise,
			half * 0.58,
			y - rise,
			half * 0.72,
			y - rise * 0.62,
			half + 26,
			y - 6,
			half,
			y + 8,
			-half,
			y + 8,
		],
		colour,
		{ pale: 0.1 },
	);
	for (let n = -6; n <= 6; n++) b.line([n * half * 0.094, y - rise + 3, n * half * 0.15, y + 5], 1.2, P.soot);
	b.line([-half * 0.62, y - rise - 3, half * 0.62, y - rise - 3], 6);
}

/** A wall with a grid of windows. */
function windows(
	b: Brush,
	x: number,
	y: number,
	columns: number,
	rows: number,
	size: number,
	colour: string,
): void {
	for (let r = 0; r < rows; r++)
		for (let c = 0; c < columns; c++)
			b.box(x + c * size * 1.6, y + r * size * 1.7, size, size * 1.1, colour, 1.2);
}

export function house(b: Brush): void {
	b.box(-90, -92, 180, 92, P.white);
	for (const x of [-88, -32, 26, 82]) b.box(x, -92, 7, 92, P.brick, 1.2);
	b.box(-22, -62, 42, 62, P.umber);
	windows(b, -76, -66, 1, 1, 34, P.straw);
	windows(b, 42, -66, 1, 1, 34, P.straw);
	roof(b, -92, 112, 58, P.soot);
}

export function pavilion(b: Brush): void {
	b.box(-84, -16, 168, 16, P.steel);
	for (const x of [-68, -26, 20, 62]) b.box(x, -110, 8, 96, P.cinnabar, 1.4);
	b.line([-68, -36, 70, -36], 3, P.cinnabar);
	roof(b, -108, 92, 52, P.azurite);
	b.shape([-34, -158, 0, -206, 34, -158], P.azurite);
	b.disc(0, -208, 8, P.gold);
}

export function gate(b: Brush): void {
	for (const x of [-150, -56, 46, 140]) b.box(x, -170, 14, 170, P.cinnabar);
	b.box(-160, -190, 324, 22, P.azurite);
	b.box(-60, -224, 124, 36, P.malachite);
	b.at(-102, -188, 0.6, (one) => roof(one, 0, 84, 44, P.moss));
	b.at(104, -188, 0.6, (one) => roof(one, 0, 84, 44, P.moss));
	b.at(2, -222, 0.86, (one) => roof(one, 0, 92, 56, P.moss));
	b.box(-30, -216, 64, 24, P.gold, 1.4);
}

/** The workers' cultural palace: steps, columns, a pediment with the gear. */
export function palace(b: Brush): void {
	for (let n = 0; n < 4; n++) b.box(-250 + n * 14, -14 * (n + 1), 500 - n * 28, 14, P.silk, 1.4);
	b.box(-190, -210, 380, 154, '#e5cfa2');
	for (let n = 0; n < 7; n++) {
		b.box(-180 + n * 57, -206, 18, 150, P.white, 1.6);
		b.box(-184 + n * 57, -212, 26, 10, P.gold, 1.2);
	}
	for (const x of [-146, -89, 82, 139]) b.box(x - 8, -160, 24, 104, P.deep, 1.4);
	b.box(-32, -166, 64, 110, P.cinnabar);
	b.line([0, -166, 0, -58], 2);
	b.shape([-220, -222, 0, -304, 220, -222], P.brick);
	b.box(-222, -230, 444, 18, P.white);
	b.disc(0, -254, 22, P.gold);
	b.disc(0, -254, 9, P.cinnabar, 1.4);
	b.line([0, -304, 0, -384], 5);
	b.shape([2, -382, 74, -376, 62, -356, 74, -336, 2, -342], P.cinnabar);
}

export function school(b: Brush): void {
	b.box(-170, -120, 340, 120, P.brick);
	windows(b, -152, -100, 3, 1, 34, P.straw);
	windows(b, 42, -100, 2, 1, 34, P.straw);
	b.box(-22, -86, 44, 86, P.umber);
	roof(b, -120, 192, 62, P.deep);
	b.box(-14, -216, 28, 40, P.white);
	b.shape([-22, -216, 0, -240, 22, -216], P.cinnabar);
	b.disc(0, -200, 7, P.gold, 1.4);
}

export function counter(b: Brush): void {
	b.box(-200, -214, 400, 214, '#e9d5a6');
	for (let row = 0; row < 3; row++) {
		b.box(-186, -200 + row * 44, 372, 36, P.umber, 1.4);
		for (let n = 0; n < 11; n++)
			b.box(
				-178 + n * 33,
				-192 + row * 44,
				22,
				27,
				[P.cinnabar, P.gold, P.malachite, P.white, P.azurite, P.pink][(n * 5 + row) % 6]!,
				1.1,
			);
	}
	b.box(-210, -66, 420, 66, P.brick);
	b.box(-216, -76, 432, 13, P.straw);
	for (let n = 0; n < 6; n++) {
		b.disc(-170 + n * 66, -94, 18, '#d9e4dd');
		b.disc(-170 + n * 66, -90, 10, [P.cinnabar, P.gold, P.pink][n % 3]!, 1);
	}
	for (let n = 0; n < 12; n++)
		b.shape(
			[-222 + n * 37, -214, -185 + n * 37, -214, -188 + n * 37, -250, -219 + n * 37, -250],
			n % 2 ? P.cinnabar : P.white,
		);
}

export function apartments(b: Brush): void {
	for (const [x, width, height, colour] of [
		[-190, 110, 300, P.silk],
		[-66, 96, 380, '#d8c4a0'],
		[44, 130, 256, '#cbb690'],
	] as const) {
		b.box(x, -height, width, height, colour);
		const columns = Math.floor((width - 14) / 26);
		for (let y = 22; y < height - 24; y += 32)
			for (let c = 0; c < columns; c++)
				b.box(x + 12 + c * 26, -height + y, 15, 18, b.chance() < 0.34 ? P.gold : P.deep, 1);
		b.box(x - 5, -height - 8, width + 10, 10, P.brick, 1.4);
	}
}

export function tower(b: Brush): void {
	b.shape([-66, 0, -60, -470, 60, -470, 66, 0], '#b9c8c4');
	for (let y = 30; y < 470; y += 27) {
		b.line([-64, -y, 64, -y], 1.3, P.deep);
		for (let x = -46; x < 60; x += 24) b.line([x, -y, x, -y - 20], 5, b.chance() < 0.3 ? P.gold : P.azurite);
	}
	for (let x = -76; x <= 76; x += 19) b.line([x, 0, x, -150], 1.4, P.umber);
	for (let y = 20; y <= 150; y += 26) b.line([-78, -y, 78, -y], 1.4, P.umber);
	b.box(-40, -496, 80, 28, P.brick);
}

export function stadium(b: Brush): void {
	const { ctx } = b;
	ctx.beginPath();
	ctx.ellipse(0, -90, 260, 108, 0, 0, 2 * Math.PI);
	ctx.fillStyle = P.brick;
	ctx.fill();
	for (let n = 0; n < 30; n++) {
		const [from, to] = [b.between(-1, 1), b.between(-1, 1)];
		const y = (x: number, side: number): number => -90 + side * 104 * Math.sqrt(Math.max(0, 1 - x * x));
		b.line([from * 256, y(from, -1), to * 256, y(to, 1)], 7, n % 3 ? P.steel : P.white);
	}
	ctx.beginPath();
	ctx.ellipse(0, -118, 130, 40, 0, 0, 2 * Math.PI);
	ctx.fillStyle = P.leaf;
	ctx.fill();
	b.swing([-260, -90, -250, -190, 0, -198, 250, -190, 260, -90], 5);
}

export function tent(b: Brush): void {
	for (const x of [-96, 40]) {
		b.shape([x - 70, 0, x, -96, x + 70, 0], P.moss);
		b.shape([x - 22, 0, x, -60, x + 22, 0], P.soot);
		b.line([x, -96, x, -112], 3);
	}
}

export function lanterns(b: Brush): void {
	b.swing([-250, -210, -120, -150, 0, -190, 120, -150, 250, -210], 2.4);
	for (let n = 0; n < 7; n++) {
		const x = -210 + n * 70;
		const y = -186 + 24 * Math.sin(n * 1.7);
		b.glow(x, y + 18, 44, P.fire);
		b.line([x, y - 16, x, y], 2);
		b.shape(
			[x - 15, y + 6, x - 20, y + 18, x - 15, y + 32, x + 15, y + 32, x + 20, y + 18, x + 15, y + 6],
			P.cinnabar,
		);
		b.box(x - 9, y, 18, 7, P.gold, 1.2);
		b.line([x, y + 34, x, y + 50], 2, P.gold);
	}
}

export function flags(b: Brush): void {
	for (let n = 0; n < 5; n++) {
		const x = (n - 2) * 64;
		const height = 200 + (n % 2) * 34;
		b.line([x, 0, x, -height], 5, P.umber);
		b.shape(
			[
				x + 2,
				-height,
				x + 36,
				-height - 8,
				x + 76,
				-height + 4,
				x + 72,
				-height + 44,
				x + 36,
				-height + 32,
				x + 2,
				-height + 44,
			],
			P.cinnabar,
			{ pale: 0.05 },
		);
		b.disc(x, -height - 4, 5, P.gold, 1.2);
	}
}

export function station(b: Brush): void {
	b.box(-120, -118, 240, 118, P.white);
	b.box(-134, -142, 268, 28, P.cinnabar);
	for (let n = 0; n < 5; n++) b.box(-92 + n * 40, -136, 20, 15, P.gold, 1);
	b.box(-104, -96, 96, 62, '#bcd4d8');
	b.box(22, -96, 60, 96, P.azurite);
	b.line([-140, -4, -196, -4, -196, -40, -140, -40], 6, P.umber);
	b.line([-186, -4, -186, 0, -150, -4, -150, 0], 5, P.umber);
}

export function lab(b: Brush): void {
	b.box(-170, -152, 340, 152, '#dbe0d2');
	b.box(-180, -166, 360, 18, P.azurite);
	b.box(-150, -70, 300, 12, P.umber);
	for (const [x, colour] of [
		[-118, P.malachite],
		[-70, P.gold],
		[84, P.cinnabar],
	] as const) {
		b.shape([x - 7, -122, x + 7, -122, x + 7, -104, x + 22, -72, x - 22, -72, x - 7, -104], '#e8efe8');
		b.shape([x - 12, -94, x + 12, -94, x + 21, -73, x - 21, -73], colour, { line: 0 });
	}
	b.shape([-14, -72, 30, -72, 26, -84, -10, -84], P.soot);
	b.line([18, -84, 2, -124, 16, -132], 8, P.soot);
	b.disc(128, -104, 18, P.gold);
	b.line([-140, -58, -140, 0, 140, -58, 140, 0], 7, P.umber);
}
