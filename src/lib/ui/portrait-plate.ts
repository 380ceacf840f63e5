import type { Honoree } from '../domain/exhibit.ts';
import { gearPath } from './gear.ts';
import { SCENES } from './motifs.ts';
import type { Shape } from './shape.ts';

/**
 * What is printed of a drawn portrait before its letters: paper, rays, the scene of the trade, and the gear that holds the family
 * name. One picture for everybody of a trade: a wall of ten thousand changes a name and an address where it would change forty
 * elements a portrait.
 */

const MIDDLE = { x: 150, y: 130 };
const RAYS = Array.from({ length: 18 }, (_, i) => {
	const edge = (turn: number): string => {
		const angle = (turn * Math.PI) / 18;
		return `${(MIDDLE.x + 420 * Math.cos(angle)).toFixed(0)} ${(MIDDLE.y + 420 * Math.sin(angle)).toFixed(0)}`;
	};
	return `M${MIDDLE.x} ${MIDDLE.y}L${edge(2 * i - 0.5)} ${edge(2 * i + 0.5)}z`;
}).join('');
const RING = gearPath(24, 98, 88);
const PAPER = '#fdf8ea';

const plates = new Map<Honoree['motif'], string>();

/** The plate of a trade, 300 × 400, as a `data:` address. */
export function plateOf(motif: Honoree['motif']): string {
	const known = plates.get(motif);
	if (known) return known;
	const made = `data:image/svg+xml,${encodeURIComponent(drawn(motif))}`;
	plates.set(motif, made);
	return made;
}

function drawn(motif: Honoree['motif']): string {
	const { sky, ray, dark, shapes, ...inks } = SCENES[motif];
	const path = ({ d, at, ink, line }: Shape): string => {
		const colour = { dark, ...inks }[ink];
		const paint = line
			? `fill="none" stroke="${colour}" stroke-width="${line}" stroke-linejoin="round" stroke-linecap="round"`
			: `fill="${colour}"`;
		return `<path d="${d}" ${paint}${at ? ` transform="translate(${at[0]} ${at[1]})"` : ''}/>`;
	};
	const frame = 'x="14" y="14" width="272" height="286"';
	return [
		'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="400" viewBox="0 0 300 400">',
		`<clipPath id="frame"><rect ${frame}/></clipPath>`,
		`<rect width="300" height="400" fill="${PAPER}"/>`,
		`<rect x="5" y="5" width="290" height="390" fill="none" stroke="${dark}" stroke-width="2"/>`,
		`<g clip-path="url(#frame)"><rect ${frame} fill="${sky}"/><path d="${RAYS}" fill="${ray}"/>${shapes.map(path).join('')}</g>`,
		`<g transform="translate(${MIDDLE.x} ${MIDDLE.y})">`,
		`<path d="${RING}" fill="${dark}" stroke="${PAPER}" stroke-width="5" paint-order="stroke"/>`,
		`<circle r="80" fill="${PAPER}"/><circle r="75" fill="#9a1b17" stroke="#c99a3c" stroke-width="2.5"/></g>`,
		`<rect ${frame} fill="none" stroke="${dark}" stroke-width="2"/></svg>`,
	].join('');
}
