import { gearPath } from './gear.ts';

/** One cut of a drawn scene: a path in one of its inks. */
export interface Shape {
	readonly d: string;
	readonly ink: 'dark' | 'accent' | 'light';
	/** Width of the stroke; filled where there is none. */
	readonly line?: number;
	/** Moves the path's own (0, 0). */
	readonly at?: readonly [number, number];
}

export const dark = (d: string): Shape => ({ d, ink: 'dark' });
export const accent = (d: string): Shape => ({ d, ink: 'accent' });
export const light = (d: string): Shape => ({ d, ink: 'light' });
export const line = (d: string, width: number, ink: Shape['ink'] = 'dark'): Shape => ({
	d,
	ink,
	line: width,
});
export const gear = (x: number, y: number, teeth: number, outer: number, ink: Shape['ink']): Shape => ({
	d: gearPath(teeth, outer, outer * 0.78),
	ink,
	at: [x, y],
});
export const disc = (x: number, y: number, r: number): string =>
	`M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
/** The same path at several places. */
export const rows = (
	places: readonly (readonly [number, number])[],
	path: (x: number, y: number) => string,
): string => places.map(([x, y]) => path(x, y)).join('');
