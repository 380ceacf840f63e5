import { PIGMENT as P, type Brush } from './brush.ts';

/** What people make things with. Each stands on (0, 0). */

export function kiln(b: Brush): void {
	b.glow(-60, -40, 130);
	b.shape([-150, 0, -140, -90, -70, -150, 30, -160, 110, -110, 130, 0], P.brick);
	for (let y = 20; y < 150; y += 22) b.swing([-148 + y * 0.4, -y, 0, -y - 16, 128 - y * 0.4, -y], 1.2);
	b.shape([-84, 0, -84, -50, -60, -72, -36, -50, -36, 0], P.fire);
	b.shape([-72, 0, -60, -46, -48, 0], P.gold, { line: 0 });
	b.shape([44, -150, 52, -250, 86, -250, 92, -136], P.umber);
	b.cloud(66, -262, 70);
	for (let n = 0; n < 6; n++)
		b.shape(
			[
				150 + n * 24,
				0,
				145 + n * 24,
				-22,
				154 + n * 24,
				-38,
				166 + n * 24,
				-38,
				172 + n * 24,
				-22,
				168 + n * 24,
				0,
			],
			n % 2 ? P.azurite : P.white,
		);
}

export function loom(b: Brush): void {
	for (const x of [-130, 110]) b.box(x, -190, 18, 190, P.umber);
	b.box(-140, -196, 280, 16, P.umber);
	b.box(-134, -74, 266, 14, P.umber);
	for (let n = 0; n < 26; n++)
		b.line([-104 + n * 8, -180, -108 + n * 8.3, -78], 1.2, n % 4 ? P.white : P.cinnabar);
	b.shape([-112, -70, 108, -70, 118, -8, -122, -8], P.azurite);
	for (let n = 0; n < 5; n++) b.line([-116, -60 + n * 12, 112, -60 + n * 12], 2.4, n % 2 ? P.gold : P.pink);
	b.box(-112, -132, 216, 12, P.straw);
}

export function forge(b: Brush): void {
	b.box(-150, -180, 12, 180, P.umber);
	b.box(130, -180, 12, 180, P.umber);
	b.shape([-186, -176, 0, -252, 178, -176], P.straw);
	b.glow(-60, -66, 120);
	b.box(-112, -62, 100, 62, P.brick);
	b.shape([-96, -62, -84, -104, -66, -74, -50, -112, -34, -62], P.fire);
	b.shape([34, -38, 100, -38, 82, -24, 86, 0, 48, 0, 52, -24], P.soot);
	b.line([44, -44, 92, -44], 7, P.fire);
}

export function press(b: Brush): void {
	b.box(-110, -60, 220, 16, P.umber);
	b.line([-96, -44, -96, 0, 96, -44, 96, 0], 10, P.umber);
	b.box(-80, -72, 110, 12, P.soot);
	for (let n = 0; n < 7; n++) b.line([-74 + n * 15, -70, -74 + n * 15, -63], 5, P.white);
	for (let n = 0; n < 4; n++)
		b.at(0, -150 - n * 22, 1, (one) =>
			one.shape([-120 + n * 70, 0, -66 + n * 70, 0, -66 + n * 70, 48, -120 + n * 70, 48], P.white),
		);
	b.line([-150, -176, 170, -176], 2.4);
}

export function lathe(b: Brush): void {
	b.shape([-170, -70, -160, -128, -70, -128, -64, -70], P.malachite);
	b.box(-176, -72, 352, 22, P.moss);
	b.box(-156, -50, 60, 50, P.moss);
	b.box(100, -50, 60, 50, P.moss);
	b.disc(-58, -96, 26, P.steel);
	b.disc(-58, -96, 10, P.soot);
	b.box(-38, -104, 130, 15, '#c9cfcc');
	b.shape([92, -70, 96, -120, 132, -120, 140, -70], P.malachite);
	b.box(10, -88, 44, 18, P.soot);
	b.wheel(34, -60, 15, P.gold);
	for (let n = 0; n < 6; n++) b.line([20, -92, 4 - n * 3, -114 - n * 4], 1.4, P.gold);
}

