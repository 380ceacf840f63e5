import { PIGMENT as P, type Brush } from './brush.ts';
import { LEGS, SHOES, STANCES, type Legs, type Pose, type Stance } from './stances.ts';

/** Who they are by what they wear. */
export interface Dress {
	readonly coat: string;
	readonly trousers: string;
	readonly hat: 'none' | 'straw' | 'cap' | 'helmet' | 'scarf' | 'towel' | 'bonnet';
	readonly hair: 'short' | 'braids' | 'bob';
	/** Over the coat, from the breast down. */
	readonly apron: string | null;
}

const hat = (b: Brush, kind: Dress['hat']): void => {
	if (kind === 'straw') b.shape([-26, -104, 0, -124, 26, -104, 0, -99], P.straw, { line: 1.6 });
	else if (kind === 'cap')
		b.shape([-14, -106, -12, -117, 8, -119, 13, -108, 24, -105, 12, -103], P.deep, { line: 1.6 });
	else if (kind === 'helmet')
		b.shape([-17, -105, -13, -118, 0, -122, 13, -118, 17, -105], P.gold, { line: 1.6 });
	else if (kind === 'scarf')
		b.shape([-15, -98, -15, -115, 0, -121, 15, -115, 15, -98, 9, -112, -9, -112], P.cinnabar, { line: 1.4 });
	else if (kind === 'towel') b.shape([-14, -108, -13, -117, 13, -117, 14, -108], P.white, { line: 1.4 });
	else if (kind === 'bonnet')
		b.shape([-15, -104, -17, -116, -6, -122, 8, -121, 16, -113, 14, -105], P.white, { line: 1.6, pale: 0.1 });
};

function hair(b: Brush, { hair: kind, hat: worn }: Dress): void {
	if (kind === 'braids')
		for (const x of [-11, 11]) {
			b.swing([x, -104, x * 1.5, -94, x * 1.25, -80], 4.4, P.ink);
			b.disc(x * 1.25, -79, 2.2, P.cinnabar, 0);
		}
	else if (kind === 'bob')
		b.shape([-14, -96, -15, -112, 0, -119, 14, -112, 13, -97, 8, -110, -8, -110], P.ink, { line: 0 });
	if (worn !== 'helmet') b.shape([-13, -104, -12, -115, 6, -117, 13, -108, 4, -111], P.ink, { line: 0 });
}

function legs(b: Brush, kind: Legs, colour: string): void {
	if (kind === 'seat') {
		b.shape([-16, -42, 22, -42, 34, -34, 32, 0, 22, 0, 20, -24, -16, -22], colour, { line: 1.6 });
		b.box(-20, -22, 32, 22, P.umber, 1.4);
		return;
	}
	for (const leg of LEGS[kind]) b.shape(leg, colour, { line: 1.6 });
	for (const shoe of SHOES[kind]) b.line(shoe, 5);
}

/** One figure, about 120 high, facing right. */
export function person(b: Brush, pose: Pose, dress: Dress): void {
	const { ctx } = b;
	const { legs: stance, arms, bow = 0, tool }: Stance = STANCES[pose];
	if (pose === 'ladle') tool?.(b);
	legs(b, stance, dress.trousers);
	ctx.save();
	ctx.translate(0, -42);
	ctx.rotate(bow);
	ctx.translate(0, stance === 'seat' ? 56 : 42);
	const [far, near] = arms;
	b.line(far, 10.5, P.ink);
	b.line(far, 8, dress.coat);
	b.shape([-14, -88, 14, -88, 18, -40, -18, -40], dress.coat, { line: 1.8, pale: 0.12 });
	if (dress.apron) b.shape([-9, -78, 9, -78, 14, -30, -14, -30], dress.apron, { line: 1.4, pale: 0.1 });
	else b.line([-1, -86, 1, -42], 1.2);
	b.disc(0, -102, 13, P.skin, 1.8);
	hair(b, dress);
	hat(b, dress.hat);
	b.line([-5, -103, -1, -103], 1.7);
	b.line([5, -103, 9, -103], 1.7);
	b.swing([-1, -94, 3, -92, 6, -95], 1.5, P.brick);
	b.disc(-6, -98, 2.4, '#d99a80', 0);
	b.disc(9, -98, 2.2, '#d99a80', 0);
	b.line(near, 10.5, P.ink);
	b.line(near, 8, dress.coat);
	const [hx, hy] = near.slice(-2);
	b.disc(hx!, hy!, 4.6, P.skin, 1.2);
	ctx.restore();
	if (pose !== 'ladle') tool?.(b);
}
