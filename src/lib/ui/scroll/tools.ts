import { PIGMENT as P, type Brush } from './brush.ts';

/** What people have in their hands. */

export const hammer = (b: Brush): void => {
	b.line([20, -100, 58, -146], 4, P.umber);
	b.shape([46, -150, 62, -162, 74, -148, 58, -136], P.steel);
};
export const yoke = (b: Brush): void => {
	b.swing([-62, -78, 0, -94, 62, -78], 4, P.umber);
	for (const x of [-60, 60]) {
		b.line([x, -78, x - 10, -40, x, -78, x + 10, -40], 1.2);
		b.shape([x - 20, -42, x + 20, -42, x + 13, -16, x - 13, -16], P.ochre);
	}
};
export const spanner = (b: Brush): void => {
	b.line([22, -56, 40, -92], 5, P.steel);
	b.shape([34, -90, 36, -104, 42, -97, 48, -105, 50, -92, 42, -86], P.steel, { line: 1.6 });
};
export const paper = (b: Brush): void => {
	b.shape([16, -84, 44, -90, 46, -64, 18, -58], P.white, { line: 1.6, pale: 0.1 });
	for (const y of [-80, -74, -68]) b.line([21, y, 40, y - 4], 1);
};
export const drill = (b: Brush): void => {
	b.box(26, -78, 34, 13, P.steel, 1.6);
	b.line([60, -71, 96, -69], 3.4, P.soot);
	b.swing([28, -66, 8, -40, -26, -8], 3, P.soot);
};
export const pick = (b: Brush): void => {
	b.line([-44, -100, 24, -72], 4.4, P.umber);
	b.swing([-56, -80, -54, -108, -32, -122], 5, P.steel);
};
export const parcel = (b: Brush): void => {
	b.shape([32, -84, 54, -86, 56, -66, 34, -64], P.straw, { line: 1.6 });
	b.line([43, -86, 45, -65], 1.2, P.cinnabar);
	b.line([33, -74, 55, -77], 1.2, P.cinnabar);
};
export const tub = (b: Brush): void => {
	b.shape([-46, -92, -16, -94, -19, -48, -42, -46], P.umber, { line: 1.8 });
	for (const y of [-82, -60]) b.line([-45, y, -18, y - 1], 1.6, P.gold);
	b.line([26, -60, 40, -4], 3.6, P.umber);
	b.shape([32, -6, 48, -8, 46, 6, 36, 6], P.soot, { line: 1.4 });
};
export const brake = (b: Brush): void => {
	b.line([44, 0, 44, -88], 6, P.steel);
	b.disc(44, -90, 6, P.cinnabar, 1.6);
};
export const hoe = (b: Brush): void => b.line([20, -60, 60, -2], 4, P.umber);
export const sheet = (b: Brush): void =>
	b.shape([18, -60, 46, -62, 48, -46, 20, -44], P.white, { line: 1.4 });