export function machine(b: Brush): void {
	for (const [x, y, radius, colour] of [
		[-70, -80, 66, P.steel],
		[36, -52, 40, P.gold],
		[92, -122, 34, P.brick],
	] as const) {
		for (let tooth = 0; tooth < 14; tooth++) {
			const angle = (tooth * Math.PI) / 7;
			const [c, s] = [Math.cos(angle), Math.sin(angle)];
			b.line(
				[x + c * radius * 0.84, y + s * radius * 0.84, x + c * radius * 1.12, y + s * radius * 1.12],
				radius * 0.2,
			);
		}
		b.disc(x, y, radius * 0.94, colour);
		b.disc(x, y, radius * 0.36, P.silk);
	}
	b.box(-150, -14, 300, 14, P.soot);
}

export function spindle(b: Brush): void {
	b.box(-220, -150, 440, 18, P.malachite);
	b.box(-220, -46, 440, 24, P.malachite);
	for (const x of [-216, 200]) b.box(x, -160, 18, 160, P.moss);
	for (let n = 0; n < 16; n++) {
		const x = -196 + n * 26;
		b.line([x + 6, -132, x + 6, -50], 1, P.soot);
		b.shape([x, -50, x + 3, -104, x + 9, -104, x + 13, -50], P.white, { line: 1.2 });
		b.box(x, -182, 14, 30, n % 5 ? P.white : P.pink, 1.2);
	}
}

/** Saw-tooth roofs that look north, and a chimney. */
export function mill(b: Brush): void {
	b.box(-230, -110, 460, 110, P.brick);
	for (let n = 0; n < 5; n++) {
		const x = -230 + n * 92;
		b.shape([x, -110, x, -172, x + 92, -110], P.soot);
		b.shape([x + 5, -116, x + 5, -160, x + 18, -152, x + 18, -116], '#cfdcd6', { line: 1.2 });
		b.box(x + 22, -84, 44, 46, P.straw, 1.4);
		b.line([x + 44, -84, x + 44, -38], 1.4);
	}
	b.box(-40, -66, 60, 66, P.umber);
	b.shape([246, 0, 254, -330, 282, -330, 292, 0], P.brick);
	for (const y of [-300, -280]) b.line([255, y, 283, y], 5, P.white);
	b.cloud(268, -344, 80);
}

export function furnace(b: Brush): void {
	b.glow(-10, -50, 170);
	b.shape([-78, 0, -84, -110, -60, -190, -46, -330, 46, -330, 60, -190, 84, -110, 78, 0], P.brick);
	for (let y = 40; y < 330; y += 36) b.line([-76 + y * 0.08, -y, 76 - y * 0.08, -y], 2.4, P.umber);
	b.shape([-56, -330, -34, -376, 34, -376, 56, -330], P.soot);
	b.line([40, -364, 170, -310, 178, 0], 16, P.steel);
	b.line([40, -364, 170, -310, 178, 0], 2);
	for (const x of [124, 214, 262]) {
		b.shape([x - 22, 0, x - 22, -230, x, -264, x + 22, -230, x + 22, 0], P.steel);
		b.line([x - 22, -150, x + 22, -150], 2);
	}
	b.lattice([-170, 0, -60, -330], [-146, 0, -40, -344], 9, 1.8);
	b.shape([-30, 0, -30, -44, 0, -62, 30, -44, 30, 0], P.fire);
	b.shape([-8, -16, 8, -16, -40, 12, -180, 22, -190, 10, -60, 0], P.gold, { line: 0 });
	for (let n = 0; n < 26; n++)
		b.disc(-60 + b.between(-110, 60), -30 - b.between(0, 110), b.between(1.4, 3.6), P.gold, 0);
	b.cloud(4, -388, 90, '#e8cfae');
}

/** A wooden tower over a brine well. */
export function woodrig(b: Brush): void {
	b.lattice([-86, 0, -14, -400], [86, 0, 14, -400], 7, 4.4, P.umber);
	b.box(-24, -416, 48, 16, P.umber);
	b.wheel(0, -424, 22, P.umber);
	b.line([0, -402, 0, -6], 2.4);
	b.swing([0, -446, 150, -300, 230, -40], 2.4);
	b.wheel(230, -50, 46, P.umber);
}

