import { PIGMENT as P, type Brush } from './brush.ts';

/** What moves, and what it moves along. Each stands on (0, 0). */

export function boat(b: Brush): void {
	b.shape([-150, -30, 150, -36, 110, 0, -116, 0], P.umber);
	b.shape([-66, -32, -56, -84, 44, -84, 56, -34], P.straw);
	for (let n = 0; n < 5; n++) b.line([-52 + n * 22, -82, -56 + n * 25, -34], 1.4);
	b.line([96, -34, 96, -170], 5, P.umber);
	b.swing([130, -40, 170, -10, 200, 16], 5, P.umber);
}

export function junk(b: Brush): void {
	b.shape([-180, -54, -150, -40, 150, -40, 196, -72, 150, 0, -130, 0], P.umber);
	for (const [x, height] of [
		[-70, 250],
		[56, 300],
	] as const) {
		b.line([x, -42, x, -height - 24], 7, P.umber);
		b.shape([x - 74, -70, x - 60, -height, x + 44, -height - 16, x + 58, -76], P.ochre);
		for (let n = 1; n < 7; n++)
			b.line(
				[x - 74 + n * 2, -70 - ((height - 70) * n) / 7, x + 58 - n * 2, -76 - ((height - 60) * n) / 7],
				2.4,
				P.umber,
			);
		b.shape([x, -height - 24, x + 34, -height - 34, x, -height - 42], P.cinnabar, { line: 1 });
	}
}

export function ship(b: Brush): void {
	b.shape([-320, -92, 330, -92, 286, 0, -272, 0], P.deep);
	b.shape([-290, -26, 300, -26, 286, 0, -272, 0], P.cinnabar, { line: 1.4 });
	b.box(110, -188, 150, 96, P.white);
	for (let row = 0; row < 2; row++)
		for (let n = 0; n < 5; n++) b.box(122 + n * 27, -174 + row * 36, 15, 16, P.deep, 1);
	b.box(196, -246, 40, 60, P.cinnabar);
	b.cloud(216, -254, 60, '#d8cfc0');
	for (const x of [-220, -110, 0]) {
		b.line([x, -92, x, -220], 6, P.ochre);
		b.line([x, -206, x + 74, -132], 4, P.ochre);
	}
	b.line([-318, -92, 330, -92], 4, P.white);
}

export function hull(b: Brush): void {
	b.shape([-280, -150, 270, -150, 200, -30, -220, -30], P.brick);
	for (let n = 0; n < 13; n++) b.line([-262 + n * 42, -148, -214 + n * 35, -34], 2, P.umber);
	for (let n = 0; n < 8; n++) b.line([-240 + n * 66, -30, -250 + n * 68, 2], 10, P.umber);
	b.line([-300, 2, 300, 2], 9, P.soot);
	for (let x = -270; x < 270; x += 60) b.line([x, 0, x, -210], 3, P.umber);
	b.line([-280, -110, 280, -110, 280, -206, -280, -206], 3, P.umber);
	b.glow(60, -90, 46, P.white);
}

export function crane(b: Brush): void {
	b.lattice([-22, 0, -22, -420], [22, 0, 22, -420], 12, 2.4, P.ochre);
	b.lattice([-120, -420, 270, -420], [-110, -446, 262, -432], 14, 1.8, P.ochre);
	b.shape([-22, -446, 0, -500, 22, -446], P.ochre);
	b.line([0, -500, 262, -432], 2.4);
	b.line([0, -500, -118, -446], 2.4);
	b.box(-128, -420, 48, 44, P.soot);
	b.line([196, -420, 196, -230], 2.4);
	b.box(160, -232, 72, 30, P.cinnabar);
	b.box(-8, -470, 40, 34, P.azurite);
}

export function containers(b: Brush): void {
	const colours = [P.cinnabar, P.azurite, P.malachite, P.ochre, P.deep, P.white];
	for (let row = 0; row < 4; row++)
		for (let n = 0; n < 6 - row; n++) {
			const [x, y] = [-300 + n * 104 + row * 40, -54 * (row + 1)];
			b.box(x, y, 100, 52, colours[Math.floor(b.chance() * 6)]!);
			for (let k = 1; k < 8; k++) b.line([x + k * 12.5, y + 5, x + k * 12.5, y + 47], 1.1, P.soot);
		}
}

function engineWheels(b: Brush): void {
	for (const x of [-96, -40, 16]) b.wheel(x, -26, 27, P.cinnabar);
	b.line([-96, -26, 16, -26], 6, P.steel);
	for (const x of [76, 112]) b.wheel(x, -15, 15, P.cinnabar);
}