export function derrick(b: Brush): void {
	b.lattice([-92, 0, -16, -450], [92, 0, 16, -450], 10, 2.6, P.deep);
	b.box(-28, -470, 56, 20, P.cinnabar);
	b.box(-116, -34, 232, 34, P.soot);
	b.line([0, -450, 0, -34], 4, P.umber);
	b.box(-10, -250, 20, 44, P.gold);
	b.shape([16, -450, 78, -440, 68, -420, 78, -402, 16, -410], P.cinnabar);
	b.box(116, -86, 104, 86, P.malachite);
	b.shape([108, -86, 168, -118, 228, -86], P.soot);
}

export function pumpjack(b: Brush): void {
	b.shape([-40, 0, -6, -148, 6, -148, 40, 0, 26, 0, 0, -110, -26, 0], P.cinnabar);
	b.shape([-130, -120, 122, -176, 126, -156, -126, -98], P.gold);
	b.shape([116, -190, 150, -166, 146, -112, 122, -140], P.cinnabar);
	b.line([140, -116, 140, -6], 3);
	b.disc(-96, -46, 38, P.soot);
	b.line([-96, -46, -110, -108], 8, P.umber);
	b.box(-150, -14, 310, 14, P.steel);
}

export function mine(b: Brush): void {
	b.shape([-230, 0, -200, -120, -110, -210, 10, -232, 120, -180, 200, -80, 220, 0], P.umber);
	for (let n = 0; n < 22; n++) {
		const [x, y] = [b.between(-180, 170), -b.between(20, 180)];
		b.line([x, y, x + b.between(8, 26), y + b.between(10, 30)], 2, P.ink);
	}
	b.shape([-76, 0, -76, -84, -44, -124, 30, -124, 60, -84, 60, 0], P.ink);
	b.line([-82, 0, -82, -92, 66, -92, 66, 0], 11, P.ochre);
	b.glow(-8, -70, 50, P.gold);
	b.line([-60, 8, 260, 8], 4, P.soot);
}

export function headframe(b: Brush): void {
	b.lattice([-46, 0, -20, -300], [46, 0, 20, -300], 8, 3, P.deep);
	b.line([20, -296, 176, 0], 9, P.deep);
	b.wheel(0, -316, 42, P.cinnabar);
	b.swing([-30, -340, -150, -220, -200, -60], 2.4);
	b.box(-260, -84, 96, 84, P.brick);
	b.shape([-272, -84, -212, -124, -152, -84], P.soot);
}

export function cart(b: Brush): void {
	for (const x of [-100, 20]) {
		b.shape([x - 48, -54, x + 48, -54, x + 36, -14, x - 36, -14], P.steel);
		b.shape([x - 42, -54, x - 20, -78, x + 4, -66, x + 24, -80, x + 44, -54], P.soot);
		b.wheel(x - 24, -8, 13);
		b.wheel(x + 24, -8, 13);
	}
	b.line([-170, 4, 120, 4], 4, P.soot);
}

export function robot(b: Brush): void {
	b.box(-230, -40, 460, 20, P.soot);
	for (let n = 0; n < 9; n++) b.disc(-208 + n * 52, -14, 12, P.steel);
	for (const [x, lean] of [
		[-120, 1],
		[90, -1],
	] as const) {
		b.shape([x - 32, -40, x + 32, -40, x + 22, -84, x - 22, -84], P.fire);
		b.line([x, -84, x + lean * 40, -176], 24, P.fire);
		b.line([x + lean * 40, -176, x + lean * 120, -132], 18, P.gold);
		b.disc(x, -86, 19, P.white);
		b.disc(x + lean * 40, -178, 16, P.white);
		b.line([x + lean * 120, -132, x + lean * 120, -92], 7);
	}
	b.box(-40, -84, 80, 44, P.azurite);
	b.glow(-2, -90, 60, P.gold);
}

export function borer(b: Brush): void {
	b.shape([-60, -250, 260, -226, 260, -10, -60, 0], P.steel);
	for (let x = 0; x < 260; x += 44) b.line([x, -246 + x * 0.08, x, -4], 3);
	b.disc(-60, -126, 128, P.white);
	for (let n = 0; n < 8; n++) {
		const angle = (n * Math.PI) / 4;
		b.line(
			[-60, -126, -60 + 118 * Math.cos(angle), -126 + 118 * Math.sin(angle)],
			15,
			n % 2 ? P.cinnabar : P.azurite,
		);
	}
	b.disc(-60, -126, 30, P.gold);
}