export function locomotive(b: Brush): void {
	b.box(-150, -124, 250, 66, P.ink);
	b.shape([-166, -58, -150, -124, -150, -50], P.soot);
	b.disc(-150, -92, 33, P.soot);
	b.disc(-158, -92, 12, P.gold);
	b.shape([-128, -124, -134, -182, -92, -182, -98, -124], P.ink);
	b.box(-60, -146, 36, 24, P.gold, 1.6);
	b.box(86, -178, 88, 122, P.deep);
	b.box(78, -190, 104, 14, P.cinnabar);
	b.box(100, -160, 30, 36, P.straw);
	b.box(-176, -60, 350, 14, P.cinnabar);
	b.box(190, -110, 150, 62, P.ink);
	for (const x of [218, 306]) b.wheel(x, -20, 20, P.cinnabar);
	engineWheels(b);
	b.disc(-130, -92, 10, P.cinnabar, 0);
	b.cloud(-112, -196, 120, P.white, 10);
	b.line([-260, 2, 360, 2], 6, P.soot);
}

export function train(b: Brush): void {
	for (let n = 0; n < 4; n++) {
		const x = -330 + n * 166;
		b.box(x, -96, 156, 72, n === 0 ? P.cinnabar : P.moss);
		b.box(x - 3, -108, 162, 14, P.soot);
		for (let k = 0; k < 5; k++) b.box(x + 12 + k * 28, -82, 18, 26, P.straw, 1.2);
		b.line([x, -40, x + 156, -40], 4, P.gold);
		for (const wheel of [28, 62, 96, 130]) b.wheel(x + wheel, -13, 13);
	}
	b.line([-360, 2, 360, 2], 6, P.soot);
}

export function bullet(b: Brush): void {
	b.shape([-360, -18, -330, -62, -260, -92, 360, -92, 360, -12, -340, -8], P.white);
	b.shape([-330, -62, -262, -92, -226, -92, -282, -60], P.deep);
	for (let n = 0; n < 14; n++) b.box(-200 + n * 39, -76, 25, 22, P.deep, 1);
	b.line([-352, -34, 360, -34], 7, P.cinnabar);
	b.line([-320, -22, 360, -22], 3, P.gold);
	b.line([-400, 0, 380, 0], 6, P.soot);
	for (let n = 0; n < 7; n++) b.line([-380 - n * 9, -80 + n * 12, -440 - n * 12, -80 + n * 12], 2, P.steel);
}

/** Arches over the valley, the train runs along its top at y = −150. */
export function viaduct(b: Brush): void {
	for (let n = 0; n < 6; n++) {
		const x = -390 + n * 130;
		b.box(x, -138, 130, 22, P.silk, 1.6);
		b.shape([x, -118, x + 16, -118, x + 18, 6, x - 2, 6], '#cdbb94');
		const { ctx } = b;
		ctx.beginPath();
		ctx.arc(x + 73, -64, 55, Math.PI, 2 * Math.PI);
		ctx.strokeStyle = P.ink;
		ctx.lineWidth = 3;
		ctx.stroke();
	}
	b.box(-396, -150, 792, 14, P.brick);
}

export function truss(b: Brush): void {
	for (const x of [-300, -100, 100, 300])
		b.shape([x - 24, -118, x + 24, -118, x + 36, 16, x - 36, 16], '#cfc0a0');
	b.lattice([-400, -204, 400, -204], [-400, -124, 400, -124], 16, 3, P.deep);
	b.box(-410, -222, 820, 18, P.brick);
	for (let n = 0; n < 11; n++) b.line([-380 + n * 76, -222, -380 + n * 76, -264], 3, P.deep);
	for (const x of [-214, 186]) {
		b.box(x, -300, 28, 96, P.white);
		b.shape([x - 8, -300, x + 14, -328, x + 36, -300], P.moss);
	}
	for (const [x, colour] of [
		[-130, P.malachite],
		[40, P.azurite],
		[290, P.cinnabar],
	] as const) {
		b.box(x, -248, 64, 24, colour);
		b.wheel(x + 14, -224, 8);
		b.wheel(x + 50, -224, 8);
	}
	for (let n = 0; n < 5; n++) b.box(-190 + n * 66, -156, 60, 28, P.moss, 1.4);
}

export function cable(b: Brush): void {
	for (const x of [-190, 190]) {
		for (let n = 1; n < 9; n++)
			for (const side of [-1, 1]) b.line([x, -420 + n * 12, x + side * n * 25, -116], 1.5, P.white);
		for (let n = 1; n < 9; n++)
			for (const side of [-1, 1]) b.line([x + 1, -420 + n * 12, x + 1 + side * n * 25, -116], 0.8, P.soot);
		b.shape([x - 30, 20, x - 8, -430, x + 8, -430, x + 30, 20, x + 16, 20, x, -340, x - 16, 20], P.white);
	}
	b.box(-430, -118, 860, 18, P.steel);
	b.line([-430, -122, 430, -122], 3, P.cinnabar);
}

export function tractor(b: Brush): void {
	b.box(-90, -106, 130, 50, P.cinnabar);
	for (let n = 0; n < 4; n++) b.line([-82 + n * 14, -100, -82 + n * 14, -64], 2.4);
	b.line([-50, -106, -50, -168], 8, P.soot);
	b.cloud(-48, -176, 40, '#cfc6b6', 5);
	b.box(34, -174, 84, 118, P.cinnabar);
	b.box(26, -186, 100, 14, P.soot);
	b.box(46, -160, 54, 50, '#d6e2dd');
	b.wheel(78, -46, 50, P.soot);
	b.wheel(-66, -28, 30, P.soot);
	b.line([126, -30, 200, -12], 7, P.umber);
	for (let n = 0; n < 4; n++) b.shape([170 + n * 26, -18, 190 + n * 26, -18, 178 + n * 26, 12], P.steel);
}

export function lorry(b: Brush): void {
	b.shape([-150, -36, -150, -84, -92, -92, -70, -138, -6, -138, -6, -36], P.malachite);
	b.box(-62, -126, 42, 36, '#d6e2dd');
	b.box(0, -108, 190, 72, P.ochre);
	for (let n = 1; n < 6; n++) b.line([n * 32, -106, n * 32, -38], 2);
	for (const x of [-104, 40, 140]) b.wheel(x, -22, 25, P.soot);
	b.disc(-146, -66, 8, P.gold, 1.4);
}

export function bus(b: Brush): void {
	b.shape([-190, -34, -186, -136, -170, -152, 186, -152, 190, -34], P.cinnabar);
	b.shape([-188, -84, 190, -84, 190, -66, -188, -66], P.white, { line: 0 });
	for (let n = 0; n < 7; n++) b.box(-172 + n * 51, -136, 41, 44, '#d5e3df', 1.6);
	for (const x of [-116, 118]) b.wheel(x, -24, 27, P.soot);
	b.glow(-204, -52, 60, P.gold);
}

export function bicycle(b: Brush): void {
	for (const x of [-56, 56]) {
		b.disc(x, -36, 36, '#00000000', 4);
		for (let n = 0; n < 4; n++)
			b.line(
				[
					x - 34 * Math.cos(n * 0.785),
					-36 - 34 * Math.sin(n * 0.785),
					x + 34 * Math.cos(n * 0.785),
					-36 + 34 * Math.sin(n * 0.785),
				],
				1,
			);
	}
	b.line([-56, -36, -20, -92, 40, -92, 56, -36, 40, -92, 34, -112, 56, -118], 5, P.moss);
	b.line([-20, -92, 0, -38, 40, -92], 5, P.moss);
	b.line([-36, -100, -8, -100], 8);
	b.box(-104, -96, 60, 46, P.malachite);
	b.box(-98, -90, 22, 16, P.white, 1);
}

export function plane(b: Brush): void {
	b.shape(
		[-330, -120, -300, -150, 250, -160, 310, -250, 346, -250, 326, -140, 300, -104, -300, -96],
		P.white,
	);
	b.shape([-320, -132, -300, -150, -270, -150, -280, -134], P.deep);
	for (let n = 0; n < 20; n++) b.disc(-240 + n * 23, -134, 5, P.deep, 0);
	b.shape([-50, -112, 60, -112, 190, -20, 130, -20], P.steel);
	b.shape([40, -64, 100, -70, 100, -36, 40, -38], P.cinnabar);
	b.line([-310, -108, 310, -114], 6, P.azurite);
	for (const x of [-230, 10, 60]) {
		b.line([x, -96, x, -16], 5);
		b.wheel(x, -14, 14);
	}
}

export function rig(b: Brush): void {
	for (const x of [-170, -60, 60, 170]) b.shape([x - 15, -110, x + 15, -110, x + 18, 40, x - 18, 40], P.gold);
	b.line([-170, 10, -60, -90, 60, 10, 170, -90], 5, P.gold);
	b.box(-230, -150, 460, 42, P.cinnabar);
	b.box(-206, -220, 130, 70, P.white);
	for (let n = 0; n < 8; n++)
		b.box(-196 + (n % 4) * 30, -208 + Math.floor(n / 4) * 28, 16, 14, n % 3 ? P.deep : P.gold, 1);
	b.at(30, -150, 0.62, (one) => one.lattice([-70, 0, -14, -400], [70, 0, 14, -400], 9, 3, P.deep));
	b.at(176, -150, 0.46, crane);
	b.line([-216, -150, -330, -214], 8, P.steel);
	b.glow(-336, -228, 60);
	b.shape([-348, -216, -336, -270, -322, -216], P.fire);
}

/** Water between two banks of stone. */
export function canal(b: Brush): void {
	b.shape([-360, 26, -300, -26, 300, -26, 360, 26], '#a9c8c6');
	for (let n = 0; n < 14; n++) {
		const [x, y] = [b.between(-300, 260), b.between(-16, 18)];
		b.swing([x, y, x + 20, y - 9, x + 40, y], 1.6, P.azurite);
	}
	for (let n = 0; n < 17; n++) b.box(-312 + n * 37, -40, 35, 15, n % 2 ? P.silk : '#cdbf9f', 1.2);
}
